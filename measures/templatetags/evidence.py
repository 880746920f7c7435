"""What templates say of evidence: sizes and warnings in words, the rows it serves.

Not here: finding any of it (``measures.selectors.evidence``).
"""

from __future__ import annotations

from django import template
from django.db.models import Model
from django.utils.translation import gettext as _

from measures.evidence import IDENTITY_IN_TITLE, IDENTITY_NUMBER, NOT_YET, OTHER_YEAR
from measures.models import EvidenceUse
from measures.selectors.evidence import uses_of_row

register = template.Library()
_MIB = 1024**2


@register.simple_tag
def uses_of(row: Model) -> list[EvidenceUse]:
    """What serves a row."""
    return uses_of_row(row)


@register.filter
def size_words(count: int) -> str:
    """Bytes as people read them: whole kilobytes, or megabytes with one decimal."""
    if count < _MIB:
        return _("%(count)s KB") % {"count": max(1, round(count / 1024))}
    return _("%(count)s MB") % {"count": f"{count / _MIB:.1f}"}


@register.filter
def warning_words(code: str) -> str:
    """One short sentence for a warning's code; a code of a later version is shown as it is."""
    words = {
        IDENTITY_NUMBER: _("An identity number stands in it"),
        IDENTITY_IN_TITLE: _("An identity number stands in what it shows"),
        OTHER_YEAR: _("The day is not in this fiscal year"),
        NOT_YET: _("The day has not come yet"),
    }
    return words.get(code, code)


@register.filter
def row_name(use: EvidenceUse) -> str:
    """The row of a use as forms name it."""
    if use.activity_id:
        return f"activity-{use.activity_id}"
    return f"indicator-{use.indicator_row_id}" if use.indicator_row_id else f"disclosure-{use.disclosure_id}"
