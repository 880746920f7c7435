"""Findings of the checks and computed scores in words of the reader's language.

Not here: what is found (``indicators.calculation.checks``), what is computed (``indicators.scores.beside``).
"""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.calculation.checks import level, sums
from indicators.calculation.checks.finding import Finding, Words, shown
from indicators.confidence import level_of
from indicators.models import ScoreNote
from indicators.scores.beside import PART, Row
from indicators.scores.note_form import NoteForm

register = template.Library()

KIND_WORDS = {"error": _("Does not match"), "question": _("Please check"), "weak": _("Below the threshold")}
CHECK_WORDS = {
    "overall": _("Overall score against the instruments"),
    "instrument": _("Instrument against its indicators"),
    "instrument_parts": _("Instrument against its parts"),
    "indicator": _("Indicator against its sub-indicators"),
    "indicator_items": _("Indicator against its items"),
    "indicator_below_floor": _("Indicator against the lowest one told"),
    "sub_indicator": _("Sub-indicator against its items"),
    "sub_indicator_items": _("Sub-indicator against its items"),
    "level_impossible": _("Level against the scores"),
    "level_of_other_year": _("Level of another year's scale"),
    "level_unknown": _("Level that the scale does not have"),
    "item_not_in_set": _("Items that this year does not have"),
    "national_items": _("Items equal to the national means"),
    "national_overall": _("Overall score equal to the national mean"),
    "weak": _("Item below the threshold"),
}
"""Also of notes kept on a check that finds nothing any more."""


@register.filter
def in_words(words: Words | None) -> str:
    """The message with what it speaks of filled in; empty for none."""
    return _said(words.msgid, words.params) if words else ""


@register.filter
def reason_of(finding: Finding) -> str:
    """Why it is a finding."""
    return _said(finding.reason, finding.params)


@register.filter
def remedy_of(finding: Finding) -> str:
    """What to do."""
    return _said(finding.remedy, finding.params)


@register.filter
def kind_of(finding: Finding) -> str:
    """How grave, in a word."""
    return str(KIND_WORDS[finding.kind])


@register.filter
def check_of(about: Finding | ScoreNote) -> str:
    """What was looked at; for a note the check it answered."""
    check = about.check if isinstance(about, Finding) else about.finding
    return str(CHECK_WORDS.get(check, check))


@register.filter
def row_name(row: Row) -> str:
    """What the row is called, without the set's own name."""
    if row.kind == "part":
        code, _dot, number = row.code.partition(".")
        return gettext(PART) % {"code": code, "number": number}
    msgids = {"overall": sums.OVERALL, "instrument": "%(code)s", "level": level.LEVEL, "indicator": sums.INDICATOR}
    return gettext(msgids.get(row.kind, sums.SUB_INDICATOR)) % {"code": row.code}


@register.filter
def two_decimals(value: Decimal | str | None) -> str:
    """A score as it is read; a level as it is."""
    return shown(value) if isinstance(value, Decimal) else value or ""


@register.filter
def signed(value: Decimal) -> str:
    """A difference with its sign, a real minus sign for less."""
    return f"+{shown(value)}" if value > 0 else shown(value).replace("-", "−")


@register.filter
def named(code: str, names: dict[str, str]) -> str:
    """The set's own name of an item or indicator; empty where it has none."""
    return names.get(code, "")


@register.filter
def is_less_sure(remark: str) -> bool:
    """Whether the set's own remark on a step is not one of high confidence."""
    return level_of(remark) != "high"


@register.simple_tag
def note_form(finding: Finding, asked: NoteForm | None) -> NoteForm:
    """The form of this finding: the one that was refused, when it is about it, else an empty one."""
    return asked if asked is not None and asked.auto_id == NoteForm.of(finding).auto_id else NoteForm.of(finding)


def _said(msgid: str, params: dict) -> str:
    return gettext(msgid) % {name: _filled(value) for name, value in params.items()}


def _filled(value: object) -> str:
    if isinstance(value, Words):
        return _said(value.msgid, value.params)
    if isinstance(value, tuple):
        return ", ".join(_filled(each) for each in value)
    return str(value)
