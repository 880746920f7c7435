"""What was typed into ITAS, frozen with its date, and what was clarified afterwards beside it.

A filing is written once and never edited; filing an item again adds the next number.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from measures.models.disclosure import Disclosure
from measures.models.measure import Plan


class Filing(models.Model):
    """One OIT item as it was filed in ITAS (ยื่นแล้ว)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="filings")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="filings")
    number = models.PositiveIntegerField(default=1)
    filed_on = models.DateField(_("Filed on"))
    content = models.JSONField()
    """``{"code", "title", "answer", "links": [{"url", "click_path"}], "explanation", "present_elements"}``"""
    filed_by_id = models.BigIntegerField(null=True)
    filed_by_name = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["disclosure", "-number"]
        constraints = [models.UniqueConstraint("disclosure", "number", name="filing_numbered_once")]

    def __str__(self) -> str:
        return f"{self.disclosure} · {self.number}"


class Clarification(models.Model):
    """The argument (ชี้แจง) for one filed item, beside its frozen copy."""

    class Outcome(models.TextChoices):
        """What came of it, as ITAS answered."""

        WAITING = "", _("No answer yet")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")

    filing = models.OneToOneField(Filing, on_delete=models.CASCADE, related_name="clarification")
    disputed = models.TextField(_("What is disputed"), blank=True)
    argument = models.TextField(_("Clarification"), blank=True)
    sent_on = models.DateField(_("Sent on"), null=True, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=20, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField(_("Answer received"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="filing__plan__agency")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.filing}"
