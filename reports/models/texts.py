"""The words of a year's report that are not rows: titles, cover, foreword, introduction, memo, sign-off, labels.

They belong to an agency and a fiscal year and are edited like any other live row. Empty means the layout's default.

Not here: composed reports (``report``), measures and answers (``measures``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency


class ReportText(models.Model):
    """The front matter and labels of one agency's fiscal year. Lists are lists of lines or paragraphs as printed."""

    class Numerals(models.TextChoices):
        THAI = "thai", _("Thai numerals")
        ARABIC = "arabic", _("Arabic numerals")
        MIXED = "mixed", _("As typed")

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="report_texts")
    fiscal_year = models.PositiveIntegerField(_("Fiscal year"))
    years_text = models.CharField(blank=True)
    document_kinds = models.JSONField(default=list, blank=True)
    numerals = models.CharField(_("Numerals"), default=Numerals.THAI)
    title_full = models.TextField(_("Title"), blank=True)
    title_cover_lines = models.JSONField(default=list, blank=True)
    heading_lines = models.JSONField(_("Heading lines"), default=list, blank=True)
    table_title_lines = models.JSONField(_("Title lines of the table"), default=list, blank=True)
    cover_lines = models.JSONField(_("Cover lines"), default=list, blank=True)
    foreword_heading = models.CharField(blank=True)
    foreword_paragraphs = models.JSONField(_("Foreword"), default=list, blank=True)
    introduction_paragraphs = models.JSONField(_("Introduction"), default=list, blank=True)
    indicator_heading = models.TextField(_("Heading of the indicator table"), blank=True)
    oit_heading = models.TextField(_("Heading of the OIT tables"), blank=True)
    oit_code_style = models.CharField(blank=True)
    plan_heading_lines = models.JSONField(default=list, blank=True)
    analysis_heading_lines = models.JSONField(default=list, blank=True)
    analysis_threshold = models.FloatField(null=True, blank=True)
    labels = models.JSONField(default=dict, blank=True)
    """Column labels (and widths) of this year's tables where they differ from the layout's:
    ``{"measures": [{"label": str, "width": number | null}, …], "oit": […], …}``."""
    provenance = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-fiscal_year"]
        constraints = [models.UniqueConstraint("agency", "fiscal_year", name="report_text_once_per_year")]

    def __str__(self) -> str:
        return self.title_full or f"{self.agency} {self.fiscal_year}"


class Memo(models.Model):
    """The memorandum (บันทึกข้อความ) of a year's report; ``sections`` is ``[{"heading": …, "paragraphs": […]}, …]``."""

    report_text = models.OneToOneField(ReportText, on_delete=models.CASCADE, related_name="memo")
    heading = models.CharField(blank=True)
    agency_line = models.TextField(_("Office line"), blank=True)
    ref_no = models.CharField(_("Reference number"), blank=True)
    date_text = models.CharField(_("Date as printed"), blank=True)
    date = models.DateField(null=True, blank=True)
    subject = models.TextField(_("Subject"), blank=True)
    to = models.TextField(_("To"), blank=True)
    sections = models.JSONField(default=list, blank=True)
    closing = models.TextField(_("Closing"), blank=True)
    continuation_mark = models.CharField(blank=True)
    announced_on_text = models.CharField(blank=True)
    announced_on = models.DateField(null=True, blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="report_text__agency")

    def __str__(self) -> str:
        return self.subject


class SignOffLine(models.Model):
    """The printed wording of one desk of the sign-off, as the agency's document has it."""

    report_text = models.ForeignKey(ReportText, on_delete=models.CASCADE, related_name="sign_off_lines")
    position_no = models.PositiveIntegerField(default=0)
    role = models.CharField(_("Desk"), blank=True)
    """reporter, proposer, head_of_office, deputy_palad, clerk_palad, deputy_mayor, mayor; or an unknown word."""
    opinion_heading = models.CharField(_("Heading"), blank=True)
    opinion = models.TextField(_("Opinion"), blank=True)
    name = models.CharField(_("Name"), blank=True)
    name_present = models.BooleanField(default=True)
    position = models.CharField(_("Own post"), blank=True)
    is_acting = models.BooleanField(_("Acting"), default=False)
    acting_for = models.CharField(_("Acting line as printed"), blank=True)
    signature = models.CharField(blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="report_text__agency")

    class Meta:
        ordering = ["position_no", "pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.position}".strip()
