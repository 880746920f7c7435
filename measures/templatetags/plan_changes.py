"""Changes of a signed plan in words, for the pages that show them.

Not here: finding them (``measures.plan_changes``), the words on paper (``reports.sections.measures``).
"""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measures.plan_changes import Fate, MeasureChange

register = template.Library()

FIELD_WORDS: dict[str, Promise] = {
    "title": _("Measure / activity"),
    "detail": _("Detail"),
    "methods": _("Steps"),
    "period_text": _("Period as printed"),
    "units": _("Responsible units"),
}
FATE_WORDS: dict[str, Promise] = {
    Fate.KEPT: _("As signed"),
    Fate.CHANGED: _("Changed"),
    Fate.ADDED: _("Added"),
    Fate.DROPPED: _("Left out"),
}


@register.filter
def field_words(name: str) -> str:
    """What a field that can change is called."""
    return str(FIELD_WORDS[name])


@register.filter
def fate_words(fate: str) -> str:
    """What became of a measure or a row, in a word or two."""
    return str(FATE_WORDS[fate])


@register.filter
def name_of(change: MeasureChange) -> str:
    """A measure as the plan names it, else by its own words, else by its place."""
    return str(change.agreed or change.measure)
