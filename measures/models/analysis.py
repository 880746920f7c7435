"""The narrative per ประเด็น over the scores of the assessed year: drafted by rules, accepted or written by a person.

Not here: drafting it (``measures.narratives``), the scores (``indicators``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from measures.models.measure import Plan


class IssueAnalysis(models.Model):
    """One issue of the analysis; ``blocks`` is ``[{"instrument": …, "item_codes": […]}, …]`` in printed order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="analyses")
    position = models.PositiveIntegerField(default=0)
    number = models.IntegerField(_("Issue"), null=True, blank=True)
    number_text = models.CharField(blank=True)
    title = models.TextField(_("Title"), blank=True)
    heading_text = models.TextField(_("Heading as printed"), blank=True)
    blocks = models.JSONField(default=list, blank=True)
    narrative = models.TextField(_("Analysis"), blank=True)
    """The text that counts: a person's, a file's, or a draft that a person has accepted."""
    draft = models.TextField(blank=True)
    """What the rules wrote last (ร่างโดยระบบ); it counts only once it is accepted."""
    draft_figures = models.JSONField(default=dict, blank=True)
    """The figures the draft was written from: ``{"threshold": "85.00", "values": {"o9": "77.67"}}``."""
    figures = models.JSONField(default=dict, blank=True)
    """The figures that stood when the narrative was accepted or written, in the same shape; empty when from a file."""
    accepted_by_name = models.CharField(max_length=200, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    below_threshold = models.JSONField(default=list, blank=True)
    named_in_narrative = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "issue analyses"

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()
