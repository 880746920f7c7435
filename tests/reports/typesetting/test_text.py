"""What is printed of a text, and the signs that steer its line breaks."""

import pytest

from reports.typesetting.breaking import loosen, portions, width_in_letters, words
from reports.typesetting.places import DICTIONARY_FILE, STOCK_DICTIONARY_FILE, built
from reports.typesetting.text import END_KEEP, KEEP, as_printed, cleaned, for_print, unprintable
from tests.reports.hostile_text import EVERY
from tests.reports.pdf_text import squeezed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ทํา น้ํา เเก้", "ทำ น้ำ แก้"),
        ("a\u200bb\u202ec\u00add\ufe0f", "abcd"),
        ("บรรทัด\r\nใหม่\x07", "บรรทัด\nใหม่"),
        ("☐ ☑ ≥ ฿ é", "☐ ☑ ≥ ฿ é"),
        ("好 ม", "□ ม"),
        ("ﬁn\u3000ก", "fin ก"),
    ],
)
def test_the_paper_shows_what_was_typed_without_what_cannot_be_seen(typed: str, printed: str) -> None:
    assert as_printed(typed) == printed


def test_unprintable_characters_are_named_once_and_only_they() -> None:
    assert unprintable("กข ☑ 好好 😀 é □ ﬁ\n\t\u200b") == {"好", "😀"}


@pytest.mark.parametrize("text", EVERY, ids=range(len(EVERY)))
@pytest.mark.parametrize("room", [4, 8, 20, 60])
def test_steering_signs_change_no_letter(text: str, room: int) -> None:
    assert squeezed(for_print(text, room)) == squeezed(as_printed(text))


def test_no_hyphen_can_end_a_line() -> None:
    kept = for_print("ยืม - คืนของ ๑-๓๐ E-Service").replace(KEEP, "<").replace(END_KEEP, ">")
    assert kept == "ยืม\u00a0<- คืน>\u200bของ ๑<-๓๐> E<-Service>"
    assert "-\u200b" not in for_print("https://a-b-c-d.example/e-f-g-h-i-j-k-l?m-n", room=3)


def test_a_long_address_is_parted_at_its_signs_and_a_short_word_is_not() -> None:
    assert for_print("www.phaidum.go.th Facebook", room=12) == "www.\u200bphaidum.\u200bgo.\u200bth Facebook"


def test_a_thai_word_wider_than_its_column_is_parted_where_shorter_words_end() -> None:
    assert words("ผู้รับผิดชอบงาน", built(DICTIONARY_FILE)) == ["ผู้รับผิดชอบ", "งาน"]
    assert words("ผู้รับผิดชอบ", built(STOCK_DICTIONARY_FILE)) == ["ผู้", "รับผิดชอบ"]
    assert loosen("ผู้รับผิดชอบงาน", 8) == "ผู้รับผิดชอบงาน"
    assert loosen("ผู้รับผิดชอบงาน", 7) == "ผู้\u200bรับผิดชอบงาน"


def test_no_mark_is_torn_from_its_letter_even_in_the_narrowest_column() -> None:
    for piece in loosen("นายกเทศมนตรีผู้มีอำนาจน้ำใจ", 1).split("\u200b"):
        assert piece[0] not in "ะาำัิีึืุู็่้๊๋์", piece


def test_portions_add_up_and_end_where_words_do() -> None:
    text = "การดำเนินการของหน่วยงาน" * 30 + " abc " * 20
    pieces = portions(text, 100)
    assert "".join(pieces) == text
    assert len(pieces) > 5
    assert all(width_in_letters(piece) <= 100 for piece in pieces)
    assert all(piece[0] not in "ะาำัิีึืุู็่้๊๋์" for piece in pieces)


def test_cleaning_twice_changes_nothing_more() -> None:
    for text in EVERY:
        assert cleaned(cleaned(text)) == cleaned(text)
