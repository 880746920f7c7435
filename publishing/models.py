"""What is public: editions with their code and stored files. Public pages read these rows and nothing live.

Not here: composing and signing (``reports``); who may publish (``accounts.permissions``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One published document with everything its public page says; facts are copied here when it is published.

    Public rows are the only ones read across agencies, so this model is not scoped; it holds no unpublished word.
    The file lies at ``published/<pdf_sha256>/<file_name>``.
    """

    code = models.CharField(max_length=20, unique=True)
    agency_slug = models.SlugField(max_length=60, db_index=True)
    agency_name = models.CharField(max_length=300)
    agency_place = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)
    report_id = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=20)
    title = models.TextField()
    fiscal_year = models.PositiveIntegerField(_("Fiscal year"))
    round = models.CharField(max_length=20, blank=True)
    edition_number = models.PositiveIntegerField(default=1)
    pdf_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    """Thai file name, ASCII extension; also the last part of the file's address."""
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    snapshot_digest = models.CharField(max_length=64)
    signatures = models.JSONField(default=list)
    """``[{"act", "name", "office", "position", "acting_line", "opinion", "at"}, …]`` as the ledger had them."""
    signed_at = models.DateTimeField()
    published_at = models.DateTimeField()
    superseded_by_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-fiscal_year", "-published_at", "pk"]
        indexes = [models.Index(fields=["agency_slug", "fiscal_year"])]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
