"""WeasyPrint, made ready once per process: dictionary before the first line, our fonts, and no way to fetch anything.

The only place that imports WeasyPrint (it takes a second and 55 MB: never in a web process).
Not here: what is laid out (writers), what each glyph reads as (text_layer).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import cache
from typing import Any

from . import places, ready
from .text_layer import finish

FONT_SCHEME = "ita-font:"


class NotReady(Exception):
    """Fonts, dictionary or libraries are missing; the message says which and what brings them."""


class Engine:
    """One process's WeasyPrint with one set of fonts; made by ``engine()``."""

    def __init__(self) -> None:
        # libthai looks here when the process breaks its first Thai line, and never again.
        os.environ["LIBTHAI_DICTDIR"] = str(places.built_directory())
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class BundledFontsOnly(URLFetcher):
            """Answers our fonts by name; anything else stops the rendering."""

            def __init__(self) -> None:
                super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

            def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
                name = url.removeprefix(FONT_SCHEME)
                if url != FONT_SCHEME + name or name not in places.FONT_FILES.values():
                    raise PermissionError(f"documents may not fetch anything: {url[:80]}")
                return URLFetcherResponse(url, places.built(name).read_bytes(), {"Content-Type": "font/ttf"})

        # One line a page is for those who watch a terminal; warnings and errors stay.
        logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._fetcher = BundledFontsOnly()

    def style_sheet(self, css: str) -> Any:
        """A parsed style sheet, to be used for any number of documents."""
        return self._weasyprint.CSS(string=css, font_config=self._fonts, url_fetcher=self._fetcher)

    def read(self, html: str, style_sheet: Any) -> Callable[[], Any]:
        """Reads a whole HTML text; the answer lays it out (a ``weasyprint.Document``), as often as it is called."""
        text = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)
        return lambda: text.render(font_config=self._fonts, stylesheets=[style_sheet])

    def paint(self, pages: Any, **options: Any) -> bytes:
        """The pages as PDF whose text is exactly the typed one; ``options`` are those of ``Document.write_pdf``."""
        return pages.write_pdf(finisher=finish, **options)


@cache
def engine() -> Engine:
    """This process's engine, made at the first call. Raises NotReady, and does so again until it is mended.

    Nothing else of the process may have had Pango break a Thai line before.
    """
    problems = ready.problems()
    if problems:
        raise NotReady(" ".join(problems))
    return Engine()
