"""An agency's answers to the OIT items of one year, under the headings they are printed with.

A disclosure points to the item of the year's set and may carry its own printed title, elements, code and heading,
since real documents differ from the set; empty means the set's.

Not here: link health (``link_check``), what was filed and clarified (``filing``), the item sets
themselves (``indicators``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from indicators.models import Item
from measures.models.measure import Plan, RowStatus


class DisclosureGroup(models.Model):
    """A headed block of OIT rows; one sub-indicator code may have two (the second ``continued``)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="disclosure_groups")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(_("Sub-indicator"), blank=True)
    code_text = models.CharField(blank=True)
    title = models.TextField(_("Title"), blank=True)
    subtitle = models.TextField(_("Second line"), blank=True)
    heading_text = models.TextField(_("Heading as printed"), blank=True)
    is_continued = models.BooleanField(default=False)
    indicator_no = models.IntegerField(null=True, blank=True)
    indicator_title = models.TextField(blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading_text or f"{self.code} {self.title}".strip()


class Disclosure(models.Model):
    """The answer to one OIT item."""

    Status = RowStatus

    class Finding(models.TextChoices):
        """What a look at the website found; the words are the office's own."""

        COMPLETE = "complete", _("Complete")
        INCOMPLETE = "incomplete", _("Incomplete")
        MISSING = "missing", _("Not found")
        INFORMATIVE = "informative", _("Noted")
        BLANK = "blank", _("Left blank")

    class Answer(models.TextChoices):
        """What ITAS asks first for every item."""

        HAS = "has", _("Has the information (ITAS)")
        HAS_NOT = "has_not", _("Has not the information (ITAS)")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="disclosures")
    group = models.ForeignKey(
        DisclosureGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="disclosures"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(_("Item"))
    number = models.IntegerField(null=True, blank=True)
    code_text = models.CharField(_("Code as printed"), blank=True)
    group_code = models.CharField(blank=True)
    title = models.TextField(_("Title"), blank=True)
    elements = models.JSONField(_("Elements"), default=list, blank=True)
    units = models.JSONField(_("Responsible units"), default=list, blank=True)
    status = models.CharField(_("Status"), blank=True)
    progress_notes = models.JSONField(_("Progress"), default=list, blank=True)
    website_finding = models.TextField(_("Found on the website"), blank=True)
    website_finding_marker = models.CharField(blank=True)
    finding_class = models.CharField(_("Finding"), blank=True)
    answer = models.CharField(_("Has the information"), max_length=10, choices=Answer.choices, blank=True)
    """What is answered in ITAS: มี or ไม่มี."""
    explanation = models.TextField(_("Explanation for ITAS"), blank=True)
    present_elements = models.JSONField(default=list, blank=True)
    """Ticked elements as paths of their texts: ``[["ตำแหน่ง"], ["ผู้บริหาร", "ชื่อ-นามสกุล"], …]``."""
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The row of an earlier year that answered the same topic."""
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def shown_title(self) -> str:
        """The row's own title, else the item set's; empty when neither is known."""
        return self.title or (self.item.title if self.item else "")

    @property
    def shown_elements(self) -> list:
        """The row's own elements, else the item set's as ``{"text", "children": [str]}``; empty when not known."""
        return self.elements or (self.item.elements if self.item and self.item.elements else [])


class DisclosureLink(models.Model):
    """An address that shows the item on the agency's website, with the click path to it."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveIntegerField(default=0)
    url = models.CharField(_("Address (URL)"), max_length=2000)
    click_path = models.TextField(_("Click path"), blank=True)

    objects = ScopedManager(agency="disclosure__plan__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.url
