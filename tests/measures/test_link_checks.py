"""The job that looks at addresses: what it looks at, once, within the agency, and what the pages say of it."""

from __future__ import annotations

import datetime
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from jobs import schedule
from jobs.models import Job
from jobs.registry import JobRefused
from jobs.worker import POLL_SECONDS
from links.verdict import Note, Verdict
from measures.link_health import REFERENCE, SLICE_SECONDS, LinkHealth, check_all_links, check_links
from measures.link_words import NOTES, VERDICTS
from measures.models import Disclosure, DisclosureLink, Evidence, EvidenceUse, LinkCheck, Plan
from measures.selectors.links import SHARED, UNCHECKED, address_rows, addresses_waiting, latest_checks, verdict_counts
from measures.services.link_checks import SwitchedOff, Target, ask, ask_for_link_checks
from tests.links.servers import page, path_of, serving
from tests.measures.looking import addresses, checker, give, looked_at, the_job

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def test_each_address_is_looked_at_and_the_result_kept(filled, web, in_town):
    give(filled, *addresses(web, "one", "gone", "two"))
    assert checker(web)(the_job(filled)) == {"looked_at": 3, "left": 0}
    # A bare number with a port is what it says: a test site; nothing graver holds but for the page that is gone.
    assert looked_at(filled.town.agency) == [("gone", "dead"), ("one", "staging"), ("two", "staging")]
    gone = LinkCheck.objects.get(url__endswith="/gone")
    assert (gone.http_status, gone.final_url, gone.content_sha256) == (404, "", "")
    assert gone.notes == ["staging", "not_found"]


def test_an_address_given_twice_is_asked_once(filled, web, in_town):
    give(filled, *addresses(web, "one", "one", "one"))
    assert checker(web)(the_job(filled)) == {"looked_at": 1, "left": 0}
    assert web.visits == 1


def test_twice_the_same_job_asks_nobody_twice(filled, web, in_town):
    give(filled, *addresses(web, "one", "two"))
    job = the_job(filled)
    checker(web)(job)
    assert checker(web)(job) == {"looked_at": 0, "left": 0}
    assert web.visits == 2


def test_asking_anew_looks_anew_and_the_history_grows(filled, web, in_town):
    give(filled, *addresses(web, "one"))
    for _ in range(2):
        job = the_job(filled)
        checker(web)(job)
        Job.objects.filter(pk=job.pk).update(state="done")
    assert looked_at(filled.town.agency) == [("one", "staging"), ("one", "staging")]


def test_one_item_only_its_own_addresses(filled, web, in_town):
    first, _second = give(filled, *addresses(web, "one", "two"))
    checker(web)(the_job(filled, disclosure=first.disclosure))
    assert looked_at(filled.town.agency) == [("one", "staging")]


def test_addresses_of_evidence_are_looked_at_and_may_stand_anywhere(filled, web, in_town):
    filled.town.agency.website = "https://www.bansuan.go.th"
    filled.town.agency.save()
    give(filled, *addresses(web, "item"))
    evidence = Evidence.objects.create(agency=filled.town.agency, title="ข่าว", url=addresses(web, "evidence")[0])
    EvidenceUse.objects.create(evidence=evidence, plan=filled.plan, activity=filled.activity)
    checker(web)(the_job(filled))
    notes = {look.url.rpartition("/")[2]: look.notes for look in LinkCheck.objects.filter(url__contains="127.0.0.1")}
    assert notes == {"item": ["other_site"], "evidence": []}


def test_another_towns_addresses_are_untouched(filled, foreign, web):
    with scope(agency=foreign.town.agency):
        give(foreign, *addresses(web, "theirs"))
    with scope(agency=filled.town.agency):
        give(filled, *addresses(web, "ours"))
    checker(web)(the_job(filled))
    assert [path_of(request) for request in web.requests] == ["/ours"]
    assert (looked_at(filled.town.agency), looked_at(foreign.town.agency)) == ([("ours", "staging")], [])


def test_what_is_done_by_default_reaches_nothing_of_ours(filled, web, in_town):
    """The registered handler with nothing injected; only that a test machine has no way out is no reason to stop."""
    give(filled, *addresses(web, "one"), "javascript:alert(1)", "http://localhost/")
    assert replace(check_links, reference="")(the_job(filled))["left"] == 0
    assert web.visits == 0
    with scope(agency=filled.town.agency):
        verdicts = set(LinkCheck.objects.exclude(url__contains="example").values_list("verdict", flat=True))
    assert verdicts == {Verdict.REFUSED_ADDRESS, Verdict.UNREADABLE}


def test_a_slice_ends_and_another_job_goes_on(filled, web, in_town):
    give(filled, *addresses(web, "one", "two", "three"))
    job, counts = the_job(filled), []
    while job:
        counts.append(checker(web, slice_seconds=0)(job))
        Job.objects.filter(pk=job.pk).update(state="done")
        job = Job.objects.filter(kind="check_links", state="queued").first()
    assert counts == [{"looked_at": 1, "left": 2}, {"looked_at": 1, "left": 1}, {"looked_at": 1, "left": 0}]
    assert web.visits == 3


def test_a_silent_website_is_not_asked_on_and_on(filled, in_town):
    with serving(lambda server, sock, request: None) as silent:
        give(filled, *addresses(silent, *map(str, range(30))))
        assert checker(silent)(the_job(filled)) == {"looked_at": 30, "left": 0}
        assert silent.visits < 10
    looks = LinkCheck.objects.filter(url__contains="127.0.0.1")
    assert {look.verdict for look in looks} == {Verdict.DEAD}
    assert sum(Note.HOST_SILENT in look.notes for look in looks) == 30 - silent.visits


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on(child_environment, filled, wait_until):
    """kill -9 while the fourth page is waited for: what was found is kept, and nobody is asked for it again."""
    held = threading.Event()

    def talk(server, sock, request):
        if path_of(request) == "/4" and not held.is_set():
            server.gone.wait(10)
        page()(server, sock, request)

    with serving(talk) as web:
        with scope(agency=filled.town.agency):
            give(filled, *addresses(web, "1", "2", "3", "4"))
        job = the_job(filled)
        worker = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("link_worker.py")), str(job.pk), str(web.port)],
            env=child_environment,
        )
        wait_until(lambda: len(looked_at(filled.town.agency)) == 3 and len(web.requests) == 4)
        worker.kill()
        worker.wait()
        held.set()
        assert checker(web)(job) == {"looked_at": 1, "left": 0}
        assert sorted(map(path_of, web.requests)) == ["/1", "/2", "/3", "/4", "/4"]
    assert [end for end, _ in looked_at(filled.town.agency)] == ["1", "2", "3", "4"]


def test_by_the_clock_every_agencys_years_at_hand_once_a_day(filled, foreign, web):
    this_year = timezone.localdate().year + 543
    with scope(agency=filled.town.agency):
        Plan.objects.create(agency=filled.town.agency, fiscal_year=this_year + 1)
        give(filled, *addresses(web, "old"))
        plan = Plan.objects.create(agency=filled.town.agency, fiscal_year=this_year)
        row = Disclosure.objects.create(plan=plan, code="o1", position=1)
        DisclosureLink.objects.create(disclosure=row, url=addresses(web, "new")[0])
    assert check_all_links(Job(kind="check_all_links")) == {"agencies": 2}
    assert check_all_links(Job(kind="check_all_links")) == {"agencies": 2}
    jobs = Job.objects.filter(kind="check_links")
    assert sorted(job.agency_id for job in jobs) == sorted([filled.town.agency.pk, foreign.town.agency.pk])
    for job in jobs:
        checker(web)(job)
    assert [path_of(request) for request in web.requests] == ["/new"]
    assert "check_all_links" in {entry.kind for entry in schedule.SCHEDULE}


def test_switched_off_nothing_is_asked_for_and_nobody_is_called(filled, web, settings, logged_in):
    with scope(agency=filled.town.agency):
        give(filled, *addresses(web, "one"))
    job = the_job(filled)
    settings.ITA_CHECK_LINKS = False
    with pytest.raises(JobRefused):
        checker(web)(job)
    Job.objects.all().delete()
    with pytest.raises(SwitchedOff):
        the_job(filled)
    assert check_all_links(job) == {}
    kwargs = {"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year}
    answer = logged_in("anong").post(reverse("link_check_all", kwargs=kwargs), follow=True)
    assert "ผู้ดูแลระบบปิด" in answer.content.decode() or "switched" in answer.content.decode()
    assert (Job.objects.count(), web.visits) == (0, 0)


def test_who_may_not_record_may_not_ask(filled, in_town):
    with pytest.raises(PermissionDenied):
        ask_for_link_checks(actor=filled.town.standing("ekachai"), plan=filled.plan)
    assert Job.objects.filter(kind="check_links").count() == 0


def test_anothers_plan_or_row_cannot_be_asked_for(filled, foreign):
    actor = filled.town.standing("anong")
    with scope(agency=filled.town.agency):
        with pytest.raises(Plan.DoesNotExist):
            ask_for_link_checks(actor=actor, plan=foreign.plan)
        with pytest.raises(Disclosure.DoesNotExist):
            ask_for_link_checks(actor=actor, plan=filled.plan, disclosure=foreign.disclosure)
    assert Job.objects.filter(kind="check_links").count() == 0


def test_pressing_twice_makes_one_run(filled, logged_in):
    path = reverse("link_check_all", kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year})
    client = logged_in("anong")
    assert [client.post(path).status_code for _ in range(2)] == [302, 302]
    assert Job.objects.filter(kind="check_links").count() == 1


def test_a_run_of_a_later_part_is_the_run_under_way(filled, in_town):
    part = ask(agency=filled.town.agency, target=Target(filled.plan.pk), since=timezone.now(), part=7)
    assert the_job(filled) == part


def test_the_same_file_for_three_items_is_found_by_its_content(filled, web, in_town):
    give(filled, *addresses(web, "same1", "same2", "same3", "other", "other", "gone"))
    checker(web)(the_job(filled))
    rows = address_rows(plan=filled.plan)
    assert {row.link.disclosure.code: row.shared_by for row in rows if row.shared_by} == {
        code: ("o1", "o2", "o3") for code in ("o1", "o2", "o3")
    }
    assert verdict_counts(rows) == [("dead", 1), ("staging", 5), (SHARED, 3)]


def test_the_same_address_for_three_items_is_found_before_any_look(filled, in_town):
    give(filled, *["https://www.example.go.th/all"] * 3)
    assert [row.shared_by for row in address_rows(plan=filled.plan)] == [("o1", "o2", "o3")] * 3


def test_the_newest_look_counts_and_only_the_own_agencys(filled, foreign):
    url = "https://www.example.go.th/o1"
    with scope(agency=filled.town.agency):
        newest = LinkCheck.objects.create(agency=filled.town.agency, url=url, verdict="dead")
    with scope(agency=foreign.town.agency):
        LinkCheck.objects.create(agency=foreign.town.agency, url=url, verdict="ok")
    with scope(agency=filled.town.agency):
        assert latest_checks([url, "https://www.example.go.th/never"]) == {url: newest}
        waiting = addresses_waiting(agency=filled.town.agency, since=LONG_AGO, plan_id=filled.plan.pk)
        assert waiting == {}


def test_every_verdict_and_note_has_words():
    assert set(VERDICTS) == {*Verdict, UNCHECKED, SHARED}
    assert set(NOTES) == set(Note)


def the_page(client, filled, name, **more) -> str:
    path = reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year} | more)
    return client.get(path).content.decode()


@pytest.mark.parametrize("name", ["link_list", "oit_edit", "link_history"])
def test_only_addresses_of_the_web_become_links(filled, logged_in, name):
    with scope(agency=filled.town.agency):
        DisclosureLink.objects.filter(pk=filled.link.pk).update(url="javascript:alert(1)//https://")
        LinkCheck.objects.create(
            agency=filled.town.agency, url="javascript:alert(1)//https://", verdict="ok", final_url="data:text/html,x"
        )
    more = {"oit_edit": {"disclosure_id": filled.disclosure.pk}, "link_history": {"link_id": filled.link.pk}}
    shown = the_page(logged_in("anong"), filled, name, **more.get(name, {}))
    assert "javascript:alert(1)" in shown
    assert 'href="javascript' not in shown
    assert 'href="data' not in shown


def test_the_list_shows_words_filters_and_the_run(filled, web, logged_in):
    with scope(agency=filled.town.agency):
        give(filled, *addresses(web, "one", "gone"))
    job = the_job(filled)
    client = logged_in("anong")
    assert 'max="2"' in the_page(client, filled, "link_list")
    checker(web)(job)
    Job.objects.all().update(state="done")
    path = reverse("link_list", kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year})
    shown = client.get(path, {"verdict": "dead"}).content.decode()
    assert (f"{web.port}/gone<" in shown, f"{web.port}/one<" in shown) == (True, False)


def test_evidence_has_its_history_and_a_file_has_none(filled, logged_in):
    file, client = filled.recorded.evidence, logged_in("anong")
    with scope(agency=filled.town.agency):
        evidence = Evidence.objects.create(agency=filled.town.agency, title="ข่าว", url="https://www.example.go.th/o1")
        EvidenceUse.objects.create(evidence=evidence, plan=filled.plan, activity=filled.activity)
    shown = the_page(client, filled, "evidence_link_history", evidence_id=evidence.pk)
    assert shown.count("state-good") == 2  # the newest look, and the one row of the history
    shown = the_page(client, filled, "evidence_link_history", evidence_id=file.pk)
    assert (shown.count("state-good"), file.title in shown) == (0, True)


def test_queries_of_the_pages_do_not_grow(filled, logged_in, django_assert_max_num_queries):
    client = logged_in("anong")
    names = (("link_list", {}), ("oit_list", {}), ("link_history", {"link_id": filled.link.pk}))
    for name, more in names:
        the_page(client, filled, name, **more)
    with scope(agency=filled.town.agency):
        for number in range(70):
            row = Disclosure.objects.create(plan=filled.plan, code=f"o{number + 2}", position=number + 5)
            for _ in range(3):
                DisclosureLink.objects.create(disclosure=row, url=f"https://www.example.go.th/{number}")
            LinkCheck.objects.create(agency=filled.town.agency, url=f"https://www.example.go.th/{number}", verdict="ok")
            LinkCheck.objects.create(agency=filled.town.agency, url=filled.link.url, verdict="dead")
    for name, more in names:
        with django_assert_max_num_queries(13):
            the_page(client, filled, name, **more)


def test_the_registered_handler_is_the_strict_one():
    assert check_links == LinkHealth(reference=REFERENCE)


@pytest.mark.soak
def test_five_hundred_addresses_of_one_website_take_less_than_ten_minutes(filled, web, in_town):
    """At a fiftieth of the real pace: of 600 s, 500 are politeness; all else has to fit into 100, naps included."""
    give(filled, *addresses(web, *map(str, range(500))))
    look = LinkHealth(
        rule=lambda ip, port: (ip, port) == ("127.0.0.1", web.port), interval=1 / 50, slice_seconds=SLICE_SECONDS / 50
    )
    job, begin, parts = the_job(filled), time.monotonic(), 0
    while job:
        look(job)
        Job.objects.filter(pk=job.pk).update(state="done")
        job, parts = Job.objects.filter(kind="check_links", state="queued").first(), parts + 1
    overhead = time.monotonic() - begin - 500 / 50
    assert web.visits == 500
    assert overhead + parts * POLL_SECONDS < 100
