"""A table as a person brings it: pasted text or a workbook, with the sentence that helps when it is neither.

Not here: what the table means (``measures.forms.pasted``).
"""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.bounded import ChildFailed, OutOfBounds, Refused, call
from files.names import clean_name, extension_of
from files.opening import MOST_BYTES
from files.refusals import words_of
from measures.models import PastedTable, Round
from measures.pasting.columns import find_heading
from measures.pasting.sheets import read_workbook
from measures.pasting.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Cells, TableError, read_table, settle

log = logging.getLogger(__name__)


class TableField(forms.CharField):
    """Text as it was pasted. Labelled as the normal case, yet it may stay empty beside a workbook."""

    def validate(self, value: str) -> None:
        """Nothing here: the form knows whether there is a workbook."""


class PasteForm(forms.Form):
    """After ``is_valid``: ``cells``, ``source_name`` (empty for pasted text) and names of ``other_sheets``."""

    use_required_attribute = False
    round = forms.ChoiceField(label=gettext_lazy("Round"), choices=Round.choices)
    table = TableField(
        label=gettext_lazy("The table"), strip=False,
        help_text=gettext_lazy(
            "In Word or Excel, select the whole table with its headings, copy it, tap here and paste."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "data-table": "", "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a workbook"), required=False, allow_empty_file=True, max_length=None,
        help_text=gettext_lazy(
            "A file ending in .xlsx of 20 MB at most, for example the one of this portal, filled in."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    """The waiting table whose text is mended here."""

    def __init__(self, *args: Any, target: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.target = target
        self.cells: Cells = []
        self.source_name = ""
        self.other_sheets: list[str] = []
        if target != PastedTable.Target.RESULTS:
            del self.fields["round"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        upload = cleaned.get("file")
        try:
            if upload is not None:
                self._read_upload(upload)
            else:
                self.cells = read_table(cleaned.get("table") or "")
        except TableError as error:
            name = "file" if upload is not None else "table"
            self.add_error(name, forms.ValidationError(_words(error), code=error.reason))
        except Refused as refusal:
            self.add_error("file", forms.ValidationError(_words_of_refusal(refusal), code=refusal.code))
        return cleaned

    def _read_upload(self, upload: UploadedFile) -> None:
        name = clean_name(upload.name or "")
        if extension_of(name) != "xlsx":
            raise Refused("not_xlsx", extension=extension_of(name)[:20])
        if upload.size > MOST_BYTES:
            raise Refused("too_large", most=MOST_BYTES // 1024**2)
        content = upload.read()
        if not content:
            raise Refused("empty")
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused("locked_or_old", extension="xlsx")
        if not content.startswith(b"PK\x03\x04"):
            raise Refused("other_than_named", extension="xlsx")
        try:
            data, _nothing = call(read_workbook, content)
        except OutOfBounds as problem:
            raise Refused("out_of_bounds") from problem
        except ChildFailed as problem:
            log.warning("a workbook of %s bytes could not be read: %s", len(content), problem)
            raise Refused("damaged") from problem
        self._choose(data["sheets"])
        self.source_name = name

    def _choose(self, sheets: list[dict[str, Any]]) -> None:
        """The first sheet with headings known here, else the first; the others are named."""
        if not sheets:
            raise TableError("empty")
        chosen = next((sheet for sheet in sheets if find_heading(sheet["rows"], self.target) is not None), sheets[0])
        self.cells = settle(chosen["rows"])
        self.other_sheets = [sheet["name"] for sheet in sheets if sheet is not chosen]


def _words(error: TableError) -> str:
    """What to do about a text that is no table."""
    return {
        "empty": _("There is no text here yet. Please copy the table with its headings and paste it here."),
        "too_many_rows": _(
            "The table has %(count)s rows, at most %(most)s fit. Please paste it in parts, each with the headings."
        ) % {"count": f"{error.figure:,}", "most": f"{MOST_ROWS:,}"},
        "too_wide": _("The table has %(count)s columns, at most %(most)s fit. Please copy only the table.") % {
            "count": f"{error.figure:,}", "most": MOST_COLUMNS,
        },
        "too_long": _("The text is %(count)s characters long, at most %(most)s fit. Please paste it in parts.") % {
            "count": f"{error.figure:,}", "most": f"{MOST_CHARACTERS:,}",
        },
    }[error.reason]


def _words_of_refusal(refusal: Refused) -> str:
    """What to do about a file that is not read."""
    if refusal.code == "not_xlsx":
        return _("Only files ending in .xlsx are read here. Please save it as .xlsx, or copy the table and paste it.")
    if refusal.code == "too_far_out":
        return _(
            "There is something far outside the table: more than %(rows)s rows or %(columns)s columns. Please delete "
            "what is beside and below the table, or copy the table and paste it."
        ) % refusal.params
    if refusal.code == "too_much_text":
        return _("There is too much text in the workbook. Please bring it in parts.")
    return words_of(Refused(refusal.code, **{"extension": "xlsx"} | refusal.params))
