"""Public pages may be kept by anyone for a minute and asked for again by their entity tag.

Not here: files, which are kept for ever (``serving``).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

SECONDS = 60


def publicly_cached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same answer for everybody: ETag, 304, Cache-Control."""

    @wraps(view)
    def cached(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return conditional_page(cached)
