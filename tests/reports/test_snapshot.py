"""Freezing: canonical bytes and back, one digest, a job that may run twice and reads nothing live."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope, scopes_disabled

from audit.models import Change
from files.models import StoredFile
from files.services import read_bytes
from jobs.models import Job, JobState
from jobs.runner import run_job
from measures.models import Activity, Measure, Plan
from reports.blocks import document_words
from reports.compose import NoSuchYear, compose_content
from reports.content import ReportContent
from reports.layouts import UnknownLayout, load_layout
from reports.models import Report, ReportText, Snapshot
from reports.selectors import difference_to_live, snapshot_status
from reports.services import (
    NotComposable,
    NothingToPrint,
    ReportAlreadyOpen,
    compose_snapshot,
    create_report,
)
from reports.snapshot import Unreadable, freeze, thaw
from tests.reports.pdf_text import pdfium_texts, squeezed
from tests.world import make_other_town, make_town

pytestmark = pytest.mark.django_db
YEAR = 2569
RESULT = {"kind": "result", "fiscal_year": YEAR, "round_name": "twelve_months", "layout": "result-7col"}


@pytest.fixture
def town():
    town = make_town()
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
        measure = Measure.objects.create(plan=plan, position=1, number_text="๑.", title="ปลูกต้นไม้ริมคลอง")
        Activity.objects.create(measure=measure, methods=[{"marker": "๑.", "text": "ขุดหลุม"}], units=["กองช่าง"])
        yield town


@pytest.fixture
def report(town):
    return create_report(actor=town.standing("chai"), **RESULT)


def content_of(town) -> ReportContent:
    return compose_content(agency=town.agency, fiscal_year=YEAR)


def test_the_bytes_are_canonical_and_come_back(town):
    content, layout = content_of(town), load_layout("result-7col")
    stored = freeze(content, layout)
    frozen = thaw(stored)
    assert (frozen.content, frozen.layout) == (content, layout)
    assert freeze(frozen.content, frozen.layout) == stored
    assert json.dumps(json.loads(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == stored
    assert "ปลูกต้นไม้ริมคลอง".encode() in stored


def test_the_same_words_give_the_same_bytes_whatever_the_row_ids(town):
    before = freeze(content_of(town), load_layout("result-7col"))
    with scope(agency=town.agency):
        measure = Measure.objects.get()
        activity = Activity.objects.get()
        measure.delete()
        measure.pk = 1000
        measure.save(force_insert=True)
        activity.pk, activity.measure = 2000, measure
        activity.save(force_insert=True)
    assert freeze(content_of(town), load_layout("result-7col")) == before


def test_a_number_json_does_not_have_is_refused(town):
    from reports.content import Label

    content = replace(content_of(town), labels={"oit": (Label("ก", float("nan")),)})
    with pytest.raises(ValueError, match="not JSON compliant"):
        freeze(content, load_layout("result-7col"))


@pytest.mark.parametrize("change", [
    lambda data: data.update(content_version=99),
    lambda data: data["content"].update(content_version=99),
    lambda data: data["content"].update(surprise=1),
    lambda data: data["content"].update(title=5),
    lambda data: data.pop("layout"),
    lambda data: data["layout"].update(numerals="roman"),
])  # fmt: skip
def test_bytes_of_another_shape_are_not_read(town, change):
    data = json.loads(freeze(content_of(town), load_layout("result-7col")))
    change(data)
    with pytest.raises(Unreadable):
        thaw(json.dumps(data).encode())


def test_what_is_no_json_is_not_read():
    for stored in (b"", b"%PDF-1.7", b"[]", b'{"content_version": 1}'):
        with pytest.raises(Unreadable):
            thaw(stored)


def test_composing_freezes_and_asks_for_the_pdf(town, report):
    snapshot = compose_snapshot(actor=town.standing("chai"), report=report)
    assert (snapshot.number, snapshot.content_version, snapshot.pdf, snapshot.digest) == (1, 1, None, "")
    assert report.current_snapshot == snapshot
    assert read_bytes(snapshot.content) == freeze(content_of(town), load_layout("result-7col"))
    job = Job.objects.get(pk=snapshot.job_id)
    assert (job.kind, job.agency_id, job.arguments) == (
        "render_snapshot", town.agency.pk, {"snapshot": snapshot.pk}
    )  # fmt: skip
    assert snapshot_status(snapshot=snapshot, agency=town.agency).is_open is True
    assert compose_snapshot(actor=town.standing("chai"), report=report).number == 2
    assert [change.act for change in Change.objects.order_by("pk")] == [
        "report.created", "report.composed", "report.composed",
    ]  # fmt: skip


def test_the_worker_sets_the_pdf_from_the_stored_bytes_and_twice_is_once(town, report):
    snapshot = compose_snapshot(actor=town.standing("chai"), report=report)
    Measure.objects.update(title="เปลี่ยนแล้วหลังทำฉบับ")
    run_job(snapshot.job_id)
    snapshot.refresh_from_db()
    pdf = read_bytes(snapshot.pdf)
    text = squeezed("".join(pdfium_texts(pdf)))
    assert "ปลูกต้นไม้ริมคลอง" in text
    assert "เปลี่ยนแล้วหลังทำฉบับ" not in text
    assert all(squeezed(piece) in text for piece in document_words(thaw(read_bytes(snapshot.content)).document))
    digests = f"{snapshot.content.sha256}\n{hashlib.sha256(pdf).hexdigest()}"
    assert snapshot.digest == hashlib.sha256(digests.encode()).hexdigest()
    assert snapshot.pages == 2
    job = Job.objects.get(pk=snapshot.job_id)
    assert (job.state, job.result) == (JobState.DONE, {"pages": 2, "digest": snapshot.digest})

    before = Snapshot.objects.values().get(pk=snapshot.pk), StoredFile.objects.count()
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, attempts=0)
    run_job(job.pk)
    assert (Snapshot.objects.values().get(pk=snapshot.pk), StoredFile.objects.count()) == before
    assert Job.objects.get(pk=job.pk).result == {"pages": 2, "digest": snapshot.digest}


def test_unreadable_content_and_a_snapshot_that_is_gone_are_plain_refusals(town, report):
    chai = town.standing("chai")
    first, second = (compose_snapshot(actor=chai, report=report) for _ in range(2))
    Snapshot.objects.filter(pk=second.pk).update(content=StoredFile.objects.create(sha256="0" * 64, size=1))
    Report.objects.update(current_snapshot=None)
    Snapshot.objects.filter(pk=first.pk).delete()
    with scopes_disabled():
        run_job(first.job_id)
        run_job(second.job_id)
    assert list(Job.objects.order_by("created_at").values_list("state", "error")) == [
        ("failed", "This snapshot no longer exists."),
        ("failed", "The stored content of this snapshot cannot be read. Please tell the administrator."),
    ]
    assert Snapshot.objects.get().pdf is None


@pytest.mark.parametrize("state", ["at_palad", "at_mayor", "signed", "published", "superseded", "cancelled"])
def test_only_a_draft_can_be_composed(town, report, state):
    Report.objects.update(state=state)
    with pytest.raises(NotComposable):
        compose_snapshot(actor=town.standing("chai"), report=report)
    assert (Snapshot.objects.count(), Job.objects.count()) == (0, 0)


def test_a_report_sent_back_can_be_composed(town, report):
    Report.objects.update(state="sent_back")
    assert compose_snapshot(actor=town.standing("chai"), report=report).number == 1


def test_a_year_without_rows_gives_no_snapshot(town, report):
    Measure.objects.all().delete()
    with pytest.raises(NothingToPrint):
        compose_snapshot(actor=town.standing("chai"), report=report)
    assert (Snapshot.objects.count(), Job.objects.count()) == (0, 0)


def test_who_may_not_compose_changes_nothing(town, report):
    for name in ("anong", "duangjai", "ekachai"):
        with pytest.raises(PermissionDenied):
            compose_snapshot(actor=town.standing(name), report=report)
        with pytest.raises(PermissionDenied):
            create_report(actor=town.standing(name), **{**RESULT, "kind": "progress"})
    assert (Snapshot.objects.count(), Job.objects.count(), Report.objects.count()) == (0, 0, 1)


def test_another_agencys_report_cannot_be_composed(town, report):
    fah = make_other_town().standing("chai")
    with scope(agency=fah.agency), pytest.raises(Report.DoesNotExist):
        compose_snapshot(actor=fah, report=report)


def test_one_open_report_per_kind_year_and_round(town, report):
    with pytest.raises(ReportAlreadyOpen) as refused:
        create_report(actor=town.standing("chai"), **{**RESULT, "layout": "result-progress"})
    assert refused.value.report == report
    Report.objects.update(state="published")
    assert create_report(actor=town.standing("chai"), **RESULT).pk != report.pk


@pytest.mark.parametrize(("wrong", "error"), [
    ({"fiscal_year": 2501}, NoSuchYear), ({"kind": "plan"}, ValueError), ({"kind": "x"}, ValueError),
    ({"round_name": "x"}, ValueError), ({"layout": "x"}, UnknownLayout),
])  # fmt: skip
def test_a_report_of_nothing_is_refused(town, wrong, error):
    with pytest.raises(error):
        create_report(actor=town.standing("chai"), **{**RESULT, **wrong})
    assert Report.objects.count() == 0


def test_the_difference_to_the_live_rows_names_the_parts(town, report):
    assert difference_to_live(report) is None
    compose_snapshot(actor=town.standing("chai"), report=report)
    assert difference_to_live(report) == ()
    Measure.objects.update(title="อื่น")
    assert difference_to_live(report) == ("measures",)
    ReportText.objects.create(agency=town.agency, fiscal_year=YEAR, title_full="ชื่อใหม่")
    assert difference_to_live(report) == ("cover_lines", "heading_lines", "measures", "title")
    Plan.objects.all().delete()
    ReportText.objects.all().delete()
    assert difference_to_live(report) is None
