"""Recording an agency's answer to one OIT item, with its addresses."""

from __future__ import annotations

from typing import Any

from accounts.doors import Standing
from measures.models import Disclosure, DisclosureLink
from measures.services.saving import RowEdit, apply, edit_rows, fresh, held, save_next_version, trace

EDITABLE = frozenset({
    "status", "units", "progress_notes", "title", "elements", "website_finding", "finding_class", "answer",
    "explanation",
})
LINK_EDITABLE = frozenset({"url", "click_path"})


def save_disclosure(
    *, actor: Standing, disclosure: Disclosure, seen_version: int, changes: dict[str, Any], links: list[RowEdit]
) -> bool:
    """Write what changed in the row and its addresses; False when nothing did.

    Stale when it was saved since ``seen_version``; DisclosureLink.DoesNotExist for an address of another row.
    """
    with held(actor=actor, plan=disclosure.plan, act="record_disclosures") as plan:
        disclosure = fresh(disclosure, seen_version, plan=plan)
        if not (changes or links):
            return False
        before, after = apply(disclosure, changes, EDITABLE)
        save_next_version(disclosure, changes)
        links_before, links_after = edit_rows(
            siblings=DisclosureLink.objects.filter(disclosure=disclosure),
            new=lambda position: DisclosureLink(disclosure=disclosure, position=position),
            edits=links, editable=LINK_EDITABLE, name="link",
        )
        trace(
            actor=actor, plan=plan, act="disclosure.recorded", row=disclosure, before=before | links_before,
            after=after | links_after, for_units=disclosure.units,
        )
    return True
