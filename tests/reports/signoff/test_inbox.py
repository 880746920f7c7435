"""แฟ้มเสนอ: what waits for whom, for how long, and that long lists ask no more of the database."""

import re

import pytest
import time_machine
from django.utils import timezone

from tests.reports.signoff.browsing import address, browser, texts
from tests.reports.signoff.papers import act, bring_to, make_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "who_sees"), [
    ("draft", ""), ("at_palad", "duangjai"), ("at_mayor", "ekachai"), ("sent_back", "chai"), ("signed", "arun chai"),
    ("published", ""), ("cancelled", ""),
])  # fmt: skip
def test_the_inbox_holds_what_waits_for_me(town, report, state, who_sees):
    bring_to(town, report, state)
    seen = {who for who in town.people if list(browser(who).get(address("inbox")).context["page"]) == [report]}
    assert seen == set(who_sees.split())


def test_the_inbox_counts_days_and_starts_with_the_longest(town):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        old = bring_to(town, make_report(town, fiscal_year=2567), "at_mayor")
        clock.shift(3 * 86_400)
        new = bring_to(town, make_report(town, fiscal_year=2568), "at_mayor")
        page = browser("ekachai").get("/en" + address("inbox"))
    assert list(page.context["page"]) == [old, new]
    main = texts(page).split('id="content"')[1]
    assert main.index("For 3 days") < main.index("Since today")
    assert re.search(r'<span class="count">2</span>', texts(page))


def test_the_inbox_asks_no_more_for_many(town, django_assert_max_num_queries):
    bring_to(town, make_report(town), "at_mayor")
    client = browser("ekachai")
    with django_assert_max_num_queries(12) as one:
        client.get(address("inbox"))
    for year in range(2530, 2560):
        bring_to(town, make_report(town, fiscal_year=year), "at_mayor")
    with django_assert_max_num_queries(len(one)):
        page = client.get(address("inbox"))
    assert len(page.context["page"]) == 25


def test_the_reports_page_asks_no_more_for_a_long_log(town, report, django_assert_max_num_queries):
    client = browser("chai")
    bring_to(town, report, "at_mayor")
    with django_assert_max_num_queries(40) as short:
        client.get(address("report_detail", report))
    for _round in range(5):
        act(town, "duangjai", report, "recall")
        act(town, "duangjai", report, "approve")
    with django_assert_max_num_queries(len(short)):
        page = client.get(address("report_detail", report))
    assert texts(page).count("เห็นชอบและเสนอต่อแล้ว") == 6 + 1, "six in the log, the last one on the strip as well"
