"""The opinions a desk gives with one tap. The words that are recorded and printed are the office's own Thai.

Not here: free words, which every desk may write besides. Source: WORDS "Opinions, one tap".
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.models import ReportKind


@dataclass(frozen=True)
class Opinion:
    """One choice: ``words`` go into the ledger, ``label`` is what the page shows in its own language."""

    key: str
    words: str
    label: Promise


OPINIONS: dict[str, tuple[Opinion, ...]] = {
    "approve": (
        Opinion("forward", "เห็นควรเสนอนายกเพื่อโปรดพิจารณา", _("To be put before the mayor for consideration")),
    ),
    "sign": (
        Opinion("noted", "ทราบ", _("Acknowledged")),
        Opinion("agreed", "เห็นชอบ", _("Agreed")),
        Opinion("approved", "อนุมัติ", _("Approved")),
        Opinion("proceed", "ดำเนินการตามเสนอ", _("Proceed as proposed")),
    ),
}
"""By act of the sign-off; an act that is not here has no ready words."""


PROPOSED = {("sign", ReportKind.PLAN.value): "agreed"}
"""Where the first opinion is not the likely one: a plan comes for consideration, not for acknowledgement."""


def proposed_for(act: str, kind: str) -> str:
    """The choice that is set when the page opens; empty for an act without ready words."""
    first = next((opinion.key for opinion in OPINIONS.get(act, ())), "")
    return PROPOSED.get((act, kind), first)


def words_for(act: str, key: str) -> str:
    """The recorded words of a choice; nothing for a key the act does not have."""
    return next((opinion.words for opinion in OPINIONS.get(act, ()) if opinion.key == key), "")
