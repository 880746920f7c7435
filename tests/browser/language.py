"""Which words of a page are in the wrong language: pure functions over HTML.

A Thai page holds no Latin word but the allow-listed; an English page holds no Thai but user data and parts marked
``lang="th"``. Addresses, e-mail addresses, digests and parts marked ``translate="no"`` are nobody's language.

Not here: which pages there are (``pages``).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

ALLOWED_LATIN = {
    "ITA", "IIT", "EIT", "OIT", "ITAS", "PDF", "pdf", "URL", "SHA", "QR", "No", "Gift", "Policy", "E", "Service",
    "Word", "Excel",
    "o", "i", "e", "x", "jpg", "png", "xlsx", "docx",
}  # fmt: skip
"""Names that the office itself writes in Latin letters, the letters of item codes, and endings of file names."""

SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "aria-description", "data-label")
NOBODYS = "zxx"
"""Parts with ``translate="no"``: passwords, codes."""
_SILENT = {"script", "style", "template"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_NOBODYS = re.compile(
    r"https?://\S*|/[\w%./-]+/|[\w.+-]+@[\w.-]+|\b[0-9a-f]{12,64}\b|\b[\w-]+\.(?:pdf|go\.th|th|html)\b", re.ASCII
)
_MARK = re.compile("</?mark>")
_LATIN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]+")


class _Listener(HTMLParser):
    """Collects what a reader would hear, by the language each part says it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[tuple[str, str]] = []
        self._languages = [""]
        self._silent = 0

    def handle_starttag(self, tag, attributes):
        attrs = dict(attributes)
        language = NOBODYS if attrs.get("translate") == "no" else attrs.get("lang") or self._languages[-1]
        for name in SPOKEN_ATTRIBUTES:
            if attrs.get(name):
                self.heard.append((language, attrs[name]))
        if tag == "input" and attrs.get("type") in {"submit", "button"}:
            self.heard.append((language, attrs.get("value", "")))
        if tag not in _VOID:
            self._languages.append(language)
            self._silent += tag in _SILENT

    def handle_endtag(self, tag):
        if tag not in _VOID and len(self._languages) > 1:
            self._languages.pop()
            self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.heard.append((self._languages[-1], data))


def spoken(html: str) -> list[tuple[str, str]]:
    """(language, text) pieces a reader meets, in order."""
    listener = _Listener()
    listener.feed(_MARK.sub("", html))  # a text with a hit of the search marked in it is one text
    return listener.heard


def foreign_words(html: str, language: str, user_data: list[str]) -> list[str]:
    """The words of the other language in a page of ``language``, with user data taken out first."""
    pattern = _LATIN if language == "th" else _THAI
    found: list[str] = []
    for marked, piece in spoken(html):
        if marked and marked != language:
            continue
        text = piece
        for words in user_data:
            text = text.replace(words, " ")
        text = _NOBODYS.sub(" ", text)
        found += [word for word in pattern.findall(text) if word not in ALLOWED_LATIN]
    return found
