"""Registers the start-up checks with Django."""

from django.apps import AppConfig


class ItaPortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401  (importing registers them)
