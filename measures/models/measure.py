"""The plan of an agency's fiscal year and its measures with their activities.

List fields hold ``[{"marker": str | None, "text": str, "children": [...]}, …]`` with the marker as it was typed (real
documents number ๑. ๒. ๒.); ``thai.markers`` reads and writes them. ``provenance`` keeps what a loaded file said beside
the row and is never printed.

Not here: results (``result``), OIT answers (``disclosure``), how a table prints any of it (``reports``).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency


class RowStatus(models.TextChoices):
    """How far a row is. A layout maps these to its boxes; empty means nobody has said yet."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Carried out")
    NOT_DONE = "not_done", _("Not done")


class Plan(models.Model):
    """An agency's work of one fiscal year (B.E.): the root of everything recorded in it.

    ``measures_year`` and ``assessed_year`` differ from ``fiscal_year`` where a document carries two years.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="plans")
    fiscal_year = models.PositiveIntegerField(_("Fiscal year"))
    measures_year = models.PositiveIntegerField(_("Fiscal year of the measures"), null=True, blank=True)
    assessed_year = models.PositiveIntegerField(_("Assessed fiscal year"), null=True, blank=True)
    opened_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The year this one was carried over from."""
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    """When a person last typed here; null means only a file has been loaded."""

    objects = ScopedManager(agency="agency")

    class Meta:
        ordering = ["-fiscal_year"]
        constraints = [models.UniqueConstraint("agency", "fiscal_year", name="plan_once_per_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.fiscal_year}"


class MeasureGroup(models.Model):
    """A heading row printed before its measures."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveIntegerField(default=0)
    number = models.IntegerField(null=True, blank=True)
    number_text = models.CharField(_("Number as printed"), blank=True)
    title = models.TextField(_("Title"), blank=True)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()


class Measure(models.Model):
    """One measure (มาตรการ). Untitled ones are their steps; ``issue_no`` only classifies, ``group`` prints a row."""

    class ListedAs(models.TextChoices):
        """Which list of the interchange form and of a document the measure stands in."""

        REPORT = "measures", _("Measures and results")
        PLAN = "plan", _("Plan by issue")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    listed_as = models.CharField(max_length=10, choices=ListedAs.choices, default=ListedAs.REPORT)
    position = models.PositiveIntegerField(_("Order"), default=0)
    number = models.IntegerField(null=True, blank=True)
    number_text = models.CharField(_("Number as printed"), blank=True)
    group = models.ForeignKey(
        MeasureGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures", verbose_name=_("Group")
    )
    group_no = models.IntegerField(null=True, blank=True)
    issue_no = models.IntegerField(_("Issue"), null=True, blank=True)
    issue_title = models.TextField(_("Title of the issue"), blank=True)
    title = models.TextField(_("Measure / activity"), blank=True)
    detail = models.TextField(_("Detail"), blank=True)
    rationale = models.TextField(_("Rationale"), blank=True)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The measure of an earlier year this one was made from."""
    answers = models.JSONField(_("Weak items it answers"), default=list, blank=True)
    """Codes of items of the assessed year (``["o9", "e9"]``) that the measure is meant to lift."""
    model_key = models.CharField(max_length=60, blank=True)
    """The model measure (``fixtures/model_measures.yaml``) it was made from."""
    change_reason = models.TextField(_("Reason for changing the plan"), blank=True)
    """Why it is not, or not as, in the plan that was signed (ปรับแผน)."""
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["listed_as", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip() or f"#{self.position}"


class Activity(models.Model):
    """One row of a measure: steps, printed period with optional dates, responsible units as printed."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveIntegerField(default=0)
    methods = models.JSONField(_("Steps"), default=list, blank=True)
    period_text = models.CharField(_("Period as printed"), blank=True)
    period_start = models.DateField(_("From"), null=True, blank=True)
    period_end = models.DateField(_("Until"), null=True, blank=True)
    units = models.JSONField(_("Responsible units"), default=list, blank=True)
    target_text = models.CharField(_("Target"), max_length=300, blank=True)
    """As it shall be printed, for example ไม่น้อยกว่าร้อยละ 80; the figure and unit beside it are for comparing."""
    target_figure = models.DecimalField(_("Target figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_unit = models.CharField(_("Unit of the figure"), max_length=60, blank=True)
    budget_set = models.DecimalField(_("Budget set (baht)"), max_digits=14, decimal_places=2, null=True, blank=True)
    uses_no_budget = models.BooleanField(_("Uses no budget"), default=False)
    remark = models.TextField(_("Remark"), blank=True)
    is_illegible = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    provenance = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(agency="measure__plan__agency")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.measure} · {self.position}"
