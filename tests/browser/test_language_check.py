"""The language check itself can fail: seeded words of the wrong language are found, allowed ones are not."""

from tests.browser.language import foreign_words

PAGE = '<html lang="{language}"><body><p>{text}</p></body></html>'


def check(language: str, text: str, user_data: list[str] | None = None) -> list[str]:
    return foreign_words(PAGE.format(language=language, text=text), language, user_data or [])


def test_a_latin_word_in_a_thai_page_is_found():
    assert check("th", "บันทึก Save แล้ว") == ["Save"]


def test_allowed_names_and_addresses_are_not():
    assert check("th", "ผล ITA ข้อ o12 ที่ https://www.example.go.th/a และ PDF") == []


def test_a_thai_word_in_an_english_page_is_found():
    assert check("en", "Saved บันทึก") == ["บันทึก"]


def test_user_data_and_marked_parts_are_set_aside():
    assert check("en", 'Agency <b lang="th">เทศบาลตำบล</b> of บ้านสวน', ["บ้านสวน"]) == []


def test_a_text_with_a_hit_marked_in_it_is_one_text():
    assert check("th", "<p><mark>มาตร</mark>การ Plan</p> <mark>Save</mark>", ["มาตรการ Plan"]) == ["Save"]


def test_attributes_are_heard():
    assert check("th", '<button aria-label="Close">ปิด</button><img alt="Emblem">') == ["Close", "Emblem"]


def test_scripts_and_void_elements_do_not_confuse():
    assert check("th", "<br><script>var Save</script><input type='text'>ปิด <em>Open</em>") == ["Open"]
