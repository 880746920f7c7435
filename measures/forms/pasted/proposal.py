"""One pasted row beside the stored one: what is new, what differs, what cannot be read and how to mend it.

A text that stands already is replaced only where the person ticks it; an empty one is filled.

Not here: which stored row is meant (the modules of the three targets), writing (``measures.services.pasting``).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import Kept
from measures.forms.row import RowForm
from measures.models import Disclosure, RowStatus
from measures.pasting.matching import same_words
from measures.pasting.table import clean
from measures.pasting.words import WORDS, word_of

LABELS = {"status": RowStatus, "finding": Disclosure.Finding, "answer": Disclosure.Answer}


class State(models.TextChoices):
    """What a row would do."""

    NEW = "new", gettext_lazy("New row")
    CHANGED = "changed", gettext_lazy("Would change")
    SAME = "same", gettext_lazy("Same as stored")
    UNREADABLE = "unreadable", gettext_lazy("Cannot be read")
    UNFOUND = "unfound", gettext_lazy("No such row")


@dataclass(frozen=True)
class Difference:
    """One field of which the table says something else than what is stored; ``fills`` when nothing is stored."""

    key: str
    label: str
    ours: str
    pasted: str
    fills: bool


@dataclass
class Proposed:
    """What one row of the table would do.

    ``changes`` by key: ``measure.title``, ``activity.methods``, ``result.outputs`` …; ``rows`` are the stored rows it
    is about, by the same first words, None for one to be made.
    """

    number: int
    title: str = ""
    state: str = State.SAME
    rows: dict[str, Any] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    first: int | None = None
    """The row of the measure this further row belongs to."""
    is_new: bool = False

    def settle(self) -> None:
        """Work out the state from what was found."""
        if self.errors:
            self.state = self.state if self.state == State.UNFOUND else State.UNREADABLE
        elif self.is_new:
            self.state = State.NEW
        else:
            self.state = State.CHANGED if self.differences else State.SAME

    @property
    def can_be_taken(self) -> bool:
        return self.state in (State.NEW, State.CHANGED)

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)

    @property
    def conflicts(self) -> list[Difference]:
        """Where both have a text."""
        return [each for each in self.differences if not each.fills]

    @property
    def fills_something(self) -> bool:
        return self.is_new or any(each.fills for each in self.differences)

    @property
    def mark(self) -> str:
        """A checksum of what the person is shown of the stored rows: another one means they changed meanwhile."""
        stored = [
            (name, getattr(row, "pk", None), getattr(row, "version", None)) for name, row in sorted(self.rows.items())
        ]
        seen = repr((self.number, self.state, stored, [(each.key, each.ours) for each in self.differences]))
        return f"{self.number}:{zlib.crc32(seen.encode('utf-8', 'surrogatepass')):x}"

    def chosen(self, use: Iterable[str], *, use_all: bool = False) -> dict[str, Any]:
        """The changes to write: all that fill, and those that replace where the person ticked them."""
        ticked = set(use)
        refused = {
            each.key for each in self.conflicts if not use_all and f"{self.number}.{each.key}" not in ticked
        }
        return {key: value for key, value in self.changes.items() if key not in refused}


def compare(
    proposed: Proposed, part: str, form: RowForm, texts: dict[str, str], headings: dict[str, str],
    kinds: dict[str, str], *, is_exact: bool,
) -> None:
    """Note on ``proposed`` what the form, filled with ``texts``, would change in its row, and what it cannot read."""
    given = {name: text for name, text in texts.items() if name in form.fields and text}
    given = {
        name: text.replace("\t", " ") for name, text in given.items()
        if not _is_stored(form.fields[name], text, kinds.get(name, "text"), is_exact=is_exact)
    }
    if not given:
        return
    form.is_bound = True
    form.data = {form.add_prefix(name): text for name, text in given.items()}
    form.full_clean()
    for name, problems in form.errors.items():
        for problem in problems:
            proposed.errors.append(_sentence(headings.get(name, ""), form, name, str(problem), given, kinds))
    if form.errors:
        return
    changes = form.changes
    for name in given:
        value = changes.get(name, form.fields[name].stored)
        if value == form.fields[name].stored:
            continue
        shown = form.fields[name].shown(form.fields[name].stored)
        proposed.changes[f"{part}.{name}"] = value
        proposed.differences.append(Difference(
            f"{part}.{name}", str(form.fields[name].label), in_words(shown, kinds.get(name)),
            in_words(form.fields[name].shown(value), kinds.get(name)), fills=not shown.strip(),
        ))


def in_words(text: str, kind: str | None) -> str:
    """A code as its label, any other text as it is."""
    if kind == "no_budget":
        return _("Uses no budget") if text == "yes" else text
    labels = dict(LABELS[kind].choices) if kind in LABELS else {}
    return str(labels.get(text, text))


def _is_stored(field: Kept, text: str, kind: str, *, is_exact: bool) -> bool:
    shown = clean(field.shown(field.stored))
    return shown == clean(text) or (not is_exact and bool(shown) and same_words(shown, text))


def _sentence(
    heading: str, form: forms.Form, name: str, problem: str, given: dict[str, str], kinds: dict[str, str]
) -> str:
    """The form's sentence with the column it is about; for words that are no status, the words that are."""
    kind = kinds.get(name)
    if kind in WORDS and name in given:
        words = ", ".join(word_of(kind, code) for code in WORDS[kind])
        problem = _("“%(typed)s” is not known here. Please write one of: %(words)s.") % {
            "typed": given[name][:60], "words": words,
        }
    own = str(form.fields[name].label) if name in form.fields else ""
    label = heading or own
    if own and f"“{own}”" in problem:  # it names the field already: by the table's word for it
        return problem.replace(f"“{own}”", f"“{label}”", 1)
    return _("Column “%(column)s”: %(problem)s") % {"column": label, "problem": problem} if label else problem
