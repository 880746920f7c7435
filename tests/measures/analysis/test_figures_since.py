"""What changed since a text was written, and which items lie under which heading."""

from __future__ import annotations

from decimal import Decimal

from measures.figures_since import FigureChange, Since, since, stored_figures
from measures.issues import (
    AssessedItem,
    Heading,
    as_earlier,
    blocks_of,
    by_indicator,
    by_issue,
    codes_in_blocks,
    in_no_issue,
)


def record(threshold: object = 85, **values: object) -> dict:
    figures = {code: Decimal(str(value)) for code, value in values.items()}
    return stored_figures(figures, None if threshold is None else Decimal(str(threshold)), figures)


def test_figures_are_kept_as_two_decimals_of_the_codes_asked_for():
    figures = {"o9": Decimal("77.67"), "e1": Decimal(100), "i1": Decimal(1)}
    assert stored_figures(figures, Decimal(85), ["e1", "o9", "o10"]) == {
        "threshold": "85.00", "values": {"e1": "100.00", "o9": "77.67"},
    }
    assert stored_figures(figures, None, []) == {"threshold": None, "values": {}}


def test_nothing_changed_and_nothing_known_say_nothing():
    assert not since(record(o9=1), record(o9=1))
    assert not since({}, record(o9=1))
    assert since(record(o9=1), record(o9=1)) == Since()


def test_changes_falls_and_rises():
    found = since(record(o7="84.99", o8=90, o9=50, o10=70), record(o7="85.00", o8="84.99", o9="50.10", o11=10))
    assert found == Since(
        figures=(
            FigureChange("o7", Decimal("84.99"), Decimal("85.00")),
            FigureChange("o8", Decimal("90.00"), Decimal("84.99")),
            FigureChange("o9", Decimal("50.00"), Decimal("50.10")),
            FigureChange("o11", None, Decimal("10.00")),
            FigureChange("o10", Decimal("70.00"), None),
        ),
        fell=("o8", "o11"), rose=("o7", "o10"),
    )
    assert found


def test_a_moved_threshold_moves_items_whose_figures_stayed():
    found = since(record(80, o9=82), record(85, o9=82))
    assert (found.figures, found.fell, found.threshold) == ((), ("o9",), (Decimal("80.00"), Decimal("85.00")))
    assert since(record(None, o9=82), record(85, o9=82)).threshold == (None, Decimal("85.00"))
    assert since(record(85, o9=82), record(None, o9=82)).rose == ("o9",)


ITEMS = {
    item.code: item for item in (
        AssessedItem("i1", "หนึ่ง", "IIT", 1, 1), AssessedItem("i2", "สอง", "IIT", 2, 1),
        AssessedItem("e1", "สาม", "EIT", 1, 6), AssessedItem("o1", "สี่", "OIT", None, 9, "structure"),
    )
}  # fmt: skip


def test_blocks_and_codes():
    blocks = blocks_of(["o1", "e1", "x9", "i2", "i1", "i1"], ITEMS)
    assert blocks == [
        {"instrument": "IIT", "item_codes": ["i1", "i2"]}, {"instrument": "EIT", "item_codes": ["e1"]},
        {"instrument": "OIT", "item_codes": ["o1"]}, {"instrument": "", "item_codes": ["x9"]},
    ]
    assert codes_in_blocks(blocks) == ["i1", "i2", "e1", "o1", "x9"]
    assert codes_in_blocks([{"instrument": "IIT"}, {"item_codes": None}, {"item_codes": ["a", "a"]}]) == ["a"]
    assert in_no_issue([blocks[:1], blocks[1:2]], ITEMS) == ["o1"]


def test_headings_by_issue_and_by_indicator():
    assert by_issue({2: "ข", 1: "ก", 3: "ค"}, ITEMS.values()) == [
        Heading(1, "ก", ("i1", "e1")), Heading(2, "ข", ("i2",)), Heading(3, "ค", ()),
    ]
    assert by_indicator({6: "หก", 1: "หนึ่ง", 9: "เก้า", 10: "สิบ"}, ITEMS.values()) == [
        Heading(1, "หนึ่ง", ("i1", "i2")), Heading(2, "หก", ("e1",)), Heading(3, "เก้า", ("o1",)),
    ]


def test_last_years_headings_go_along_topics_and_titles():
    before = [
        AssessedItem("o5", "โครงสร้าง", "OIT", topics="structure"), AssessedItem("i7", "สอง", "IIT"),
        AssessedItem("e4", "ไม่มีแล้ว", "EIT"), AssessedItem("o6", "อำนาจหน้าที่", "OIT", topics="structure"),
    ]  # fmt: skip
    headings = as_earlier([("แรก", ["o5", "e4"]), ("หลัง", ["i7", "o6"])], before, ITEMS.values())
    assert headings == [Heading(1, "แรก", ("o1",)), Heading(2, "หลัง", ("i2",))]
