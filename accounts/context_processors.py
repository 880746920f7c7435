"""Hands the standing of the person in this agency to every template of a staff page."""

from typing import Any

from django.http import HttpRequest


def standing(request: HttpRequest) -> dict[str, Any]:
    """``standing`` as the door of the page found it; nothing on pages outside an agency."""
    return {"standing": getattr(request, "standing", None)}
