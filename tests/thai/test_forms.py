"""The date field: what offices type, what is refused and in which words."""

import datetime

import pytest
from django import forms
from django.utils import translation

from thai.forms import BuddhistDateField

DAY = datetime.date(2025, 10, 1)


class OneDay(forms.Form):
    day = BuddhistDateField(label="วันที่")


class PerhapsADay(forms.Form):
    day = BuddhistDateField(label="วันที่", required=False)


@pytest.mark.parametrize("typed", ["1 ตุลาคม 2568", "๑ ต.ค. ๖๘", "1/10/2568", "1-10-2568", " ๑ ตุลาคม พ.ศ. ๒๕๖๘ "])
def test_reads_what_offices_type(typed):
    form = OneDay({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"day": DAY}


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        ("1/10/2026", "th", "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569"),
        ("1 ตุลาคม ๒๐๒๖", "th", "2026 เป็นปี ค.ศ. โปรดระบุ พ.ศ. 2569"),
        ("1/10/2026", "en", "2026 is a C.E. year. Please give the B.E. year 2569."),
        ("31 กุมภาพันธ์ 2568", "th", "ไม่มีวันที่นี้ในเดือนดังกล่าว โปรดตรวจสอบ"),
        ("ต้นเดือนหน้า", "th", "โปรดระบุวันที่ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568"),
        ("1/10/68", "th", "โปรดระบุวันที่ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568"),
        ("1 ตุลาคม ค.ศ. 2568", "th", "โปรดระบุวันที่ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568"),
        ("1/10/9999", "th", "โปรดระบุปี พ.ศ. สี่หลัก เช่น 2568"),
        ("", "th", "โปรดกรอกข้อมูลช่องนี้"),
        ("   ", "th", "โปรดกรอกข้อมูลช่องนี้"),
    ],
)
def test_refuses_in_words(typed, language, words):
    with translation.override(language):
        assert OneDay({"day": typed}).errors == {"day": [words]}


def test_nothing_is_no_day_where_it_may_be():
    form = PerhapsADay({"day": " "})
    assert (form.is_valid(), form.cleaned_data) == (True, {"day": None})


@pytest.mark.parametrize(("language", "shown"), [("th", "1 ตุลาคม 2568"), ("en", "1 October B.E. 2568 (2025)")])
def test_shows_a_day_as_it_reads_it_again(language, shown):
    with translation.override(language):
        field = OneDay(initial={"day": DAY})["day"]
        assert f'value="{shown}"' in str(field)
        assert BuddhistDateField().clean(shown) == DAY


def test_a_day_typed_otherwise_is_no_change():
    form = OneDay({"day": "๑/๑๐/๒๕๖๘"}, initial={"day": DAY})
    assert form.changed_data == []
    assert OneDay({"day": "2/10/2568"}, initial={"day": DAY}).changed_data == ["day"]
    assert OneDay({"day": "ไม่รู้"}, initial={"day": DAY}).changed_data == ["day"]


@pytest.mark.parametrize(("typed", "offered"), [
    ("1/10/2026", (2569, "1/10/2569")), ("2026-10-01", (2569, "2569-10-01")), ("๑ ตุลาคม ๒๐๒๖", (2569, "๑ ตุลาคม ๒๕๖๙")),
    ("1 Oct 1999", (2542, "1 Oct 2542")), ("1 ตุลาคม ค.ศ. 2026", (2569, "1 ตุลาคม 2569")),
])  # fmt: skip
def test_offers_the_date_with_the_year_in_place(typed, offered):
    form = OneDay({"day": typed})
    assert not form.is_valid()
    assert form.fields["day"].offered == offered
    assert OneDay({"day": offered[1]}).is_valid()
    assert OneDay.base_fields["day"].offered is None
