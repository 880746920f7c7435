"""Registers the jobs of this package when Django starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class MeasuresConfig(AppConfig):
    name = "measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jobs.registry import register
        from measures import evidence_jobs, link_health, reminders

        register(
            "forget_unused_files", evidence_jobs.forget_unused_files,
            label=gettext_noop("Remove files nothing refers to"),
        )

        register("check_links", link_health.check_links, label=gettext_noop("Check web addresses"))
        register(
            "check_all_links", link_health.check_all_links, label=gettext_noop("Ask for every agency's link check")
        )
        register(reminders.ASK, reminders.ask_for_digests, label=gettext_noop("Ask for every agency's reminders"))
        register(reminders.KIND, reminders.send_digests, seconds=300, label=gettext_noop("Send reminders by e-mail"))
