"""Reads the forms of a page as a browser would, so that a test can send them back, unchanged or tampered with.

Not here: what the forms mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One ``<form method=post>``: where it goes, what it would send, and the kinds of its fields."""

    action: str = ""
    method: str = "get"
    values: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)

    def data(self, **changes: str) -> dict[str, list[str]]:
        """What would be sent, with some fields replaced."""
        sent: dict[str, list[str]] = {}
        for name, value in self.values:
            sent.setdefault(name, []).append(value)
        for name, value in changes.items():
            sent[name] = [value]
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: tuple[str, bool] | None = None
        self._picked: list[str] = []
        self._first: str | None = None
        self._textarea: str | None = None
        self._text = ""

    def handle_starttag(self, tag, attributes):
        attrs = dict(attributes)
        if tag == "form":
            self._form = PageForm(attrs.get("action") or "", (attrs.get("method") or "get").lower())
        if self._form is None:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            self._form.kinds[name] = kind
            if kind in {"checkbox", "radio"} and "checked" not in attrs:
                return
            if kind in {"submit", "button", "file", "image"}:
                return
            self._form.values.append((name, attrs.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select" and name:
            self._select, self._picked, self._first = (name, "multiple" in attrs), [], None
            self._form.kinds[name] = "select"
        elif tag == "option" and self._select:
            value = attrs.get("value", "")
            self._first = value if self._first is None else self._first
            if "selected" in attrs:
                self._picked.append(value)
        elif tag == "textarea" and name:
            self._textarea, self._text = name, ""
            self._form.kinds[name] = "textarea"

    def handle_data(self, data):
        if self._textarea is not None:
            self._text += data

    def handle_endtag(self, tag):
        if self._form is None:
            return
        if tag == "select" and self._select:
            name, multiple = self._select
            picked = self._picked or ([] if multiple or self._first is None else [self._first])
            self._form.values.extend((name, value) for value in picked)
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            # A browser drops the first newline of a textarea and sends CRLF.
            text = self._text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
            self._form.values.append((self._textarea, text))
            self._textarea = None
        elif tag == "form":
            self.forms.append(self._form)
            self._form = None


def post_forms(html: str) -> list[PageForm]:
    """The POST forms of a page, but those of the frame (logout, language)."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.method == "post" and "/account/" not in form.action]
