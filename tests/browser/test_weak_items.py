"""The pages from weak items to results when there is something on them: one language each, axe-clean, nothing cut off.

Not here: these pages empty and in error, which the crawl meets (``test_crawl``).
"""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from accounts.doors import standing_in
from accounts.models import Agency, Office
from indicators.models import Item, ScoreEdition
from measures.model_measures import LATIN_WORDS
from measures.models import Measure, Plan, Result
from measures.services.proposing import take_measure
from tests.browser.language import foreign_words
from tests.browser.pages import Page
from tests.browser.test_crawl import findings
from tests.world import appoint, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db):
    """Document 002 with one item answered, a result and a next score: each page in both languages."""
    call_command("load_item_sets", verbosity=0)
    call_command("load_document", str(settings.BASE_DIR / "fixtures" / "demo" / "002.yaml"), verbosity=0)
    agency = Agency.objects.get()
    agency.is_tenant = True
    agency.save()
    user = make_user("chai", "ชัย ตั้งตรง")
    appoint(user, agency, Office.REPORTER)
    client = Client()
    client.force_login(user)
    with scope(agency=agency):
        plan = Plan.objects.get()
        measure = Measure.objects.get(issue_no=1)
        actor = standing_in(user=user, slug=agency.slug)
        take_measure(actor=actor, plan=plan, item_code="o9", measure_id=measure.pk)
        Result.objects.create(
            activity=measure.activities.get(), round="six_months", status="done", outputs=[{"text": "ได้คู่มือ"}]
        )
        Measure.objects.filter(pk=measure.pk).update(answers=["o9", "o99"])
        last = Plan.objects.create(agency=agency, fiscal_year=plan.fiscal_year - 1)
        Measure.objects.create(plan=last, title="ของปี ๒๕๖๗", issue_title=measure.issue_title)
        for year, code in ((2566, "o13"), (2568, "o7")):
            edition = ScoreEdition.objects.create(agency=agency, assessed_year=year, number=1)
            edition.values.create(part="item", code=code, value="80.00", origin="announced")
        addresses = {
            "weak_list": {}, "weak_item": {"item_code": "o9"}, "measure_list": {},
            "measure_edit": {"measure_id": measure.pk},
        }
        found = []
        for name, more in addresses.items():
            path = reverse(name, kwargs={"agency": agency.slug, "year": plan.fiscal_year, **more})
            path += "?list=plan" if name == "measure_list" else ""
            for language, front in (("th", ""), ("en", "/en")):
                answer = client.get(front + path)
                html = answer.content.decode()
                found.append(Page(name, "chai", "filled", language, front + path, answer.status_code, html))
        measures = Measure.objects.prefetch_related("activities")
        said = [agency.full_name, agency.name, user.full_name, *user_words(measures)]
    said += [*Item.objects.values_list("title", flat=True), *(word for word in LATIN_WORDS if not word.isalpha())]
    return found, sorted(filter(None, said), key=len, reverse=True)


def user_words(measures):
    """Every text of the measures."""
    for measure in measures:
        yield from (measure.title, measure.issue_title, "ได้คู่มือ", "ของปี")
        for activity in measure.activities.all():
            yield from (activity.period_text, *activity.units, *(step["text"] for step in activity.methods))


def test_weak_pages_speak_one_language_each(pages):
    found, said = pages
    assert {page.status for page in found} == {200}
    shown = [page for page in found if page.route.startswith("weak_")]
    wrong = {f"{page.route} {page.language}": foreign_words(page.html, page.language, said) for page in shown}
    assert {place: words for place, words in wrong.items() if words} == {}


def test_weak_pages_are_axe_clean_and_fit_the_window(pages):
    found, _said = pages
    assert findings(found) == {}
