"""The sheet as a form: one field per line of the year, in Thai or Arabic digits; and the form a table is pasted in.

Not here: which lines there are (``lines``), reading a pasted table (``pasted``), saving (``services``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.layout import PlainForm
from indicators.forms import WordsField
from indicators.models import Origin, ScoreEdition
from indicators.scores.lines import Sheet
from indicators.scores.pasted import MOST_LETTERS, MOST_LINES, Pasted, TooMuch, read_pasted
from indicators.scores.selectors import Key
from indicators.templatetags.scores import line_label
from thai.digits import NumberError, parse_decimal
from thai.forms import BuddhistDateField
from thai.text import normalise

OTHER = "other"
CENT = Decimal("0.01")
LONGEST_LEVEL, LONGEST_REMARK = 60, 500
MOST_ADDED = 200
"""Lines a sent form may add to a sheet whose item set does not know them."""
_ADDED = re.compile(r"(?P<part>indicator|sub_indicator|item)_(?P<code>[a-z]?[0-9]{1,3}(?:_[0-9]{1,3})?)", re.ASCII)


class ScoreField(forms.Field):
    """Cleans to a Decimal of two places between 0 and 100, or None for an empty field (not known)."""

    def __init__(self, **options: Any):
        attributes = {"inputmode": "decimal", "autocomplete": "off", "class": "input-score", "data-score": ""}
        super().__init__(required=False, widget=forms.TextInput(attrs=attributes), **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(normalise(str(value or "")).split())
        if not typed:
            return None
        try:
            score = parse_decimal(typed)
        except NumberError as error:
            if re.fullmatch(r"[0-9๐-๙]{1,3},[0-9๐-๙]{1,2}", typed):
                raise ValidationError(
                    _("“%(typed)s” has a comma. Please write the decimals after a point, like 93.05."), "comma",
                    {"typed": typed},
                ) from error
            raise ValidationError(
                _("“%(typed)s” is not a score. Please write figures only, like 93.05, or leave the field empty."),
                "not_a_number", {"typed": typed[:20]},
            ) from error
        if score > 100:
            raise ValidationError(_("“%(typed)s” is more than 100. Please check the figure."), "over",
                                  {"typed": typed[:20]})
        if score < 0:
            raise ValidationError(_("“%(typed)s” is less than 0. Please check the figure."), "under",
                                  {"typed": typed[:20]})
        if score != score.quantize(CENT):
            raise ValidationError(
                _("“%(typed)s” has more than two decimals. Please write it as announced, like 93.05."), "decimals",
                {"typed": typed[:20]},
            )
        return abs(score.quantize(CENT))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class OneLineField(WordsField):
    """Words in one line."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(" ".join(str(value or "").split())).split())


class LevelSelect(forms.Select):
    """The names of levels are Thai in either language."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if value not in ("", OTHER):
            option["attrs"]["lang"] = "th"
        return option


class SheetForm(PlainForm, forms.Form):
    """Every value of a year's sheet, the level, the date and where the changed values come from.

    ``edition`` fills the fields; ``prefilled`` (values read from a paste) comes over it, unsaved.
    """

    use_required_attribute = False
    announced_on = BuddhistDateField(label=gettext_lazy("Date of the announcement"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level as announced"), required=False,
        help_text=gettext_lazy("In the words of the announcement."), widget=LevelSelect,
    )
    level_other = OneLineField(
        label=gettext_lazy("Level in other words"), required=False, max_length=LONGEST_LEVEL,
        help_text=gettext_lazy("Only when the announcement uses words that are not in the list."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-date"}),
    )
    origin = forms.ChoiceField(
        label=gettext_lazy("Source of the changed values"), choices=Origin.choices, initial=Origin.ANNOUNCED,
        help_text=gettext_lazy("Values that stay as they are keep their source."),
    )
    origin_of_all = forms.BooleanField(
        label=gettext_lazy("All values of this sheet stand there as they are here"), required=False,
        help_text=gettext_lazy("Then every value gets this source, for example after comparing with the announcement."),
    )
    remark = OneLineField(
        label=gettext_lazy("Remark on this edition"), required=False, max_length=LONGEST_REMARK,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("For example why a value was corrected."),
    )
    seen_number = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, sheet: Sheet, edition: ScoreEdition | None, stored: Mapping[Key, Decimal],
        prefilled: Mapping[Key, Decimal] | None = None, level: str | None = None,
    ):
        self.sheet, self.edition, self.stored = sheet, edition, dict(stored)
        shown = self.stored | dict(prefilled or {})
        initial: dict[str, Any] = {line.name: shown[line.key] for line in sheet.lines() if line.key in shown}
        initial["seen_number"] = str(edition.number if edition else 0)
        initial["announced_on"] = edition.announced_on if edition else None
        words = (edition.level if edition else "") if level is None else level
        known = words in sheet.levels
        initial["level"] = words if known else (OTHER if words else "")
        initial["level_other"] = "" if known else words
        super().__init__(data, initial=initial)
        for line in sheet.lines():
            self.fields[line.name] = ScoreField(label=line_label(line))
        if sheet.levels:
            levels = [(name, name) for name in sheet.levels]
            self.fields["level"].choices = [("", _("Not known")), *levels, (OTHER, _("Other words"))]
        else:
            del self.fields["level"]
            self.fields["level_other"].label = _("Level as announced")
            self.fields["level_other"].help_text = _("In the words of the announcement.")

    @property
    def number_seen(self) -> int:
        """The edition the page was made from; -1, which no sheet has, for anything else."""
        typed = str(self.data.get("seen_number", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    @property
    def values(self) -> dict[Key, Decimal]:
        """The values given, of a valid form. A field that was not sent keeps what is stored."""
        given: dict[Key, Decimal] = {}
        for line in self.sheet.lines():
            value = self.cleaned_data[line.name] if line.name in self.data else self.stored.get(line.key)
            if value is not None:
                given[line.key] = value
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, words = cleaned.get("level", OTHER), cleaned.get("level_other", "")
        if "level" in self.errors:
            chosen = ""
        if chosen == OTHER and not words and "level" in self.fields and "level_other" not in self.errors:
            self.add_error("level_other", _("Please write the level in the words of the announcement."))
        elif chosen not in ("", OTHER) and words:
            self.add_error("level_other", _("Please either choose a level or write other words, not both."))
        cleaned["level_words"] = words if chosen in ("", OTHER) else chosen
        return cleaned


class PasteForm(PlainForm, forms.Form):
    """A table as pasted; ``pasted`` is what was understood of it."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("The table"), strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "pasted-text", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One value a line: its code and the score, in any order, with or without the words between. Codes like o9, "
            "๐๙ below an OIT heading, indicator 3, IIT or overall score."
        ),
        error_messages={"required": gettext_lazy("Please paste the table.")},
    )
    pasted: Pasted | None = None

    def __init__(self, data: Any = None, *, sheet: Sheet):
        super().__init__(data)
        self.sheet = sheet

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            self.pasted = read_pasted(text, sheet=self.sheet)
        except TooMuch as much:
            raise ValidationError(
                _(
                    "The text has %(lines)s lines and %(letters)s letters; at most %(most_lines)s lines and "
                    "%(most_letters)s letters fit. Please paste only the table of scores."
                ),
                "too_much",
                {
                    "lines": f"{much.lines:,}", "letters": f"{much.letters:,}", "most_lines": f"{MOST_LINES:,}",
                    "most_letters": f"{MOST_LETTERS:,}",
                },
            ) from much
        if not self.pasted.taken and not self.pasted.left:
            raise ValidationError(_("Please paste the table."), "required")
        return text


def added_keys(data: Mapping[str, Any], sheet: Sheet) -> list[Key]:
    """Values a sent form holds for which the year's item set has no line, and that the sheet takes all the same."""
    found: list[Key] = []
    for name in data:
        match = _ADDED.fullmatch(name)
        if match and len(found) < MOST_ADDED:
            key = (match["part"], match["code"].replace("_", "."))
            if key not in sheet.by_key and sheet.takes(key):
                found.append(key)
    return found
