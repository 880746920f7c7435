"""Answers a request that is too large by its length alone, before anything reads it into memory or onto the disk.

A body without a length (chunked) is empty to Django, so the length said is all there is to look at.

Not here: what an upload may be (``files.opening``); nginx has the same limit in ``docker/nginx.conf``.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

DISCARDED_UP_TO = 64 * 1024**2
"""Bytes. A browser that is still sending would not see the answer; so a file somewhat too large is let run out."""
PIECE = 64 * 1024


class RequestSizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
        if length <= settings.ITA_LARGEST_REQUEST:
            return self.get_response(request)
        if length <= DISCARDED_UP_TO:
            while request.read(PIECE):
                pass
        page = loader.get_template("413.html").render({"most": 20})
        return HttpResponse(page, status=413)
