"""Giving out one file over HTTP as nginx would: entity tag, one byte range, HEAD, a Thai name, cached for ever.

A file under its digest never changes, so caches need not ask again. Source: RFC 9110 sections 13 and 14, RFC 6266.

Not here: which file is public (``views.files``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

PIECE = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Unsatisfiable(Exception):
    """The range begins after the end of the file."""


def range_asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; None when the whole file answers (no, foreign or several ranges).

    Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many bytes
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise Unsatisfiable
    return int(first), min(int(last), size - 1) if last else size - 1


def serve_file(request: HttpRequest, path: Path, *, sha256: str, file_name: str) -> HttpResponseBase:
    """The answer for this request: 200, 206, 304, 412 or 416. Raises OSError when the file cannot be opened."""
    etag = f'"{sha256}"'
    size = path.stat().st_size
    file = path.open("rb")
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Disposition": content_disposition_header(False, file_name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        answer = _answer(request, file, size=size, etag=etag)
    except BaseException:
        file.close()
        raise
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _answer(request: HttpRequest, file, *, size: int, etag: str) -> HttpResponseBase:
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        file.close()
        return unchanged
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    try:
        part = range_asked(asked, size) if request.method == "GET" else None
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, content_type="text/plain", headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    headers = {"Content-Length": str(last - first + 1), "Content-Type": "application/pdf"}
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    if part is None:
        return FileResponse(file, headers=headers)
    file.seek(first)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return StreamingHttpResponse(_pieces(file, last - first + 1), status=206, headers=headers)


def _pieces(file, length: int) -> Iterator[bytes]:
    with file:
        while length > 0:
            piece = file.read(min(PIECE, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
