"""One word typed in a form of the portal is one word of the dump, in every text field of every row's form."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse
from django_scopes import scope

from accounts.models import Office
from measures.models import Disclosure, IndicatorProgress, Measure, Round
from reports.interchange.dumper import dump_document
from tests.measures.reading import form_of
from tests.reports.interchange.there_and_back import GIVEN, INVENTED, leaves, loaded
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db
ADDED = "เพิ่มคำ"


def said(one) -> dict[str, str]:
    with scope(agency=one.agency):
        return leaves(dump_document(agency=one.agency, fiscal_year=one.fiscal_year))


def forms_of(one):
    """The first and the last form of each kind of row."""
    base = {"agency": one.agency.slug, "year": one.fiscal_year}
    with scope(agency=one.agency):
        ends = {
            name: [*rows[:1], *rows[1:][-1:]]
            for name, rows in {
                "measure": list(
                    Measure.objects.filter(activities__isnull=False).distinct().values_list("pk", flat=True)
                ),
                "disclosure": list(Disclosure.objects.values_list("pk", flat=True)),
                "indicator": list(IndicatorProgress.objects.values_list("pk", flat=True)),
            }.items()
        }
    for pk in ends["measure"]:
        yield reverse("measure_edit", kwargs=base | {"measure_id": pk})
        yield reverse("result_edit", kwargs=base | {"measure_id": pk, "round": Round.TWELVE_MONTHS.value})
    for pk in ends["disclosure"]:
        yield reverse("oit_edit", kwargs=base | {"disclosure_id": pk})
    for pk in ends["indicator"]:
        yield reverse("indicator_edit", kwargs=base | {"indicator_id": pk})


@pytest.mark.parametrize(
    "path", [GIVEN / "000.yaml", GIVEN / "001.yaml", INVENTED / "grouped.yaml", INVENTED / "website_check.yaml"],
    ids=lambda path: path.stem,
)  # fmt: skip
def test_a_word_typed_in_any_field_of_a_row_is_one_word_of_the_dump(path, client):
    one = loaded(path)
    reporter = make_user("chai")
    appoint(reporter, one.agency, Office.REPORTER)
    client.force_login(reporter)
    before, tried = said(one), 0
    for address in forms_of(one):
        form = form_of(client, address)
        for name, value in form.values:
            if form.kinds[name] not in ("textarea", "text") or not value.strip() or "number" in name:
                continue
            with transaction.atomic():
                typed = form.data() | {name: f"{value} {ADDED}", "save": "1"}
                answer = client.post(address, typed)
                if answer.status_code == 302:
                    after = said(one)
                    changed = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
                    # The units of an indicator are written twice in the file: as a list and as they are printed.
                    places = 2 if name == "units" and "/indicators/" in address else 1
                    assert len(changed) == places, (address, name, changed)
                    assert all(ADDED in after[place] for place in changed)
                    tried += 1
                else:
                    assert "period_start" in name or "period_end" in name, (address, name)
                transaction.set_rollback(True)
    assert tried >= 7
    assert said(one) == before
