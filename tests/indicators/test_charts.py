"""Where values stand in a chart, and that nothing but our own shapes and escaped words gets into its SVG."""

from __future__ import annotations

import itertools
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from indicators.charts.bars import bars
from indicators.charts.radar import radar
from indicators.charts.shapes import Shape, Svg, fitted, shapes_svg, width_of
from tests.indicators.charts_made import NAMES, chart

TEN = ("99.40", "92.10", "95.33", "84.99", "85.00", "85.01", "62.00", "90.10", "100.00", "0.00")
SVG = "{http://www.w3.org/2000/svg}"
FORMS = pytest.mark.parametrize("wide", [True, False])


def attributes(drawing, css):
    return [dict(shape.attributes) for shape in drawing.shapes if dict(shape.attributes)["class"] == css]


def words(drawing):
    return [label.text for label in drawing.labels]


class TestBars:
    def test_a_bar_is_as_long_as_its_value(self):
        drawing = bars(chart(*TEN, pass_mark=None), wide=True)
        drawn = attributes(drawing, "chart-bar")
        assert [float(one["width"]) for one in drawn] == [
            pytest.approx(320 * float(value) / 100, abs=0.05) for value in TEN
        ]
        assert {one["x"] for one in drawn} == {"236"}
        assert [float(one["y"]) for one in drawn] == [12 + 32 * place for place in range(10)]

    def test_the_threshold_stands_at_its_value_on_the_scale_of_the_bars(self):
        (line,) = attributes(bars(chart(*TEN), wide=True), "chart-threshold")
        assert (line["x1"], line["x2"]) == ("508", "508")  # 236 + 320 × 85 / 100

    @FORMS
    def test_only_what_is_strictly_below_is_hatched_and_named(self, wide):
        drawing = bars(chart("84.99", "85.00", "85.01"), wide=wide)
        assert len(attributes(drawing, "chart-weak")) == 1
        assert len(attributes(drawing, "chart-hatch")) == 1
        assert [text for text in words(drawing) if "ต่ำกว่าเกณฑ์" in text] == ["84.99 ต่ำกว่าเกณฑ์"]

    @FORMS
    def test_without_a_threshold_nothing_is_below(self, wide):
        drawing = bars(chart("1.00", "99.00", pass_mark=None), wide=wide)
        assert attributes(drawing, "chart-weak") + attributes(drawing, "chart-threshold") == []
        assert words(drawing) == ["1 การปฏิบัติหน้าที่", "1.00", "2 การใช้งบประมาณ", "99.00"]

    @FORMS
    def test_a_missing_value_says_so_and_has_no_bar(self, wide):
        drawing = bars(chart("90.00", None, pass_mark=None), wide=wide)
        assert len(attributes(drawing, "chart-bar")) == 1
        assert words(drawing)[-1] == "ไม่มีข้อมูล"

    def test_hatching_stays_inside_its_bar(self):
        drawing = bars(chart("3.00", "50.00"), wide=True)
        for bar, hatch in zip(attributes(drawing, "chart-weak"), attributes(drawing, "chart-hatch"), strict=True):
            left, right = float(bar["x"]), float(bar["x"]) + float(bar["width"])
            points = [pair.split() for pair in hatch["d"].replace("M", "L").split("L") if pair]
            assert all(left - 0.1 <= float(x) <= right + 0.1 for x, _y in points)
            top = float(bar["y"])
            assert all(top - 0.1 <= float(y) <= top + 16.1 for _x, y in points)

    @pytest.mark.parametrize("count", range(1, 21))
    @FORMS
    def test_every_label_stands_inside_the_drawing(self, count, wide):
        drawing = bars(chart(*itertools.islice(itertools.cycle(TEN), count)), wide=wide)
        assert outside(drawing) == []
        assert overlapping(drawing) == []


class TestRadar:
    def test_spokes_start_at_the_top_and_go_clockwise(self):
        drawing = radar(chart("100.00", "100.00", "100.00", "100.00", pass_mark=None), wide=True)
        dots = [(float(one["cx"]), float(one["cy"])) for one in attributes(drawing, "chart-dot")]
        assert dots == [(360, 52), (520, 212), (360, 372), (200, 212)]

    def test_a_value_stands_between_centre_and_rim_by_its_share(self):
        # The centre is 70: a step and more below the lowest, which is 85.
        drawing = radar(chart("85.00", "100.00", "92.50", pass_mark=None), wide=True)
        assert "จุดกลาง 70 ขอบนอก 100" in words(drawing)
        first = attributes(drawing, "chart-dot")[0]
        assert (first["cx"], first["cy"]) == ("360", "132")  # half way: 212 - 160 × (85 - 70) / 30

    def test_the_threshold_is_a_ring_and_weak_values_are_diamonds(self):
        drawing = radar(chart("84.99", "85.00", "90.00"), wide=True)
        assert len(attributes(drawing, "chart-weak")) == 2  # the value's own and the one of the key
        assert len(attributes(drawing, "chart-dot")) == 2
        assert "84.99 ต่ำกว่าเกณฑ์" in words(drawing)
        assert words(drawing)[-3:] == ["จุดกลาง 70 ขอบนอก 100", "เกณฑ์ 85", "ต่ำกว่าเกณฑ์"]

    def test_a_missing_value_opens_the_surface_and_says_so(self):
        drawing = radar(chart("90.00", None, "91.00", "92.00", pass_mark=None), wide=True)
        assert attributes(drawing, "chart-area") == []
        assert len(attributes(drawing, "chart-line")) == 2  # 3–4 and 4–1
        assert len(attributes(drawing, "chart-dot")) == 3
        assert "ไม่มีข้อมูล" in words(drawing)

    @pytest.mark.parametrize("values", [(), ("90.00",), ("90.00", "91.00"), ("90.00", None, "91.00", None)])
    def test_fewer_than_three_values_are_no_radar(self, values):
        assert radar(chart(*values), wide=True) is None

    def test_nothing_goes_below_zero(self):
        drawing = radar(chart("0.00", "50.00", "100.00"), wide=True)
        assert "จุดกลาง 0 ขอบนอก 100" in words(drawing)

    @pytest.mark.parametrize("count", range(3, 21))
    @FORMS
    def test_labels_stand_inside_the_drawing_and_clear_of_each_other(self, count, wide):
        drawing = radar(chart(*itertools.islice(itertools.cycle(TEN), count)), wide=wide)
        assert outside(drawing) == []
        assert overlapping(drawing) == []

    @pytest.mark.parametrize("length", [5, 60, 300])
    def test_long_names_are_cut_and_stay_inside(self, length):
        names = tuple(f"{'ที่' * length}{place}" for place in range(10))
        drawing = radar(chart(*TEN, names=names), wide=True)
        assert outside(drawing) == []
        assert overlapping(drawing) == []


def _tree(drawing):
    return ElementTree.fromstring(Svg.of(drawing))  # noqa: S314 – our own text, without entities


class TestSvg:
    @FORMS
    @pytest.mark.parametrize("draw", [radar, bars])
    def test_hostile_names_are_words_and_nothing_else(self, draw, wide):
        hostile = ("<script>alert(1)</script>", '"/><image href="//x"/>', "&lt;b&gt; '", "<![CDATA[x]]>")
        asked = chart("90.00", "80.00", None, "91.00", "92.00", names=hostile)
        tree = _tree(draw(asked, wide=wide))
        assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
            "svg", "title", "desc", "text", "line", "rect", "circle", "polygon", "path"
        }  # fmt: skip
        found = {name for element in tree.iter() for name in element.attrib}
        assert [name for name in found if name.startswith("on") or name in ("style", "href")] == []
        assert "alert(1)" in ElementTree.tostring(tree.find(f"{SVG}desc"), encoding="unicode")

    def test_a_name_says_what_it_is_and_a_description_every_value(self):
        tree = _tree(bars(chart("84.99", None), wide=True))
        assert tree.attrib["role"] == "img"
        title, description = tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")
        assert (tree.attrib["aria-labelledby"], tree.attrib["aria-describedby"]) == (
            title.attrib["id"], description.attrib["id"],
        )  # fmt: skip
        assert title.text == "คะแนนรายตัวชี้วัด"
        assert description.text == "เกณฑ์ 85. 1 การปฏิบัติหน้าที่ 84.99 ต่ำกว่าเกณฑ์; 2 การใช้งบประมาณ ไม่มีข้อมูล"

    def test_the_drawings_of_a_page_have_ids_of_their_own(self):
        drawn = [draw(chart(*TEN), wide=wide) for draw in (radar, bars) for wide in (True, False)]
        assert len({drawing.key for drawing in drawn}) == 4

    @FORMS
    @pytest.mark.parametrize("draw", [radar, bars])
    def test_no_type_is_smaller_than_fourteen_units_and_a_narrow_drawing_is_no_wider_than_a_phone(self, draw, wide):
        drawing = draw(chart(*TEN), wide=wide)
        assert {label.size for label in drawing.labels} == {14}
        assert drawing.width == (720 if wide else 328)

    @pytest.mark.parametrize("shape", [
        Shape("script", ()), Shape("image", (("href", "x"),)), Shape("rect", (("onload", "x"),)),
        Shape("rect", (("style", "x"),)),
    ])  # fmt: skip
    def test_a_shape_that_is_none_of_ours_is_refused(self, shape):
        with pytest.raises(ValueError, match="no shape of a chart"):
            shapes_svg([shape])

    def test_values_of_attributes_are_escaped(self):
        assert shapes_svg([Shape("rect", (("fill", '"><script>'),))]) == '<rect fill="&quot;&gt;&lt;script&gt;"/>'


class TestFitting:
    def test_what_fits_stays(self):
        assert fitted(NAMES[4], 300, 14) == NAMES[4]

    @pytest.mark.parametrize("room", range(20, 88, 7))
    def test_what_is_cut_fits_and_begins_like_the_text_with_all_its_marks(self, room):
        cut = fitted("ที่นี่มีคำว่าปู่กู้อีจู้", room, 14)
        assert cut.endswith("…")
        assert width_of(cut, 14) <= room
        assert "ที่นี่มีคำว่าปู่กู้อีจู้".startswith(cut[:-1])
        after = "ที่นี่มีคำว่าปู่กู้อีจู้"[len(cut) - 1]
        assert after not in "ิีึืุู่้๊๋์"

    def test_marks_take_no_room(self):
        assert width_of("ที่", 14) == width_of("ท", 14)


def boxes(drawing):
    """About where each label stands: left, top, right, bottom."""
    for label in drawing.labels:
        wide = width_of(label.text, label.size)
        left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        yield label.text, left, label.y - label.size * 0.8, left + wide, label.y + label.size * 0.2


def outside(drawing):
    return [
        text for text, left, top, right, bottom in boxes(drawing)
        if left < -0.5 or top < -3 or right > drawing.width + 0.5 or bottom > drawing.height + 0.5
    ]  # fmt: skip


def overlapping(drawing):
    return [
        (a[0], b[0]) for a, b in itertools.combinations(boxes(drawing), 2)
        if a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5 and a[2] < b[4] - 0.5 and b[2] < a[4] - 0.5
    ]  # fmt: skip


def test_control_labels_on_each_other_are_found():
    drawing = radar(chart(*TEN), wide=True)
    moved = replace(drawing, labels=(*drawing.labels, replace(drawing.labels[0], x=drawing.labels[0].x + 5)))
    assert len(overlapping(moved)) >= 1
    assert outside(replace(drawing, width=300)) != []
