"""A fiscal year's item set: instruments, indicators, sub-indicators, issues (ประเด็น) and items, with sources.

Years are data: nothing in the code knows how many items a year has or where one moved. What is unknown is null and
is shown as unknown. Item sets belong to the installation, not to an agency.

Not here: reading and checking the files (``indicators.item_sets``), an agency's answers (``measures``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemSet(models.Model):
    """The item set of one fiscal year (B.E.), as last loaded or edited; ``version`` counts its editions."""

    fiscal_year = models.PositiveIntegerField(_("Fiscal year"), unique=True)
    version = models.PositiveIntegerField(_("Version"), default=1)
    status = models.TextField(_("State of the list"), blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the canonical data this row was loaded from; a silent change is found by it."""
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Until"))
    name_en = models.CharField(max_length=300, blank=True)
    scoring = models.JSONField(default=dict)
    """Weights and formulas as found, with confidence per part; null where unknown."""
    grade_bands = models.JSONField(default=dict)
    report_items = models.JSONField(default=dict)
    calendar = models.JSONField(default=dict)
    item_counts = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    """Everything else the file says of the set as a whole (block notes, national figures)."""
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return f"ITA {self.fiscal_year}"


class Instrument(models.Model):
    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="instruments")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    """Per cent of the overall score; null where the year's weight is not known."""
    position = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=200, blank=True)
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("item_set", "code", name="instrument_once_per_set")]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="indicators")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    instrument = models.CharField(max_length=10)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("item_set", "number", name="indicator_once_per_set")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class SubIndicator(models.Model):
    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="sub_indicators")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    indicator_number = models.PositiveIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    note = models.TextField(blank=True)
    extra = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("item_set", "code", name="sub_indicator_once_per_set")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Issue(models.Model):
    """A ประเด็น that groups items for the analysis; some years have none."""

    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    item_codes = models.JSONField(default=list)
    confidence = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    extra = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("item_set", "number", name="issue_once_per_set")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Item(models.Model):
    """One question (i, e) or disclosure item (o) of the year.

    ``elements`` is ``[{"text": …, "children": [str, …]}]`` in official order, or null when not known;
    ``elements_status`` says full, shortened, partial, unknown or not_applicable.
    """

    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    instrument = models.CharField(max_length=10)
    position = models.PositiveIntegerField(default=0)
    indicator_number = models.PositiveIntegerField(null=True)
    sub_indicator_code = models.CharField(max_length=10, blank=True)
    issue_number = models.PositiveIntegerField(null=True)
    group = models.CharField(max_length=300, blank=True)
    topic = models.CharField(max_length=60, blank=True)
    """What the item is about across the years (``fixtures/item_sets/topics.yaml``): numbers move, topics stay."""
    title = models.TextField(blank=True)
    """Empty when the wording was not found; the interface then says so."""
    elements = models.JSONField(null=True)
    elements_status = models.CharField(max_length=30, blank=True)
    elements_confidence = models.CharField(max_length=300, blank=True)
    elements_sources = models.JSONField(null=True)
    confidence = models.CharField(max_length=300, blank=True)
    sources = models.JSONField(default=list)
    is_reversed = models.BooleanField(null=True)
    """Whether agreeing with the question is bad; null where not known or no question."""
    note = models.TextField(blank=True)
    extra = models.JSONField(default=dict)
    """What else was found, among it ``candidate_elements``: wording not confirmed for this year, never official."""

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("item_set", "code", name="item_once_per_set")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class ItemSetEdition(models.Model):
    """An item set as it stood at one version, for looking back; rows are only added."""

    item_set = models.ForeignKey(ItemSet, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveIntegerField()
    data = models.JSONField()
    """The set in the shape of the files in ``fixtures/item_sets``."""
    source = models.TextField(_("Source"), blank=True)
    confidence = models.CharField(_("Confidence"), max_length=300, blank=True)
    saved_by_name = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint("item_set", "version", name="item_set_edition_once")]

    def __str__(self) -> str:
        return f"{self.item_set} · {self.version}"
