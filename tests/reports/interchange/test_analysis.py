"""Drafts are no part of a document; what counts is, and comes back as it went out.

Not here: drafting and accepting themselves (``tests/measures/analysis``).
"""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django_scopes import scope

from accounts.doors import standing_in
from accounts.models import Office
from indicators.scores.selectors import current_edition, figures_of
from measures.models import IssueAnalysis, Plan
from measures.selectors.analysis import analyses_of, token_of
from measures.selectors.observations import observations_of_plan
from measures.services.analysis import accept_draft, draft_issues, lay_out_issues
from reports.interchange.dumper import dump_document
from reports.interchange.loader import load_document
from tests.measures.analysis.building import WEAK_OF_002, figures_of_002, score
from tests.reports.interchange.there_and_back import GIVEN, dumped, loaded, plainly
from tests.world import Town, appoint, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """Document 002 with the item sets, its announced scores, and a reporter."""
    call_command("load_item_sets", verbosity=0)
    one = loaded(GIVEN / "002.yaml")
    user = make_user("chai", "ชัย ตั้งตรง")
    appoint(user, one.agency, Office.REPORTER)
    with scope(agency=one.agency):
        score_if_unknown(one.agency)
        yield one, standing_in(user=user, slug=one.agency.slug), Plan.objects.get()


def score_if_unknown(agency) -> None:
    """The 59 scores, whether or not loading the document has read them already."""
    if figures_of(current_edition(agency=agency, year=2567)).items != figures_of_002():
        score(Town(agency), figures_of_002())


def test_drafts_are_not_in_the_document(document):
    one, actor, plan = document
    before = dumped(one)
    assert draft_issues(actor=actor, plan=plan) == 7
    assert dumped(one) == before
    with scope(agency=one.agency):
        assert all(row.narrative and row.draft for row in IssueAnalysis.objects.all())


def test_accepted_drafts_go_out_and_come_back(document):
    one, actor, plan = document
    draft_issues(actor=actor, plan=plan)
    for row in analyses_of(plan):
        accept_draft(actor=actor, analysis=row, seen_version=row.version, seen_draft=token_of(row.draft))
    out = dump_document(agency=one.agency, fiscal_year=one.fiscal_year)
    issues = {each["no"]: each for each in out["score_analysis"]["issues"]}
    assert {number: each["below_threshold"] for number, each in issues.items()} == WEAK_OF_002
    assert {number: each["named_in_narrative"] for number, each in issues.items()} == WEAK_OF_002
    again = load_document(document=out, slug=one.agency.slug, replace=True)
    assert plainly(dumped(again)) == plainly(dumped(one))
    with scope(agency=one.agency):
        assert [row.narrative for row in analyses_of(Plan.objects.get())] == [
            issues[number]["narrative"] for number in sorted(issues)
        ]


def test_a_draft_ends_what_the_detector_said_of_the_narrative(document):
    """Document 002 names e๓ for e๙ in its second issue."""
    _one, actor, plan = document
    rows = {row.number: row for row in analyses_of(plan)}

    def said() -> list[tuple[int, str]]:
        found = [each for each in observations_of_plan(plan) if each.detector == "narrative"]
        return [(each.row_id, each.params["named"]) for each in found]

    assert said() == [(rows[2].pk, "e3")]
    draft_issues(actor=actor, plan=plan)
    for row in analyses_of(plan):
        accept_draft(actor=actor, analysis=row, seen_version=row.version, seen_draft=token_of(row.draft))
    assert said() == []


def test_headings_laid_out_here_go_out_and_come_back(document):
    one, actor, plan = document
    IssueAnalysis.objects.filter(plan=plan).delete()
    assert lay_out_issues(actor=actor, plan=plan, source="issues") == 7
    out = dump_document(agency=one.agency, fiscal_year=one.fiscal_year)
    told = [(each["no"], each["no_text"], each["narrative"]) for each in out["score_analysis"]["issues"]]
    assert told[:2] == [(1, "๑", None), (2, "๒", None)]
    assert len(told) == 7
    before = dumped(one)
    load_document(document=out, slug=one.agency.slug, replace=True)
    assert dumped(one) == before
