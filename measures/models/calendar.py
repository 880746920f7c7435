"""The dates of a year as data, the reminders sent, and who may fetch the calendar.

Not here: the defaults (``fixtures/calendar.yaml``), what a reminder says (``measures.reminders``).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models import Agency
from measures.models.measure import Plan


class CalendarDate(models.Model):
    """One date or span of an agency's year; ``key`` names the default it came from, empty for the agency's own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="calendar_dates")
    key = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("What is due"), max_length=200)
    starts_on = models.DateField(_("From"), null=True, blank=True)
    due_on = models.DateField(_("Due on"))
    note = models.TextField(_("Note"), blank=True)
    reminds = models.BooleanField(_("Remind before it"), default=True)
    is_confirmed = models.BooleanField(_("Confirmed for this year"), default=False)
    """Defaults are the pattern of earlier years until somebody confirms them."""
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager(agency="plan__agency")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint("plan", "key", condition=~models.Q(key=""), name="calendar_default_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=models.F("due_on")),
                name="calendar_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.title}"


class DigestSent(models.Model):
    """That a person got the day's digest of an agency: nobody gets two, however often the job runs."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        constraints = [models.UniqueConstraint("agency", "user", "day", name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class CalendarFeed(models.Model):
    """A person's secret address of the agency's calendar (.ics): dates only, and only while they hold an office."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(agency="agency")

    class Meta:
        constraints = [models.UniqueConstraint("agency", "user", name="calendar_feed_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.user_id}"
