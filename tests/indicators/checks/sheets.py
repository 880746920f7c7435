"""Rules and sheets by hand.

Not here: the rules of the real years (``conftest``).
"""

from __future__ import annotations

from decimal import Decimal

from indicators.calculation.checks import findings
from indicators.calculation.figures import Figures
from indicators.calculation.rules import Band, Rules


def d(value: str | int) -> Decimal:
    return Decimal(str(value))


BANDS = (
    Band("excellent", "ผ่านดีเยี่ยม", d(95), d(100), d(95)),
    Band("good", "ผ่านดี", d(85), d(100), d(85)),
    Band("pass", "ผ่าน", d(85), d(100)),
    Band("improve", "ต้องปรับปรุง", d(70), d("84.99")),
    Band("urgent", "ต้องปรับปรุงโดยด่วน", d(0), d("69.99")),
)
LETTERS = (Band("AA", "AA", d(95), d(100)), Band("A", "A", d(85), d("94.99")), Band("F", "F", d(0), d("84.99")))
SMALL = Rules(
    year=2567,
    weights={"IIT": d(30), "EIT": d(30), "OIT": d(40)},
    instruments=("IIT", "EIT", "OIT"),
    indicators_of={"IIT": (1, 2), "EIT": (6,), "OIT": (9, 10)},
    sub_indicators_of={9: ("9.1", "9.2"), 10: ("10.1",)},
    items_of_indicator={1: ("i1", "i2"), 2: ("i3",), 6: ("e1", "e2"), 9: ("o1", "o2", "o3"), 10: ("o4",)},
    items_of_sub_indicator={"9.1": ("o1", "o2"), "9.2": ("o3",), "10.1": ("o4",)},
    item_codes=("i1", "i2", "i3", "e1", "e2", "o1", "o2", "o3", "o4"),
    steps=frozenset({"overall", "IIT", "EIT", "OIT", "indicator_9", "indicator_10", "sub_indicators", "EIT_parts"}),
    bands=BANDS,
    pass_mark=d(85),
    national_overall=d("93.05"),
    national_items={code: d(value) for code, value in {
        "i1": "94.59", "i2": "95.43", "i3": "99.34", "e1": "95.21", "e2": "95.34", "o1": "98.45", "o2": "97.09",
    }.items()},
)  # fmt: skip
"""A year in small: two sub-indicators of indicator 9, one of 10, nine items."""
OLD = Rules(year=2564, bands=LETTERS)


def sound(**changes: object) -> Figures:
    """A sheet of ``SMALL`` that is right in everything: 27.75 + 27.00 + 40.00 = 94.75, ผ่านดี, nothing below 85."""
    values: dict[str, object] = {
        "overall": d("94.75"), "level": "ผ่านดี",
        "instruments": {"IIT": d("92.50"), "EIT": d("90.00"), "OIT": d("100.00")},
        "indicators": {1: d("90.00"), 2: d("95.00"), 6: d("90.00"), 9: d("100.00"), 10: d("100.00")},
        "sub_indicators": {"9.1": d("100.00"), "9.2": d("100.00"), "10.1": d("100.00")},
        "items": {
            "i1": d("89.50"), "i2": d("90.50"), "i3": d("95.00"), "e1": d("88.00"), "e2": d("92.00"),
            "o1": d(100), "o2": d(100), "o3": d(100), "o4": d(100),
        },
    }  # fmt: skip
    return Figures(**(values | changes))


def kept(mapping: dict, **changes: object) -> dict:
    """The mapping with some values changed; keys that are numbers are written ``n9``."""
    return mapping | {(int(key[1:]) if key.startswith("n") else key): value for key, value in changes.items()}


def said(figures: Figures, rules: Rules = SMALL, **others: object) -> list[tuple[str, str]]:
    """Check and subject of every finding."""
    return [(one.check, one.subject) for one in findings(figures, rules, **others)]
