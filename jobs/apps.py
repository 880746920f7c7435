"""Registers the periodic jobs that belong to no other package."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import housekeeping, registry

        registry.register("clear_sessions", housekeeping.clear_sessions, label=gettext_noop("Clear old sessions"))
        registry.register(
            "forget_finished_jobs", housekeeping.forget_finished_jobs, label=gettext_noop("Forget finished jobs")
        )
