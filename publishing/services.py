"""Publishing a signed report: exactly the snapshot the mayor signed, checked once more, becomes an edition.

Not here: who may and in which state (``reports.signoff``), where files lie (``storage``), public pages (``views``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from accounts.doors import Standing
from accounts.models import Agency
from files.services import FileProblem, read_bytes
from publishing import storage
from publishing.codes import new_code
from publishing.models import Edition
from reports import ledger, signoff
from reports.file_names import report_file_name
from reports.models import LedgerEntry, Report, ReportState, Snapshot
from reports.paper import PaperAltered, read_paper
from reports.signoff import Look, Overtaken, Refusal, Refused


class NotPublishable(Exception):
    """The paper does not bear its own proof; nothing was changed.

    ``why``: ``ledger`` (the chain is broken), ``signatures`` (a desk's is missing or for another paper) or ``file``
    (the stored bytes are gone or not those that were signed).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Proof:
    """What was checked: the signed snapshot, its signatures in desk order, its bytes."""

    snapshot: Snapshot
    signatures: tuple[LedgerEntry, ...]
    pdf: bytes


def publish_report(*, actor: Standing, report: Report, seen_digest: str, seen_revision: int) -> Edition:
    """The report's edition with its file in place; an earlier edition of the same kind, year and round gives way.

    Safe to call twice: a published report's edition is given back, its file put back if it was lost. Row, state and
    ledger stand or fall together. Raises Refused, Overtaken or NotPublishable.
    """
    if not actor.may("publish_report"):
        raise Refused(Refusal.OFFICE, "publish")
    published = Edition.objects.filter(report_id=report.pk, agency_slug=actor.agency.slug).first()
    if published is not None:
        return _restored(actor, published)
    found = signoff.look(actor=actor, report=report, through=signoff.PUBLISHING)
    signoff.judge(found, "publish", seen_digest=seen_digest, seen_revision=seen_revision)
    proof = proof_of(actor.agency, found)
    name = file_name_for(found.report)
    is_new = storage.keep(proof.pdf, name)
    try:
        return _make_public(actor, report, found, proof, name)
    except Overtaken:
        # Of two presses one wins; what it made is what both asked for.
        published = Edition.objects.filter(report_id=report.pk).first()
        if published is not None:
            return published
        if is_new:
            storage.remove(proof.snapshot.pdf.sha256, name)
        raise
    except BaseException:
        if is_new and not Edition.objects.filter(pdf_sha256=proof.snapshot.pdf.sha256).exists():
            storage.remove(proof.snapshot.pdf.sha256, name)
        raise


def proof_of(agency: Agency, found: Look) -> Proof:
    """Check chain, signatures and bytes of what was found. Raises NotPublishable."""
    if ledger.verify_chain(agency):
        raise NotPublishable("ledger")
    snapshot, signatures = found.report.current_snapshot, tuple(signoff.standing_signatures(found.entries))
    if tuple(entry.act for entry in signatures) != signoff.SIGNING_ACTS or any(
        (entry.snapshot_id, entry.snapshot_digest) != (snapshot.pk, snapshot.digest) for entry in signatures
    ):
        raise NotPublishable("signatures")
    try:
        return Proof(snapshot, signatures, read_paper(snapshot))
    except PaperAltered as problem:
        raise NotPublishable("file") from problem


def file_name_for(report: Report) -> str:
    """The Thai name of the report's public file; hyphens, so that it stays whole in an address."""
    return report_file_name(report).replace(" ", "-")


def _make_public(actor: Standing, report: Report, found: Look, proof: Proof, name: str) -> Edition:
    agency, snapshot = actor.agency, proof.snapshot
    same = {"kind": report.kind, "fiscal_year": report.fiscal_year, "round": report.round}
    with scope(agency=agency), transaction.atomic():
        signoff.move(
            actor=actor, report=report, act="publish", seen_digest=found.digest,
            seen_revision=found.report.revision, through=signoff.PUBLISHING,
        )  # fmt: skip
        earlier = Edition.objects.filter(agency_slug=agency.slug, **same)
        edition = Edition(
            **same, code=new_code(), agency_slug=agency.slug, agency_name=agency.full_name,
            agency_place=_place(agency), is_demo=agency.is_demo, report_id=report.pk,
            title=snapshot.title or str(report), edition_number=earlier.count() + 1,
            pdf_sha256=snapshot.pdf.sha256, file_name=name, size=len(proof.pdf), pages=snapshot.pages or 0,
            snapshot_digest=snapshot.digest, signatures=[_signature(entry) for entry in proof.signatures],
            signed_at=proof.signatures[-1].at, published_at=timezone.now(),
        )  # fmt: skip
        earlier.filter(superseded_by_code="").update(superseded_by_code=edition.code)
        for old in Report.objects.filter(agency=agency, state=ReportState.PUBLISHED, **same).exclude(pk=report.pk):
            signoff.move(
                actor=actor, report=old, act="supersede", through=signoff.PUBLISHING,
                seen_digest=old.current_snapshot.digest, seen_revision=old.revision,
            )  # fmt: skip
        edition.save()
    return edition


def _restored(actor: Standing, edition: Edition) -> Edition:
    """The edition that is public already, with its file put back when it is gone or damaged."""
    if not storage.holds(storage.path_of(edition.pdf_sha256, edition.file_name), edition.pdf_sha256):
        with scope(agency=actor.agency):
            snapshot = Snapshot.objects.select_related("pdf").get(
                report_id=edition.report_id, digest=edition.snapshot_digest
            )
            try:
                storage.keep(read_bytes(snapshot.pdf), edition.file_name)
            except FileProblem as problem:
                raise NotPublishable("file") from problem
    return edition


def _signature(entry: LedgerEntry) -> dict[str, str]:
    return {
        "act": entry.act, "name": entry.actor_name, "office": entry.office, "position": entry.position,
        "acting_line": entry.acting_line, "opinion": entry.opinion, "at": entry.at.isoformat(),
    }  # fmt: skip


def _place(agency: Agency) -> str:
    """``อำเภอเมือง จังหวัดชลบุรี``; the words before the names as the register has them or added."""
    parts = (("อำเภอ", agency.amphoe), ("จังหวัด", agency.changwat))
    return " ".join(word + name.removeprefix(word) for word, name in parts if name)
