"""Words of office per kind of agency."""

import pytest

from thai.offices import kind_word, words_of_office


@pytest.mark.parametrize(
    ("kind", "full_name", "abbreviation", "mayor", "palad", "palad_full", "ordinance", "staff"),
    [
        ("subdistrict_municipality", "เทศบาลตำบลบ้านสวน", "ทต.บ้านสวน", "นายกเทศมนตรีตำบลบ้านสวน", "ปลัดเทศบาล",
         "ปลัดเทศบาลตำบลบ้านสวน", "เทศบัญญัติ", "พนักงานเทศบาล"),
        ("town_municipality", "เทศบาลเมืองบ้านสวน", "ทม.บ้านสวน", "นายกเทศมนตรีเมืองบ้านสวน", "ปลัดเทศบาล",
         "ปลัดเทศบาลเมืองบ้านสวน", "เทศบัญญัติ", "พนักงานเทศบาล"),
        ("city_municipality", "เทศบาลนครบ้านสวน", "ทน.บ้านสวน", "นายกเทศมนตรีนครบ้านสวน", "ปลัดเทศบาล",
         "ปลัดเทศบาลนครบ้านสวน", "เทศบัญญัติ", "พนักงานเทศบาล"),
        ("sao", "องค์การบริหารส่วนตำบลบ้านสวน", "อบต.บ้านสวน", "นายกองค์การบริหารส่วนตำบลบ้านสวน",
         "ปลัดองค์การบริหารส่วนตำบล", "ปลัดองค์การบริหารส่วนตำบลบ้านสวน", "ข้อบัญญัติ", "พนักงานส่วนตำบล"),
        ("pao", "องค์การบริหารส่วนจังหวัดบ้านสวน", "อบจ.บ้านสวน", "นายกองค์การบริหารส่วนจังหวัดบ้านสวน",
         "ปลัดองค์การบริหารส่วนจังหวัด", "ปลัดองค์การบริหารส่วนจังหวัดบ้านสวน", "ข้อบัญญัติ",
         "ข้าราชการองค์การบริหารส่วนจังหวัด"),
    ],
)  # fmt: skip
def test_each_kind_has_its_words(kind, full_name, abbreviation, mayor, palad, palad_full, ordinance, staff):
    words = words_of_office(kind, "บ้านสวน")
    assert (words.full_name, words.abbreviation, words.mayor, words.palad, words.palad_full, words.ordinance,
            words.staff) == (full_name, abbreviation, mayor, palad, palad_full, ordinance, staff)  # fmt: skip
    assert (words.opinion_of_palad, words.opinion_of_mayor) == (f"ความเห็น{palad}", f"ความเห็น{mayor}")
    assert (words.deputy_palad, words.deputy_mayor) == (f"รอง{palad}", f"รอง{mayor}")
    assert words.head_of_office == "หัวหน้าสำนักปลัด"
    assert "นายกเทศมนตรีเทศบาล" not in words.mayor
    assert words_of_office(kind, full_name) == words_of_office(kind, abbreviation) == words
    assert kind_word(kind) + "บ้านสวน" == full_name


def test_special_agencies_are_called_by_their_own_names():
    assert words_of_office("special", "เมืองพัทยา").mayor == "นายกเมืองพัทยา"
    assert words_of_office("special", "กรุงเทพมหานคร").mayor == "ผู้ว่าราชการกรุงเทพมหานคร"
    assert words_of_office("special", "กรุงเทพมหานคร").palad == "ปลัดกรุงเทพมหานคร"
    assert kind_word("special") == ""


def test_an_agency_may_word_an_office_otherwise():
    words = words_of_office("sao", "บ้านสวน", {"head_of_office": "หัวหน้าสำนักงานปลัด อบต.", "palad": ""})
    assert (words.head_of_office, words.palad) == ("หัวหน้าสำนักงานปลัด อบต.", "ปลัดองค์การบริหารส่วนตำบล")
    with pytest.raises(ValueError, match="no such word of office: sheriff"):
        words_of_office("sao", "บ้านสวน", {"sheriff": "x"})
    with pytest.raises(ValueError, match="unknown kind of agency: 'county'"):
        words_of_office("county", "บ้านสวน")
