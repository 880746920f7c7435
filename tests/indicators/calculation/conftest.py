"""The rules of the real years, read once from the real files, and figures as the cases write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from indicators.calculation.figures import Figures
from indicators.calculation.reading import read_rules_of_years
from indicators.calculation.rules import Rules


@pytest.fixture(scope="session")
def rules(django_db_setup, django_db_blocker) -> dict[int, Rules]:
    """By year, 2564 to 2570; nothing stays in the database. A module that asks for them is marked ``django_db``."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_item_sets", verbosity=0)
        found = read_rules_of_years(range(2564, 2571))
        transaction.set_rollback(True)
    return found


def figures_of(written: dict, rules: Rules) -> Figures:
    """Figures from texts; ``items`` as the head of ``cases.yaml`` says."""
    return Figures(
        overall=_value(written.get("overall")),
        level=written.get("level", ""),
        instruments=values(written.get("instruments", {})),
        instrument_parts=values(written.get("parts", {})),
        indicators={int(number): Decimal(text) for number, text in written.get("indicators", {}).items()},
        sub_indicators=values(written.get("sub_indicators", {})),
        items=_items(written.get("items", {}), rules),
        floor=_value(written.get("floor")),
    )


def values(texts: dict[str, str]) -> dict[str, Decimal]:
    return {key: Decimal(text) for key, text in texts.items()}


def _value(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _items(written: dict | str, rules: Rules) -> dict[str, Decimal]:
    if written == "national":
        return dict(rules.national_items)
    found = {}
    if "failed" in written:
        oit = [code for code in rules.item_codes if code.startswith("o")]
        assert set(written["failed"]) <= set(oit)
        found = {code: Decimal(0 if code in written["failed"] else 100) for code in oit}
    for code in written.get("unknown", ()):
        del found[code]
    return found | values(written.get("others", {}))
