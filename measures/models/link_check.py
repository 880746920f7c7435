"""What a look at an address found, kept for ever: the history of an address.

Not here: looking (``links``), when to look (``measures.link_health``).
"""

from django.db import models
from django_scopes import ScopedManager

from accounts.models import Agency


class LinkCheck(models.Model):
    """One look at one address of an agency; rows are only added."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="link_checks")
    url = models.CharField(max_length=2000)
    checked_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=40)
    """A ``links.verdict.Verdict``: ok, dead, needs_login, …"""
    http_status = models.PositiveIntegerField(null=True)
    final_url = models.CharField(max_length=2000, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    notes = models.JSONField(default=list, blank=True)
    """Further codes that hold beside the verdict: ``links.verdict.Verdict`` and ``Note``."""

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "url", "-id"], name="link_check_latest")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.url}"
