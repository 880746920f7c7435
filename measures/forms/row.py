"""A form over one stored row, and several such rows on one page.

``changes`` holds only the fields the person changed, with their new values; a service applies these and nothing else.
``version`` travels along as a hidden field: the row's version when the page was made.

Not here: single fields (``kept``, ``lines``), what a change does (``measures.services``).
"""

from __future__ import annotations

import zlib
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms.kept import Kept, KeptLine
from measures.forms.lines import KeptStrings

MOST_ROWS = 60
ADDING = frozenset({"unit_more", "new_group"})
"""Fields that add something when the form is sent; the others hold a value of the row and are saved as typed."""


class RowForm(forms.Form):
    """Shows ``row`` (None for a new one); ``choices`` for fields that choose among the agency's own rows.

    ``required`` of a field only says how it is labelled: a loaded row may lack what a typed one should have.
    """

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """What the page showed, a checksum per field: tells after a clash which fields the person has touched."""

    def __init__(self, *args: Any, row: Model | None = None, choices: dict[str, list] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.row = row
        for name, offered in (choices or {}).items():
            self.fields[name].choices = offered
        for name, field in self._kept():
            if row is not None and hasattr(row, name):
                field.take(getattr(row, name))
                self.initial[name] = field.stored
        self.initial["seen"] = " ".join(self.mark_of(name) for name in self.kept_names())

    def _kept(self) -> list[tuple[str, Kept]]:
        return [(name, field) for name, field in self.fields.items() if isinstance(field, Kept)]

    def kept_names(self) -> list[str]:
        """The fields that hold the row's values."""
        return [name for name, _field in self._kept()]

    def value_names(self) -> list[str]:
        """The fields that hold one value of the row each, without those that add something."""
        return [name for name in self.kept_names() if name not in ADDING]

    def says_what_stands(self) -> bool:
        """Whether the changes, once read, are what is stored already; call after ``is_valid``."""
        return all(
            (field := self.fields[name]).shown(value) == field.shown(field.stored)
            for name, value in self.changes.items()
        )

    def mark_of(self, name: str) -> str:
        """The checksum of what is stored in a field, as ``seen`` carries it."""
        field = self.fields[name]
        return _mark(name, field, field.shown(field.stored))

    def saves_to(self, address: str) -> None:
        """Have every field saved as it is typed (``static/js/editing.js``), at the address of the row's cells.

        With "" the text is only kept on the computer until the form is sent: for rows that do not exist yet.
        """
        for name, field in self._kept():
            attributes = field.widget.attrs
            if name in ADDING:
                attributes["data-keep"] = name
                if name == "unit_more":
                    attributes["data-adds-to"] = self["units"].id_for_label
            elif not address:
                attributes["data-keep"] = name
            else:
                attributes |= {"data-save": address, "data-field": name, "data-seen": self.mark_of(name)}
                shown = self[name].data if self.is_bound else self[name].value()
                if field.has_changed(field.stored, shown):  # sent and refused, or merely offered to start from
                    attributes["data-unsaved"] = "yes"

    def conflicts(self) -> list[str]:
        """Fields the person has changed and somebody else too, to something else, since the page was made."""
        seen = set(str(self.data.get(self.add_prefix("seen"), "")).split())
        touched = set(self.changed_names()) - self.untouched()
        return [name for name in self.kept_names() if name in touched and self.mark_of(name) not in seen]

    def untouched(self) -> set[str]:
        """Names of fields that came back as the person's page had shown them, whatever is stored now."""
        seen = set(str(self.data.get(self.add_prefix("seen"), "")).split())
        return {
            name for name, field in self._kept()
            if (typed := field.sent(self.data, self.add_prefix(name))) is None or _mark(name, field, typed) in seen
        }

    @property
    def changes(self) -> dict[str, Any]:
        """Changed fields with their new values; call after ``is_valid``."""
        return {name: self.cleaned_data[name] for name in self.changed_names() if name in self.cleaned_data}

    def changed_names(self) -> list[str]:
        """Fields whose text is not what is stored; a value merely offered to start from counts once it is sent."""
        return [name for name, field in self._kept() if field.has_changed(field.stored, self[name].data)]


class VersionedForm(RowForm):
    """A form that says which version of the row it was made from."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    first_version = 1
    """What a page may have seen at the earliest; 0 where the row need not exist yet."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["version"] = getattr(self.row, "version", 0)

    @property
    def is_stale(self) -> bool:
        """Whether the row was saved by somebody after this page was made."""
        return self.seen_version != getattr(self.row, "version", 0)

    @property
    def is_merely_older(self) -> bool:
        """Whether the page was made from this row, be it from an earlier version."""
        return self.first_version <= self.seen_version <= getattr(self.row, "version", 0)

    @property
    def seen_version(self) -> int:
        """The version the person saw; -1 (never current) when the POST does not say."""
        return version_in(self.data.get(self.add_prefix("version")))


def _mark(name: str, field: Kept, text: str) -> str:
    return f"{name}:{zlib.crc32(field.as_sent(text).encode('utf-8', 'surrogatepass')):x}"


def shown_and_seen(form: type[RowForm], name: str, stored: Any) -> tuple[str, str]:
    """A stored value as the form's field shows it, and its checksum: for pages with one field of many rows."""
    field = form.base_fields[name]
    shown = field.shown(stored)
    return shown, _mark(name, field, shown)


def version_in(typed: str | None) -> int:
    """A version from a POST; -1, which no row has, for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


class UnitsMixin(forms.Form):
    """Responsible units as lines, and a one-line field with the departments as suggestions to add one more."""

    units = KeptStrings(
        label=gettext_lazy("Responsible units"), required=True, help_text=gettext_lazy("One unit per line.")
    )
    unit_more = KeptLine(
        label=gettext_lazy("Add a unit"), longest=300,
        help_text=gettext_lazy("Choose a department or type another unit; it is added as the last line."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit_more"].widget.attrs["list"] = "departments"

    @property
    def changes(self) -> dict[str, Any]:
        """As typed, the added unit at the end of the units."""
        changes = super().changes
        more = changes.pop("unit_more", "").strip()
        if more:
            changes["units"] = [*self.cleaned_data["units"], more]
        return changes


class RowsFormSet(forms.BaseFormSet):
    """Forms over the rows of one parent. ``rows`` are the only rows it can reach, whatever ids a POST names."""

    def __init__(self, *args: Any, rows: list[Model], **kwargs: Any):
        self.rows = {row.pk: row for row in rows}
        kwargs.setdefault("initial", [{"id": row.pk} for row in rows])
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        return kwargs if index is None else {**kwargs, "row": self.rows.get(self._id_at(index))}

    def _id_at(self, index: int) -> int | None:
        if not self.is_bound:
            ids = list(self.rows)
            return ids[index] if index < len(ids) else None
        typed = str(self.data.get(f"{self.add_prefix(index)}-id", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            named = form["id"].value()
            if named and (form.row is None or form.row.pk in seen):
                raise forms.ValidationError(
                    _("A row of this page is no longer there. Nothing was saved. Please open the page again."),
                    code="foreign_row",
                )
            seen.add(form.row.pk if form.row else None)
        return super().clean()

    def edits(self) -> list[tuple[int | None, dict[str, Any], bool]]:
        """(row id or None for a new row, changed fields, whether to delete); untouched rows are left out."""
        found = []
        for form in self.forms:
            deleted = bool(form.cleaned_data.get("DELETE"))
            if form.row and (deleted or form.changes):
                found.append((form.row.pk, form.changes, deleted))
            elif form.row is None and form.changes and not deleted:
                found.append((None, form.changes, False))
        return found


def rows_formset(form: type[RowForm], *, blank: int = 0) -> type[RowsFormSet]:
    """A formset class of ``form`` with so many blank rows at the end."""
    return forms.formset_factory(
        form, formset=RowsFormSet, extra=blank, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1,
        validate_max=True,
    )


def with_blank_row(data: Any, prefix: str) -> Any:
    """The POST with one more blank row: what the button for adding a row asks for, all typed text kept."""
    data = data.copy()
    typed = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    data[f"{prefix}-TOTAL_FORMS"] = str(min(count + 1, MOST_ROWS))
    return data
