"""Reports on their way: a report whose snapshot has its PDF, and shorthands to move it by the cast of ``tests.world``.

Not here: the cast itself.
"""

from __future__ import annotations

import hashlib

from django.apps import apps
from django_scopes import scope, scopes_disabled

from files.services import store_bytes
from reports import signoff
from reports.models import LedgerEntry, Report, Snapshot
from tests.world import Town

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
WHO = {"propose": "chai", "approve": "duangjai", "sign": "ekachai", "publish": "chai", "supersede": "chai"}
PATHS = {
    "draft": (),
    "at_palad": ("propose",),
    "at_mayor": ("propose", "approve"),
    "sent_back": ("propose", "send_back"),
    "signed": ("propose", "approve", "sign"),
    "published": ("propose", "approve", "sign", "publish"),
    "superseded": ("propose", "approve", "sign", "publish", "supersede"),
    "cancelled": ("cancel",),
}


GAP = {
    "row_kind": "activity", "row_id": 7, "field": "period_text", "code": "no_period",
    "at": {"name": "๑. มาตรการ", "measure_id": 3, "number": 1, "siblings": 1, "round": ""},
}
"""A gap as a snapshot keeps it."""


def make_report(town: Town, *, with_paper: bool = True, words: str = "", gaps: tuple = (), **values) -> Report:
    """A draft of the town; its snapshot's bytes differ by ``words``."""
    with scope(agency=town.agency):
        report = Report.objects.create(
            agency=town.agency, created_by=town.chai, layout="result-7col", **({"fiscal_year": 2568} | values)
        )
    add_snapshot(report, words=words, with_paper=with_paper, gaps=gaps)
    return report


def add_snapshot(report: Report, *, words: str = "", with_paper: bool = True, gaps: tuple = ()) -> Snapshot:
    """Freeze the report anew, as composing does."""
    with scope(agency=report.agency):
        number = report.snapshots.count() + 1
        mark = f"{report.pk}/{number} {words}"
        content = store_bytes(content=f'{{"words": "{mark}"}}'.encode(), media_type="application/json")
        snapshot = Snapshot(
            report=report, number=number, content_version=1, content=content, created_by=report.created_by,
            title=f"รายงานผลการดำเนินการตามมาตรการ {words}".strip(), gaps=list(gaps),
        )
        if with_paper:
            snapshot.pdf = store_bytes(content=PDF + mark.encode(), media_type="application/pdf")
            snapshot.pages = 3
            snapshot.digest = hashlib.sha256(f"{content.sha256}\n{snapshot.pdf.sha256}".encode()).hexdigest()
        snapshot.save()
        Report.objects.filter(pk=report.pk).update(current_snapshot=snapshot)
        report.refresh_from_db()
    return snapshot


def act(town: Town, who: str, report: Report, act: str, **values) -> LedgerEntry:
    """Move the report as it stands in the database now, with a fresh password and a note."""
    with scope(agency=town.agency):
        now = Report.objects.select_related("current_snapshot").get(pk=report.pk)
        seen = now.current_snapshot.digest if now.current_snapshot else ""
        through = signoff.PUBLISHING if act in ("publish", "supersede") else signoff.DESK
        return signoff.move(
            **{
                "actor": town.standing(who), "report": report, "act": act, "seen_digest": seen,
                "seen_revision": now.revision, "note": "เห็นชอบ", "password_is_fresh": True, "through": through,
            } | values
        )  # fmt: skip


def bring_to(town: Town, report: Report, state: str) -> Report:
    """Take the usual path to the state, each step by its own person."""
    for step in PATHS[state]:
        act(town, WHO.get(step, "duangjai" if step == "send_back" else "chai"), report, step)
    assert report.state == state
    return report


def database() -> dict[str, list[tuple]]:
    """Every row of every table, to show that something refused changed nothing."""
    with scopes_disabled():
        return {
            model._meta.label: list(model._base_manager.order_by("pk").values_list())
            for model in apps.get_models(include_auto_created=True)
        }
