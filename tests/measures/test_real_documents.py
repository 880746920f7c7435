"""Every form over every row of the three documents, opened and saved unchanged: the rows stay byte for byte."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from accounts.models import Agency, Office
from measures.models import Disclosure, IndicatorProgress, Measure, Plan, Result, Round
from tests.architecture.references import rows_of
from tests.measures.reading import form_of
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db
DOCUMENTS = sorted((Path(settings.BASE_DIR) / "fixtures" / "demo").glob("*.yaml"))


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def loaded(request):
    """The agency of a loaded document and its reporter's client."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(request.param), verbosity=0)
    agency = Agency.objects.get()
    agency.is_tenant = True
    agency.save()
    reporter = make_user("chai")
    appoint(reporter, agency, Office.REPORTER)
    client = Client()
    client.force_login(reporter)
    return agency, client


def forms_of(agency):
    """Addresses of all forms of the agency's year."""
    with scope(agency=agency):
        plan = Plan.objects.get()
        base = {"agency": agency.slug, "year": plan.fiscal_year}
        for measure in Measure.objects.all():
            yield reverse("measure_edit", kwargs=base | {"measure_id": measure.pk})
            for round in Round.values:
                yield reverse("result_edit", kwargs=base | {"measure_id": measure.pk, "round": round})
        for row in Disclosure.objects.all():
            yield reverse("oit_edit", kwargs=base | {"disclosure_id": row.pk})
        for row in IndicatorProgress.objects.all():
            yield reverse("indicator_edit", kwargs=base | {"indicator_id": row.pk})


def as_bytes(agency):
    return json.dumps(rows_of(agency), ensure_ascii=False, default=str).encode()


def test_every_form_saved_unchanged_keeps_every_byte(loaded):
    agency, client = loaded
    before = as_bytes(agency)
    paths = list(forms_of(agency))
    assert len(paths) >= 36
    for path in paths:
        answer = client.post(path, form_of(client, path).data() | {"save": "1"})
        assert answer.status_code == 302, path
    assert as_bytes(agency) == before


def test_lists_and_year_pages_show_what_was_loaded(loaded):
    agency, client = loaded
    with scopes_disabled():
        plan = Plan.objects.get(agency=agency)
        titles = list(plan.measures.values_list("title", "listed_as"))
        outputs = Result.objects.count()
    pages = {
        name: client.get(reverse("measure_list", kwargs={"agency": agency.slug, "year": plan.fiscal_year}) + name)
        for name in ("", "?list=plan")
    }
    for title, listed_as in titles:
        page = pages["?list=plan" if listed_as == "plan" else ""]
        assert title in page.content.decode()
    home = client.get(reverse("year_home", kwargs={"agency": agency.slug, "year": plan.fiscal_year}))
    assert home.context["progress"].measures.done <= outputs
