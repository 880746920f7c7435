"""Registers the jobs of this package when Django starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jobs.registry import register
        from reports import handlers, notices, services

        register(services.RENDER, handlers.render_snapshot, seconds=300, label=gettext_noop("Set a PDF"))
        register(notices.KIND, notices.send_notice, seconds=60, label=gettext_noop("Send a notice by e-mail"))
