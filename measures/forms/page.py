"""All forms of one page together, and what to do when somebody else saved its row in the meantime.

Who changed other fields than somebody else did meets nobody: both are saved. Where both changed one field nothing is
written. Fields the person had not touched take what stands now; their own text stays in the form, and beside it the
page shows what stands, field by field. Saving again is the choice.

Not here: single rows (``row``), who saved (``measures.selectors.history``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from measures.forms.row import RowForm, RowsFormSet, VersionedForm


@dataclass
class Page:
    """``forms`` carry versions; ``rows`` are the rows below the first form, if any."""

    forms: list[VersionedForm]
    rows: RowsFormSet | None = None

    @property
    def form(self) -> VersionedForm:
        return self.forms[0]

    def row_forms(self) -> Iterator[RowForm]:
        """Every form of the page."""
        yield from self.forms
        yield from self.rows.forms if self.rows else ()

    def is_valid(self) -> bool:
        """Whether all can be saved; asks every form, so that the page shows all there is to mend."""
        return all([*(form.is_valid() for form in self.forms), self.rows is None or self.rows.is_valid()])

    def stale_row(self) -> Any:
        """The first row saved by somebody else since the page was made; None when there is none."""
        return next((form.row for form in self.forms if form.is_stale), None)

    def merges(self) -> bool:
        """Whether the rows, though saved since, differ from what the person saw only where they changed nothing."""
        return all(form.is_merely_older for form in self.forms) and not any(map(_collides, self.row_forms()))


def _collides(form: RowForm) -> bool:
    if form.row is None and not isinstance(form, VersionedForm):
        was_there = form.data.get(form.add_prefix("id"))  # somebody has removed it; a row just added meets nobody
        return bool(was_there) and not form.untouched() >= set(form.kept_names())
    if form.row is not None and form.data.get(form.add_prefix("DELETE")):
        seen = set(str(form.data.get(form.add_prefix("seen"), "")).split())
        return not seen >= {form.mark_of(name) for name in form.kept_names()}
    return bool(form.conflicts())


@dataclass(frozen=True)
class Difference:
    """One field of which two texts exist."""

    label: str
    theirs: str
    yours: str
    field_id: str


def settled(data: QueryDict, build: Callable[[QueryDict], Page]) -> Page:
    """The page again after a clash, over the rows as they stand: untouched fields renewed, versions current."""
    page = build(data)
    data = data.copy()
    for form in page.row_forms():
        untouched = form.untouched()
        if form.row is None and data.get(form.add_prefix("id")):
            # The row is gone. Text somebody has typed into it stays and becomes a new row.
            data[form.add_prefix("id")] = ""
            if untouched >= set(form.kept_names()):
                data[form.add_prefix("DELETE")] = "on"
            continue
        for name in untouched:
            field = form.fields[name]
            data[form.add_prefix(name)] = field.shown(field.stored)
        data[form.add_prefix("seen")] = form.initial["seen"]
        if isinstance(form, VersionedForm):
            data[form.add_prefix("version")] = str(form.initial["version"])
    return build(data)


def differences(page: Page) -> list[Difference]:
    """Where the person's text differs from what stands now."""
    return [
        Difference(
            f"{form.fields[name].label}", in_words(form, name, form.fields[name].shown(form.fields[name].stored)),
            in_words(form, name, form[name].data), form[name].id_for_label or form[name].auto_id,
        )
        for form in page.row_forms() if form.row is not None
        for name in form.changed_names()
    ]


def in_words(form: RowForm, name: str, value: str) -> str:
    """A value in words: the label of a choice, a text as it is."""
    choices = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return choices.get(value, value) or _("(empty)")
