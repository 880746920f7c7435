"""Registers the jobs of this package when Django starts."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jobs.registry import register
        from reports import handlers, notices, services

        register(services.RENDER, handlers.render_snapshot, seconds=300)
        register(notices.KIND, notices.send_notice, seconds=60)
