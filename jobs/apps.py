"""Registers the periodic jobs that belong to no other package."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from jobs import housekeeping, registry

        registry.register("clear_sessions", housekeeping.clear_sessions)
        registry.register("forget_finished_jobs", housekeeping.forget_finished_jobs)
