"""Ticking which required elements of an OIT item are on the website."""

from __future__ import annotations

from collections.abc import Collection

from accounts.doors import Standing
from measures.elements import ticked_anew, tree_of
from measures.models import Disclosure
from measures.services.saving import apply, held, save_next_version, trace


def tick_elements(
    *, actor: Standing, disclosure: Disclosure, shown: Collection[str], ticked: Collection[str]
) -> Disclosure:
    """The row with the ticks the person set among those shown; ticks set meanwhile by others stay.

    Disclosure.DoesNotExist for another agency's row.
    """
    with held(actor=actor, plan=disclosure.plan, act="record_disclosures") as plan:
        disclosure = Disclosure.objects.select_related("item").get(pk=disclosure.pk, plan=plan)
        tree = tree_of(disclosure.shown_elements)
        present = ticked_anew(tree, disclosure.present_elements, shown=shown, ticked=ticked)
        if present != disclosure.present_elements:
            before, after = apply(disclosure, {"present_elements": present}, frozenset({"present_elements"}))
            save_next_version(disclosure, ["present_elements"])
            trace(
                actor=actor, plan=plan, act="disclosure.ticked", row=disclosure, before=before, after=after,
                for_units=disclosure.units,
            )
    return disclosure
