"""The narrative per ประเด็น over the scores of the assessed year, as printed.

Not here: drafting narratives from figures (step 3).
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
