"""A report on its way from the reporter to the mayor: its state, its frozen snapshots, its chained ledger.

``reports.signoff`` is the only writer of ``state``. A snapshot is never edited: a change means recalling or sending
back, and a new snapshot.

Not here: the table of who may do what when (``signoff``), composing (``compose``), what is public (``publishing``).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency
from files.models import StoredFile
from measures.models import Round


class ReportKind(models.TextChoices):
    """Kinds of report (DOMAIN section 2.3)."""

    RESULT = "result", _("Report of results")
    PROGRESS = "progress", _("Progress report")
    PLAN = "plan", _("Measures for the year")
    SCORES = "scores", _("Report of scores")


WITHOUT_ROUND = (ReportKind.PLAN, ReportKind.SCORES)
"""Kinds that are one for the whole year; their rows hold twelve months and show no round."""


class ReportState(models.TextChoices):
    """Where a report is; the words are the office's own (WORDS)."""

    DRAFT = "draft", _("Draft")
    AT_PALAD = "at_palad", _("Waiting for the palad")
    AT_MAYOR = "at_mayor", _("Waiting for the mayor")
    SENT_BACK = "sent_back", _("Sent back for correction")
    SIGNED = "signed", _("Signed, waiting to be published")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a newer edition")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_STATES = (ReportState.DRAFT, ReportState.AT_PALAD, ReportState.AT_MAYOR, ReportState.SENT_BACK, ReportState.SIGNED)


class Report(models.Model):
    """One report of a kind for an agency, year and round; ``edition_number`` counts its published corrections."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("Kind"), max_length=20, choices=ReportKind.choices, default=ReportKind.RESULT)
    fiscal_year = models.PositiveIntegerField(_("Fiscal year"))
    assessed_year = models.PositiveIntegerField(_("Assessed fiscal year"), null=True, blank=True)
    round = models.CharField(_("Round"), max_length=20, choices=Round.choices, default=Round.TWELVE_MONTHS)
    edition_number = models.PositiveIntegerField(default=1)
    layout = models.CharField(_("Layout"), max_length=60)
    state = models.CharField(max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    """Counts every change of state; a press that saw an older one loses."""
    current_snapshot = models.ForeignKey(
        "reports.Snapshot", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-fiscal_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "agency",
                "kind",
                "fiscal_year",
                "round",
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="one_open_report_per_kind_year_round",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fiscal_year}"

    @property
    def round_words(self) -> str:
        """The round in words; empty for a kind that has none."""
        return "" if self.kind in WITHOUT_ROUND else self.get_round_display()


class Snapshot(models.Model):
    """A report frozen: canonical content bytes (layout inside) and the PDF as sent, under one digest.

    ``digest`` is SHA-256 over the content digest and the PDF digest; null until the worker has set the PDF.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="snapshots")
    number = models.PositiveIntegerField()
    content_version = models.PositiveIntegerField()
    content = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    title = models.TextField(blank=True)
    gaps = models.JSONField(default=list, blank=True)
    """What was missing in the rows when they were frozen: ``measures.completeness.Gap`` as plain values. The paper has
    these gaps whatever is recorded later, so they stop the reporter's signature."""
    rows = models.JSONField(default=list, blank=True)
    """Of a plan, where its measures were read from, in printed order: ``[{"measure": id, "activities": [id, …]}, …]``.
    The content knows no ids; by these the signed words find the rows in which results are recorded."""
    job_id = models.UUIDField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="report__agency")

    class Meta:
        ordering = ["report", "-number"]
        constraints = [models.UniqueConstraint("report", "number", name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.report} · {self.number}"


class LedgerHead(models.Model):
    """The end of an agency's chain; locked while an entry is added, so that the chain never forks."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(agency="agency")

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest}"


class LedgerEntry(models.Model):
    """One act of the sign-off, append-only, chained to the entry before it in the agency."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="ledger")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty only when a draft without a snapshot is cancelled."""
    act = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    office = models.CharField(max_length=30)
    position = models.CharField(max_length=200, blank=True)
    acting_line = models.CharField(max_length=300, blank=True)
    opinion = models.TextField(blank=True)
    snapshot_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint("agency", "sequence", name="ledger_sequence_once")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("A ledger entry is written once and never edited.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A ledger entry is never deleted.")
