"""Fields that hand back the stored value itself unless the person changed what they were shown.

Loaded documents hold what no form would accept (lone marks, odd spaces, unknown words). Saving a form unchanged must
change nothing, and editing one word must change that word only. So a field compares what came back with what it had
shown; only a real change is read, normalised and checked, and only the changed stretch of it.
A value that is absent from the POST is untouched as well: nobody can empty a field by leaving it out.

Not here: list fields (``lines``), whole rows (``row``).
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thai.forms import BuddhistDateField
from thai.text import normalise, starts_with_lone_mark

LONGEST = 20_000
"""Characters in one text field."""


class Kept:
    """Mixin for form fields: ``stored`` is the row's value, given by the row form through ``take``."""

    stored: Any = None
    one_line = False

    def take(self, stored: Any) -> None:
        """Show this value of a row."""
        self.stored = stored

    def shown(self, stored: Any) -> str:
        """The stored value as the form shows it."""
        return "" if stored is None else str(stored)

    def sent(self, data: Any, name: str) -> str | None:
        """What a POST says of the field called ``name``; None when it says nothing."""
        return data.get(name)

    def read(self, typed: str) -> Any:
        """The value of a changed text; raises ValidationError with place and remedy."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else self.shown(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and self.as_sent(data) != self.as_sent(self.shown(initial))

    def clean(self, value: Any) -> Any:
        return self.read(_lf(str(value))) if self.has_changed(self.stored, value) else self.stored

    def as_sent(self, text: str) -> str:
        """The text as a browser sends it back: line ends are one thing, and a one-line field drops them."""
        return re.sub("[\r\n]", "", text) if self.one_line else _lf(text)


class KeptText(Kept, forms.CharField):
    """Plain text in a text area; ``longest`` in characters."""

    stored = ""

    def __init__(self, *, rows: int = 2, longest: int = LONGEST, **options: Any):
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **({"required": False} | options))
        self.longest = longest

    def read(self, typed: str) -> str:
        check_length(typed, self.longest, self.label)
        return edited(self.shown(self.stored), typed, label=self.label)


class KeptLine(KeptText):
    """Plain text in one line."""

    one_line = True

    def __init__(self, *, longest: int, **options: Any):
        super().__init__(longest=longest, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def read(self, typed: str) -> str:
        return super().read(self.as_sent(typed))


class KeptChoice(Kept, forms.ChoiceField):
    """One of the choices; a stored word that is none of them is offered as it is and stays until changed."""

    stored = ""

    def __init__(self, *, choices: Any = (), **options: Any):
        super().__init__(choices=choices, **({"required": False} | options))

    def take(self, stored: Any) -> None:
        super().take(stored)
        word = self.shown(stored)
        if not self.valid_value(word):
            self.choices = [*self.choices, (word, word)]

    def read(self, typed: str) -> str:
        if not self.valid_value(typed):
            raise forms.ValidationError(_("Please choose one of the list."), code="invalid_choice")
        return typed


class KeptNumberChoice(KeptChoice):
    """A choice whose value is a whole number, or nothing."""

    stored = None

    def read(self, typed: str) -> int | None:
        super().read(typed)
        return int(typed) if typed else None


class KeptDate(Kept, BuddhistDateField):
    """A day typed in the Buddhist Era, in Thai or Arabic digits."""

    one_line = True

    def __init__(self, **options: Any):
        super().__init__(**({"required": False} | options))

    def shown(self, stored: datetime.date | None) -> str:
        return self.widget.format_value(stored) if stored else ""

    def read(self, typed: str) -> datetime.date | None:
        return self.to_python(normalise(typed).strip())


def check_length(text: str, longest: int, label: Any) -> None:
    """Raise ValidationError when the text is longer than ``longest`` characters."""
    if len(text) > longest:
        raise forms.ValidationError(
            _("“%(label)s” is %(count)s characters long, at most %(most)s fit. Please shorten it.")
            % {"label": label, "count": f"{len(text):,}", "most": f"{longest:,}"},
            code="too_long",
        )


def edited(before: str, typed: str, *, label: Any) -> str:
    """The typed text, normalised and checked where it differs from ``before``; the rest stays as it was stored."""
    if not normalise(typed).strip():
        return ""
    old, new = _pieces(_lf(before)), _pieces(typed)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    head, middle, tail = new[:start], new[start : len(new) - end], new[len(new) - end :]
    changed = normalise("".join(middle))
    check_marks(changed, label=label, first_line=1 + "".join(head).count("\n"))
    whole = "".join(head) + changed + "".join(tail)
    return whole.strip() if before == before.strip() else whole


def check_marks(text: str, *, label: Any, first_line: int = 1) -> None:
    """Raise ValidationError for a vowel or tone mark with no letter under it, naming its line."""
    for number, line in enumerate(text.split("\n"), start=first_line):
        for word in line.split():
            if starts_with_lone_mark(word):
                raise forms.ValidationError(
                    _(
                        "“%(label)s”, line %(line)s: “%(word)s” begins with a vowel or tone mark that has no letter "
                        "before it. Please type the missing letter or delete the mark."
                    ) % {"label": label, "line": number, "word": f"◌{word[:20]}"},
                    code="lone_mark",
                )


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _pieces(text: str) -> list[str]:
    """Words and the white space between them."""
    return re.findall(r"\s+|\S+", text)


def _common(one: list[str], other: list[str]) -> int:
    """How many pieces both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
