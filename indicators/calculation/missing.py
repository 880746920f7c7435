"""Why something is not computed: a code for each reason and its sentence for pages.

Not here: finding it (``arithmetic``, ``bounds``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "no_rules": _("There is no item set of this year."),
    "step_unknown": _("How this is computed in this year was not found."),
    "weight_unknown": _("The weight of an instrument was not found for this year."),
    "indicators_unknown": _("The indicators of this instrument are not known for this year."),
    "sub_indicators_unknown": _("The sub-indicators of this indicator are not known for this year."),
    "items_unknown": _("The items of this sub-indicator are not known for this year."),
    "value_missing": _("A score that is needed for it is not filled in."),
    "item_not_passed_or_failed": _("Items of this year score 0 or 100; another score stands here."),
    "levels_unknown": _("The scale of levels was not found for this year."),
    "instruments_missing": _("The level of this year depends on the scores of all instruments."),
}


@dataclass(frozen=True)
class Missing:
    """One thing that is not computed. ``step`` as in ``Rules.steps``; ``subject`` is an instrument, an indicator's
    number, a sub-indicator's code, or empty for the whole sheet."""

    step: str
    subject: str
    reason_code: str

    @property
    def reason(self) -> Promise:
        """The sentence of the reason, in the reader's language."""
        return REASONS[self.reason_code]
