"""Registers the jobs of this package, and what it carries into a new year, when Django starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jobs.registry import register
        from measures.board import register_returned
        from measures.opening import register_carrier
        from reports import carry_forward, handlers, notices, returned, services

        register_carrier(
            "reports", carry=carry_forward.carry, passages=carry_forward.passages, counts=carry_forward.counts
        )

        register(services.RENDER, handlers.render_snapshot, seconds=300, label=gettext_noop("Set a PDF"))
        register(notices.KIND, notices.send_notice, seconds=60, label=gettext_noop("Send a notice by e-mail"))
        register_returned(returned.reports_sent_back)
