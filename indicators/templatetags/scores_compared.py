"""Scores as they are read, and how far two are apart.

Not here: which scores are compared (``indicators.comparing``).
"""

from decimal import Decimal

from django import template

from indicators.views.score_words import shown

register = template.Library()


@register.filter
def score(value: Decimal | None) -> str:
    """Two decimals; empty for none."""
    return shown(value)


@register.filter
def at(codes: list[str], place: int) -> str:
    """The label of a column by its place."""
    return codes[place]


@register.filter
def size(change: Decimal) -> str:
    """How far, whichever way."""
    return shown(abs(change))
