"""The published file itself, by its digest and Thai name. nginx serves the same address from the same folder.

Not here: how a file travels (``serving``).
"""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.doors import public_page
from publishing import storage
from publishing.selectors import edition_of_file
from publishing.serving import serve_file

logger = logging.getLogger(__name__)


@public_page()
def published_file(request: HttpRequest, sha256: str, file_name: str) -> HttpResponseBase:
    """The bytes of an edition's PDF; 404 for any address that is no edition's."""
    edition = edition_of_file(sha256=sha256, file_name=file_name)
    if edition is None:
        raise Http404
    path = storage.path_of(edition.pdf_sha256, edition.file_name)
    try:
        return serve_file(request, path, sha256=edition.pdf_sha256, file_name=edition.file_name)
    except OSError as problem:
        logger.error("published file of edition %s cannot be read: %s", edition.code, problem)
        raise Http404 from problem
