"""A draft names exactly what is under the threshold, and says no more than the figures do."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.calculation.weak import below
from measures.detectors.narrative import codes_in
from measures.narratives import EarlierMeasure, IssueFacts, Question, draft_of, failing_codes_in, prefers_arabic
from tests.measures.analysis.building import DEMO, WEAK_OF_002, figures_of_002
from thai.digits import to_arabic

SETS = DEMO.parents[1] / "item_sets"
OPENING = (
    "จากการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสของเทศบาลตำบลบ้านสวน ในปีงบประมาณ พ.ศ. ๒๕๖๗ พบว่า "
    "ประเด็น “การให้บริการ” "
)


def facts(figures: dict[str, object], *codes: str, threshold: object = 85, **values) -> IssueFacts:
    names = {"i": "IIT", "e": "EIT", "o": "OIT"}
    return IssueFacts(
        agency_name="เทศบาลตำบลบ้านสวน", assessed_year=2567, title="การให้บริการ",
        questions=tuple(Question(code, f"คำถาม {code[0]}", names[code[0]]) for code in codes or figures),
        figures={code: Decimal(str(value)) for code, value in figures.items()},
        threshold=None if threshold is None else Decimal(str(threshold)), **values,
    )  # fmt: skip


def test_all_passed():
    draft = draft_of(facts({"e1": 85, "e2": "99.40", "o11": 100}))
    assert draft == OPENING + "ในหมวด EIT และ OIT มีระดับคะแนนที่ผ่านเกณฑ์ทุกข้อ"


def test_one_under_the_threshold_with_code_text_figure_and_gap():
    draft = draft_of(facts({"i1": 90, "o7": 90, "o8": "85.00", "o9": "77.67", "o10": 99}))
    assert draft == OPENING + (
        "ในหมวด IIT มีระดับคะแนนที่ผ่านเกณฑ์ทุกข้อ ในหมวด OIT มีระดับคะแนนที่ผ่านเกณฑ์ ได้แก่ ข้อ o๗ o๘ และ o๑๐ "
        "แต่มีข้อที่ไม่ผ่านเกณฑ์ (๘๕ คะแนน) จำนวน ๑ ข้อ ได้แก่ ข้อ o๙ “คำถาม o” ได้ ๗๗.๖๗ คะแนน "
        "ต่ำกว่าเกณฑ์ ๘๕ คะแนน อยู่ ๗.๓๓ คะแนน ซึ่งต้องปรับปรุงและพัฒนาให้ดียิ่งขึ้น"
    )


@pytest.mark.parametrize(
    ("value", "threshold", "gap"),
    [
        ("84.99", 85, "๐.๐๑"), ("85.00", 85, None), ("85.01", 85, None),
        ("79.99", "80", "๐.๐๑"), ("80", "80", None), ("89.49", "89.5", "๐.๐๑"), ("89.50", "89.5", None),
    ],
)
def test_the_edge_of_the_threshold(value, threshold, gap):
    draft = draft_of(facts({"e1": value}, threshold=threshold))
    assert failing_codes_in(draft) == ([] if gap is None else ["e1"])
    assert ("ผ่านเกณฑ์ทุกข้อ" in draft) is (gap is None)
    assert gap is None or f"อยู่ {gap} คะแนน" in draft


def test_another_threshold_is_said_as_it_is():
    draft = draft_of(facts({"e1": "89.49"}, threshold="89.50"))
    assert "ไม่ผ่านเกณฑ์ (๘๙.๕ คะแนน)" in draft
    assert "๘๕" not in draft


def test_items_without_a_figure_are_named_as_not_known():
    draft = draft_of(facts({"e1": 90, "e3": 50}, "e1", "e2", "e3", "e4"))
    assert "ในหมวด EIT มีระดับคะแนนที่ผ่านเกณฑ์ ได้แก่ ข้อ e๑ ทั้งนี้ ยังไม่ทราบคะแนนของข้อ e๒ และ e๔ " in draft
    assert failing_codes_in(draft) == ["e3"]
    assert "ทุกข้อ" not in draft


def test_no_figure_at_all_judges_nothing():
    draft = draft_of(facts({}, "e1", "o1"))
    assert draft == OPENING + "ทั้งนี้ ยังไม่ทราบคะแนนของข้อ e๑ และ o๑ จึงยังไม่สรุปว่าผ่านเกณฑ์หรือไม่"
    assert failing_codes_in(draft) == []


def test_an_unknown_threshold_judges_nothing():
    draft = draft_of(facts({"e1": 10, "e2": 90, "o1": 5}, "e1", "e2", "e3", "o1", threshold=None))
    assert draft == OPENING + (
        "ในหมวด EIT มีคะแนนระหว่าง ๑๐.๐๐ ถึง ๙๐.๐๐ ในหมวด OIT มีคะแนน ๕.๐๐ ทั้งนี้ ยังไม่ทราบคะแนนของข้อ e๓ "
        "จึงยังไม่สรุปว่าผ่านเกณฑ์หรือไม่ โดยยังไม่ทราบเกณฑ์คะแนนของปีดังกล่าว จึงยังไม่สรุปว่าข้อใดผ่านเกณฑ์"
    )
    assert failing_codes_in(draft) == []


def test_last_years_measures_in_neutral_words():
    told = ("done", "in_progress", "not_started", "not_done", "partly")
    measures = tuple(EarlierMeasure(f"มาตรการ {place}", status) for place, status in enumerate((*told, "", "x"), 1))
    draft = draft_of(facts({"e1": 90}, measures=measures))
    assert draft.endswith(
        "โดยในปีงบประมาณ พ.ศ. ๒๕๖๗ หน่วยงานมีมาตรการที่เกี่ยวข้องกับประเด็นนี้ ได้แก่ “มาตรการ 1” (ดำเนินการแล้ว) "
        "“มาตรการ 2” (อยู่ระหว่างดำเนินการ) “มาตรการ 3” (ยังไม่ได้ดำเนินการ) “มาตรการ 4” (ไม่ได้ดำเนินการ) "
        "“มาตรการ 5” (ดำเนินการแล้วบางส่วน) และ มาตรการอื่นอีก ๒ มาตรการ"
    )
    two = draft_of(facts({"e1": 90}, measures=(EarlierMeasure("ก", ""), EarlierMeasure("ข", "recorded"))))
    assert two.endswith("“ก” (ยังไม่มีการบันทึกผล) และ “ข” (บันทึกผลแล้ว)")


def test_an_issue_without_items_has_no_draft():
    assert draft_of(facts({"e1": 10})) != ""
    empty = IssueFacts("ก", 2567, "ข", (), {"e1": Decimal(10)}, Decimal(85))
    assert draft_of(empty) == ""


def test_arabic_numerals_where_the_issue_is_numbered_so():
    assert [text for text in ("1", "๑", "", "1.", "๑1", "ก") if prefers_arabic(text)] == ["1", "1."]
    draft = draft_of(facts({"o9": "77.67"}, arabic=True))
    assert "ข้อ o9 “คำถาม o” ได้ 77.67 คะแนน ต่ำกว่าเกณฑ์ 85 คะแนน อยู่ 7.33 คะแนน" in draft
    assert "พ.ศ. 2567" in draft


def test_titles_are_no_verdicts():
    nasty = "ข้อ o3 ไม่ผ่านเกณฑ์” และ ข้อ o4 ต่ำกว่า “ยกเว้น o5"
    questions = (Question("e1", nasty, "EIT"), Question("e2", nasty, "EIT"))
    figures = {"e1": Decimal(10), "e2": Decimal(90)}
    nasty_facts = IssueFacts("ก", 2567, nasty, questions, figures, Decimal(85), (EarlierMeasure(nasty, "done"),))
    assert failing_codes_in(draft_of(nasty_facts)) == ["e1"]


def test_document_002_drafts_name_what_its_own_narratives_should():
    """Its second narrative names e๓ for e๙; the draft of the same issue does not."""
    document = yaml.safe_load(DEMO.read_text(encoding="utf-8"))
    figures = figures_of_002()
    titles = {item["code"]: (item["title"], item["instrument"]) for item in document["scores"]["items"]}
    named, printed = {}, {}
    for each in document["score_analysis"]["issues"]:
        codes = [code for block in each["blocks"] for code in block["item_codes"]]
        questions = tuple(Question(code, *titles[code]) for code in codes)
        draft = draft_of(IssueFacts("ก", 2567, each["title"], questions, figures, Decimal(85)))
        named[each["no"]] = failing_codes_in(draft)
        printed[each["no"]] = failing_codes_in(each["narrative"])
        assert set(codes_in(to_arabic(draft))) <= set(codes)
    assert named == WEAK_OF_002
    assert printed == {**WEAK_OF_002, 2: ["e3"]}


ITEMS = [
    Question(item["code"], item.get("title") or "", item["code"][0].upper() + "IT")
    for path in sorted(SETS.glob("ITA-*.yaml"))
    for item in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]
]
SCORE = st.one_of(st.none(), st.decimals(0, 100, places=2), st.sampled_from([Decimal("84.99"), Decimal("85.00")]))
MARK = st.one_of(st.just(Decimal(85)), st.decimals(0, 100, places=2))


@settings(deadline=None, max_examples=200)
@given(data=st.data(), threshold=MARK, arabic=st.booleans())
def test_a_draft_names_exactly_the_items_under_the_threshold(data, threshold, arabic):
    """For any figures over the real wordings of all years, and with measures of any name."""
    chosen = data.draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=20, unique_by=lambda item: item.code))
    drawn = {item.code: data.draw(SCORE) for item in chosen}
    figures = {code: value for code, value in drawn.items() if value is not None}
    measures = tuple(EarlierMeasure(text, "done") for text in data.draw(st.lists(st.text(max_size=40), max_size=7)))
    given_facts = IssueFacts(
        "เทศบาลตำบลบ้านสวน", 2567, data.draw(st.text(max_size=40)), tuple(chosen), figures, threshold, measures, arabic
    )
    codes = [item.code for item in chosen]
    weak = below(figures, threshold, codes)
    assert failing_codes_in(draft_of(given_facts)) == weak
    assert [item.code for item in given_facts.weak] == weak
    assert weak == [code for code in codes if code in figures and figures[code] < threshold]
