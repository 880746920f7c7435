"""A town with the clean invented year, and what the detectors say of it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django_scopes import scope

from measures.models import Plan
from measures.selectors.observations import observations_of_plan
from tests.measures.detectors.building import write_clean_year
from tests.world import make_town


@pytest.fixture
def clean(db):
    """The clean year's plan, inside its agency's scope."""
    sets = [str(settings.BASE_DIR / "fixtures/item_sets" / f"ITA-{year}.yaml") for year in (2567, 2568)]
    call_command("load_item_sets", *sets, verbosity=0)
    town = make_town()
    with scope(agency=town.agency):
        yield write_clean_year(town)


@pytest.fixture
def seen():
    """``seen(plan)``: (detector, row kind, row id, field) of every open remark."""

    def look(plan: Plan) -> list[tuple[str, str, int, str]]:
        plan = Plan.objects.select_related("agency").get(pk=plan.pk)
        return [(one.detector, one.row_kind, one.row_id, one.field) for one in observations_of_plan(plan)]

    return look
