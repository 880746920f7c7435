"""The pages of the analysis: what they say in each state, in both languages, and that a press does what it says."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from measures.models import IssueAnalysis
from measures.narratives import failing_codes_in
from tests.architecture.forms import post_forms
from tests.measures.analysis.building import YEAR, everything, figures_of_002, issue, plan_of, score
from tests.measures.reading import form_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town):
    call_command("load_item_sets", verbosity=0)
    with scope(agency=town.agency):
        return plan_of(town)


def address(town, name="analysis_list", row=None, year=YEAR) -> str:
    more = {"analysis_id": row.pk} if row else {}
    return reverse(name, kwargs={"agency": town.agency.slug, "year": year} | more)


def words(answer) -> str:
    """The page's main part as one reads it."""
    return words_in(answer.content.decode().partition("<main")[2].partition("</main>")[0])


def words_in(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def form_to(client, page: str, action: str):
    """The form of a page that goes to this address."""
    found = [form for form in post_forms(client.get(page).content.decode()) if form.action == action]
    assert len(found) == 1, action
    return found[0]


def press(client, page: str, action: str, **more: str):
    return client.post(action, form_to(client, page, action).data() | more)


def row_of(town, **values) -> IssueAnalysis:
    with scope(agency=town.agency):
        return IssueAnalysis.objects.get(**values)


def test_from_nothing_to_seven_texts_in_two_presses(town, plan, logged_in):
    client, page = logged_in("chai"), address(town)
    empty = words(client.get(f"/en{page}"))
    assert "The item set has 7 issues" in empty
    assert "None known of fiscal year 2567 yet" in empty
    assert "Scores come first" in empty
    assert "59 items" in empty
    with scope(agency=town.agency):
        score(town, figures_of_002())
    press(client, page, address(town, "analysis_draft"))
    drafted = words(client.get(f"/en{page}"))
    assert drafted.count("Drafted by the system, not in use yet") == 7
    assert "are not printed" in drafted
    assert "6 items: i10 82.71" in drafted
    assert "Under no issue yet" not in drafted
    press(client, page, address(town, "analysis_accept_all"))
    used = words(client.get(f"/en{page}"))
    assert used.count("In use by ชัย ตั้งตรง") == 7
    with scope(agency=town.agency):
        found = {row.number: failing_codes_in(row.narrative) for row in IssueAnalysis.objects.all()}
    assert found == {1: ["o9"], 2: ["e9"], 3: [], 4: ["i10"], 5: ["o16", "o17"], 6: ["o19"], 7: []}


def test_a_second_press_says_that_nothing_changed(town, plan, logged_in):
    client, page = logged_in("chai"), address(town)
    with scope(agency=town.agency):
        score(town, figures_of_002())
    press(client, page, address(town, "analysis_draft"))
    before = everything(town)
    answer = client.post(f"/en{address(town, 'analysis_draft')}", follow=True)
    assert "All drafts are as the figures stand. Nothing was changed." in words(answer)
    assert everything(town) == before


def test_without_scores_the_press_says_what_to_do(town, plan, logged_in):
    before = everything(town)
    answer = logged_in("chai").post(f"/en{address(town, 'analysis_draft')}", follow=True)
    assert "No score of 2567 is known yet. Please enter the scores first." in words(answer)
    assert everything(town) == before


def test_items_no_issue_holds_are_listed(town, plan, logged_in):
    with scope(agency=town.agency):
        issue(plan, "เรื่อง", "o9")
        score(town, {"o9": 90, "o10": 91})
    page = logged_in("anong").get(address(town)).content.decode()
    free = page.partition('id="free"')[2]
    assert "OIT o10" in free
    assert "91.00" in free
    assert "OIT o9<" not in free
    with scope(agency=town.agency):
        score(town, {"o9": 90, "o10": 84})
    page = logged_in("anong").get(f"/en{address(town)}").content.decode()
    assert "Under the threshold: o10 84.00 (short by 1.00)" in words_in(page.partition('id="free"')[2])


def test_changed_scores_stand_beside_the_text_that_stays(town, plan, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        row = issue(plan, "เรื่อง", "o9", "o10")
        score(town, {"o9": "77.67", "o10": 100})
    press(client, address(town), address(town, "analysis_draft"))
    press(client, address(town), address(town, "analysis_accept", row))
    text = row_of(town).narrative
    with scope(agency=town.agency):
        score(town, {"o9": "86.00", "o10": "84.99"})
    listed, opened = words(client.get(f"/en{address(town)}")), client.get(f"/en{address(town, 'analysis_edit', row)}")
    for shown in (listed, words(opened)):
        assert "o9 77.67 then, 86.00 now" in shown
        assert "Newly under the threshold: o10" in shown
        assert "No longer under the threshold: o9" in shown
        assert text in shown
    beside = words(opened)
    assert "ต่ำกว่าเกณฑ์ 85 คะแนน อยู่ 0.01 คะแนน" in beside
    assert "Use this draft in place of the text" in beside
    assert row_of(town).narrative == text
    page, action = address(town, "analysis_edit", row), address(town, "analysis_accept", row)
    keep, use = [form for form in post_forms(client.get(page).content.decode()) if form.action == action]
    assert client.post(action, keep.data() | {"keep": "1"}).status_code == 302
    assert row_of(town).narrative == text
    assert "then, 86.00 now" not in words(client.get(f"/en{address(town)}"))
    assert client.post(action, use.data()).status_code == 409  # the page was made before the other press
    assert row_of(town).narrative == text
    press(client, page, action)
    assert failing_codes_in(row_of(town).narrative) == ["o10"]


def test_a_draft_that_moved_is_not_accepted_and_shown_anew(town, plan, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        row = issue(plan, "เรื่อง", "o9")
        score(town, {"o9": "77.67"})
    press(client, address(town), address(town, "analysis_draft"))
    form = form_to(client, address(town), address(town, "analysis_accept", row))
    with scope(agency=town.agency):
        score(town, {"o9": "70.00"})
    listed = client.get(f"/en{address(town)}")
    assert "since this draft was written. Please draft anew. o9 77.67 then, 70.00 now" in words(listed)
    assert form.action not in [each.action for each in post_forms(listed.content.decode())]
    before = everything(town)
    answer = client.post(f"/en{form.action}", form.data())
    assert answer.status_code == 409
    assert "Nothing was accepted" in words(answer)
    assert "ได้ 70.00 คะแนน" in words(answer)
    assert everything(town) == before
    all_of_them = client.post(f"/en{address(town, 'analysis_accept_all')}", {"drafts": "x"}, follow=True)
    assert "Nothing was accepted; please read them again." in words(all_of_them)
    assert everything(town) == before


def test_two_who_write_the_same_issue_lose_nothing(town, plan, logged_in):
    with scope(agency=town.agency):
        row = issue(plan, "เรื่อง", "o9", narrative="เดิม")
    client, page = logged_in("chai"), address(town, "analysis_edit", row)
    form = form_of(client, page)
    assert send(logged_in("arun"), page, narrative="ของอรุณ").status_code == 302
    answer = client.post(page, form.data(narrative="ของชัย") | {"save": "1"})
    assert answer.status_code == 409
    assert {"ของอรุณ", "ของชัย"} <= set(words(answer).split())
    assert row_of(town).narrative == "ของอรุณ"


def test_a_refused_text_stays_in_the_form(town, plan, logged_in):
    with scope(agency=town.agency):
        row = issue(plan, "เรื่อง", "o9", narrative="เดิม")
    page = address(town, "analysis_edit", row)
    answer = send(logged_in("chai"), page, narrative="ข้อความของเรา ่ผิด")
    assert answer.status_code == 200
    assert "ข้อความของเรา ่ผิด" in answer.content.decode()
    assert row_of(town).narrative == "เดิม"


def test_saving_unchanged_changes_nothing(town, plan, logged_in):
    with scope(agency=town.agency):
        row = issue(plan, "เรื่อง", "o9", narrative="เดิม\nสองบรรทัด ", figures={})
        score(town, {"o9": 1})
    before = everything(town)
    assert send(logged_in("chai"), address(town, "analysis_edit", row)).status_code == 302
    assert everything(town) == before


def test_an_own_heading_is_made_filled_and_removed(town, plan, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        issue(plan, "อื่น", "o10")
    made = press(client, address(town), address(town, "analysis_new"))
    row = row_of(town, number=2)
    page, items = address(town, "analysis_edit", row), address(town, "analysis_items", row)
    assert made["Location"] == page
    offered = client.get(page).content.decode()
    assert 'value="o9"' in offered
    assert 'value="o10"' not in offered
    form = form_to(client, page, items)
    answer = client.post(items, form.data() | {"items-codes": ["o9", "i1"]})
    assert answer["Location"] == page
    assert row_of(town, number=2).blocks == [
        {"instrument": "IIT", "item_codes": ["i1"]}, {"instrument": "OIT", "item_codes": ["o9"]},
    ]
    before = everything(town)
    stale = client.post(f"/en{items}", form.data() | {"items-codes": ["o11"]})
    assert stale.status_code == 409
    assert re.search(r'value="o11"[^>]*checked', stale.content.decode())
    taken = client.post(f"/en{items}", form_to(client, page, items).data() | {"items-codes": ["o10"]})
    assert "o10 stands under another issue" in words(taken)
    assert everything(town) == before
    gone = address(town, "analysis_remove", row)
    assert client.post(gone, {"version": "1"}).status_code == 409
    assert everything(town) == before
    assert send(client, gone)["Location"] == address(town)
    with scope(agency=town.agency):
        assert list(IssueAnalysis.objects.values_list("title", flat=True)) == ["อื่น"]


def test_a_set_without_issues_offers_two_ways(town, plan, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        plan_of(town, 2567)
    page, lay_out = address(town, year=2567), address(town, "analysis_lay_out", year=2567)
    shown = words(client.get(f"/en{page}"))
    assert "Headings by indicator" in shown
    assert "As in the analysis of" not in shown
    assert "Draft all issues" not in shown
    client.post(lay_out, {"source": "x"})
    with scope(agency=town.agency):
        assert IssueAnalysis.objects.count() == 0
    client.post(lay_out, {"source": "indicators"})
    with scope(agency=town.agency):
        assert IssueAnalysis.objects.count() == 2
        plan_of(town, 2570)
    assert "As in the analysis of 2567" in words(client.get(f"/en{address(town, year=2570)}"))


def test_who_may_read_sees_no_buttons(town, plan, logged_in):
    with scope(agency=town.agency):
        issue(plan, "เรื่อง", "o9", draft="ร่างที่อ่านได้", draft_figures={"threshold": None, "values": {}})
    for person in ("anong", "duangjai", "ekachai"):
        page = logged_in(person).get(address(town)).content.decode().partition("<main")[2].partition("</main>")[0]
        assert "ร่างที่อ่านได้" in page
        assert "<form" not in page
        assert "ร่างโดยระบบ" in page


def test_another_agencys_issue_is_nowhere(town, plan, foreign, logged_in):
    before = everything(foreign.town)
    client = logged_in("chai")
    for name in ("analysis_edit", "analysis_accept", "analysis_items", "analysis_remove"):
        answer = client.post(address(town, name, foreign.analysis), {"version": "1", "narrative": "ขโมย", "keep": "1"})
        assert answer.status_code == 404
    assert client.get(address(foreign.town, year=foreign.plan.fiscal_year)).status_code == 404
    assert "CANARY" not in client.get(address(town)).content.decode()
    assert everything(foreign.town) == before


def test_text_is_text(town, plan, logged_in):
    hostile = "<script>alert(1)</script>"
    with scope(agency=town.agency):
        row = issue(plan, hostile, "o9", narrative=hostile, draft=hostile)
    for page in (address(town), address(town, "analysis_edit", row), address(town, "analysis_remove", row)):
        assert hostile not in logged_in("chai").get(page).content.decode()


def test_queries_do_not_grow(town, plan, logged_in):
    client = logged_in("chai")
    with scope(agency=town.agency):
        score(town, figures_of_002())
        row, earlier = issue(plan, "เรื่อง", "o9", draft="ร่าง"), plan_of(town, 2567)
        earlier.measures.create(title="ม", issue_no=1)
    pages = [address(town), address(town, "analysis_edit", row)]

    def costs() -> list[int]:
        found = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            found.append(len(queries))
        return found

    few = costs()
    with scope(agency=town.agency):
        for number in range(19):
            issue(plan, f"เรื่อง {number}", f"o{number + 10}", draft="ร่าง")
            earlier.measures.create(title=f"ม {number}", issue_no=1)
    assert costs() == few
