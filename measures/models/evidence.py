"""Evidence of what was done: a stored file or an address, serving any number of rows.

Not here: opening and checking an upload (``measures.evidence``), keeping the bytes (``files``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency
from files.models import StoredFile
from measures.models.disclosure import Disclosure
from measures.models.measure import Activity, Plan
from measures.models.progress import IndicatorProgress


class Evidence(models.Model):
    """One piece of evidence: ``file`` or ``url``. The date of the act is not the date of the upload."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("What it shows"), max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(_("File name"), max_length=255, blank=True)
    """As the person's computer called it, cleaned; never used as a path."""
    url = models.CharField(_("Address (URL)"), max_length=2000, blank=True)
    acted_on = models.DateField(_("Date of the act"), null=True, blank=True)
    may_publish = models.BooleanField(_("May be published"), default=False)
    warnings = models.JSONField(default=list, blank=True)
    """Codes of what was seen when it was opened, for example ``identity_number``; words are made where shown."""
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, url="") | (models.Q(file__isnull=True) & ~models.Q(url="")),
                name="evidence_is_file_or_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceUse(models.Model):
    """That a piece of evidence serves a row; exactly one of the three kinds of rows."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="uses")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evidence_uses")
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses"
    )
    indicator_row = models.ForeignKey(
        IndicatorProgress, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses"
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses"
    )
    round = models.CharField(max_length=20, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("evidence", "activity", name="evidence_once_per_activity"),
            models.UniqueConstraint("evidence", "indicator_row", name="evidence_once_per_indicator_row"),
            models.UniqueConstraint("evidence", "disclosure", name="evidence_once_per_disclosure"),
            models.CheckConstraint(
                condition=(
                    models.Q(activity__isnull=False, indicator_row__isnull=True, disclosure__isnull=True)
                    | models.Q(activity__isnull=True, indicator_row__isnull=False, disclosure__isnull=True)
                    | models.Q(activity__isnull=True, indicator_row__isnull=True, disclosure__isnull=False)
                ),
                name="evidence_use_serves_one_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}"
