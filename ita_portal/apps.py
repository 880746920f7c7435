"""Registers the start-up checks with Django, and the Celery app where there is Redis."""

from django.apps import AppConfig
from django.conf import settings


class ItaPortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401  (importing registers them)

        if settings.REDIS_URL:
            # jobs/tasks.py uses shared tasks; they send through the app that was loaded last.
            from ita_portal import celery  # noqa: F401
