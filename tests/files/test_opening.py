"""What is taken is what it says it is; what is not is refused with a reason, quickly, and hurts nobody."""

import io
import re
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from files.bounded import Refused
from files.names import clean_name, extension_of
from files.opening import KINDS, MOST_BYTES, SAVE_AS, open_file
from files.refusals import WORDS, words_of
from tests.files import made

HTML = b"<html><script>alert(1)</script></html>"


def why_not(content: bytes, name: str) -> str:
    """The code of the refusal; also that its sentence can be said."""
    began = time.monotonic()
    with pytest.raises(Refused) as caught:
        open_file(content, name=name)
    assert time.monotonic() - began < 20
    assert "%(" not in words_of(caught.value)
    return caught.value.code


@pytest.mark.parametrize(("content", "name", "media_type"), [
    (made.pdf(), "คำสั่ง.pdf", "application/pdf"),
    (made.photo(), "ภาพ.JPG", "image/jpeg"),
    (made.photo(), "ภาพ.jpeg", "image/jpeg"),
    (made.photo("PNG"), "ภาพ.png", "image/png"),
    (made.workbook(), "ทะเบียน.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (made.word(), "บันทึก.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
], ids=lambda value: value if isinstance(value, str) and "." in value else "")
def test_sound_files_are_taken(content: bytes, name: str, media_type: str) -> None:
    opened = open_file(content, name=name)
    assert (opened.media_type, opened.name) == (media_type, clean_name(name))
    if not media_type.startswith("image/"):
        assert opened.content == content


def test_text_is_read_for_the_look_at_identity_numbers() -> None:
    assert made.IDENTITY in open_file(made.pdf(made.IDENTITY), name="a.pdf").text
    assert made.IDENTITY in open_file(made.word("ก", in_table=made.IDENTITY), name="a.docx").text
    assert "1234567890121" in open_file(made.workbook("ก", 1234567890121), name="a.xlsx").text


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pictures_lose_their_place_and_stand_upright(kind: str) -> None:
    taken = made.photo_with_place(kind)
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825)  # the control: it is there before
    kept = open_file(taken, name=f"ภาพ.{'jpg' if kind == 'JPEG' else 'png'}").content
    picture = Image.open(io.BytesIO(kept))
    assert dict(picture.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & picture.info.keys()
    assert b"CANARY-PHONE" not in kept
    assert b"Exif" not in kept
    assert picture.size == (20, 40)
    red, blue = picture.convert("RGB").getpixel((10, 5)), picture.convert("RGB").getpixel((10, 35))
    assert (red[0] > 200, blue[2] > 200) == (True, True)


@pytest.mark.parametrize(("mode", "kind"), [
    ("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("I;16", "PNG"),
])
def test_every_way_of_colour_is_taken(mode: str, kind: str) -> None:
    taken = made.saved_as(Image.new(mode, (30, 20)), kind)
    kept = open_file(taken, name="ภาพ.jpg" if kind == "JPEG" else "ภาพ.png").content
    assert Image.open(io.BytesIO(kept)).size == (30, 20)


def test_a_phones_two_pictures_in_one_become_the_first() -> None:
    taken = made.saved_as(Image.new("RGB", (30, 20), "red"), "MPO", save_all=True,
                          append_images=[Image.new("RGB", (10, 10))])
    assert b"MPF" in taken
    kept = open_file(taken, name="ภาพ.jpg").content
    assert (Image.open(io.BytesIO(kept)).size, b"MPF" in kept) == ((30, 20), False)


def test_what_hangs_on_a_picture_is_gone() -> None:
    kept = open_file(made.photo() + HTML + b"PK\x05\x06", name="ภาพ.jpg").content
    assert HTML not in kept
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize("name", sorted(SAVE_AS))
def test_other_programs_files_are_told_what_to_save_as(name: str) -> None:
    assert why_not(b"anything", f"แฟ้ม.{name}") == "save_as"
    assert SAVE_AS[name] in KINDS


@pytest.mark.parametrize("name", ["a.exe", "a.zip", "a", "a.pdf.exe", ".pdf", "a.php", "a.js", "a.pdf\u202e"[:3]])
def test_other_kinds_are_not_taken(name: str) -> None:
    assert why_not(made.pdf(), name) == "kind_not_taken"


@pytest.mark.parametrize(("content", "name", "code"), [
    (b"", "a.pdf", "empty"),
    (b"MZ\x90\0", "a.pdf", "other_than_named"),
    (made.photo("PNG"), "a.jpg", "other_than_named"),
    (made.workbook(), "a.docx", "other_than_named"),
    (made.word(), "a.xlsx", "other_than_named"),
    (made.pdf(), "a.xlsx", "other_than_named"),
    (HTML, "a.png", "other_than_named"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.jpg", "other_than_named"),
    (b"GIF89a/*", "a.png", "other_than_named"),
    (made.OLE + bytes(600), "a.xlsx", "locked_or_old"),
    (made.OLE + bytes(600), "a.docx", "locked_or_old"),
    (made.OLE + bytes(600), "a.pdf", "other_than_named"),
])
def test_name_and_content_agree(content: bytes, name: str, code: str) -> None:
    assert why_not(content, name) == code


@pytest.mark.parametrize(("content", "code"), [
    (made.pdf(OpenAction=made.action("JavaScript", JS="app.alert(1)")), "has_programs"),
    (made.pdf(OpenAction=made.action("Launch", F="cmd.exe")), "has_programs"),
    (made.pdf(AA=pikepdf.Dictionary(WC=made.action("SubmitForm", F="https://example.org"))), "has_programs"),
    (made.pdf(AcroForm=pikepdf.Dictionary(XFA="<xdp/>", Fields=[])), "has_programs"),
    (made.pdf_with_a_file_inside(), "has_files"),
    (made.locked_pdf(), "locked"),
    (made.pdf() + HTML, "more_than_one_file"),
    (made.pdf().replace(b"%PDF-", b"%PDF-1.7\n%" + HTML + b"\n%PDF-", 1), "more_than_one_file"),
    (made.pdf() + made.workbook(), "more_than_one_file"),
    (made.pdf()[:300], "damaged"),
    (b"%PDF-1.7\n%%EOF\n", "damaged"),
    (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
     b"trailer<</Root 1 0 R>>\n%%EOF\n", "damaged"),
])
def test_hostile_pdfs(content: bytes, code: str) -> None:
    assert why_not(content, "a.pdf") == code


def test_a_harmless_start_page_is_no_program() -> None:
    go = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))
    assert open_file(made.pdf("see (/JS", OpenAction=go), name="a.pdf").extension == "pdf"


@pytest.mark.parametrize(("content", "name", "code"), [
    (made.png_that_says(20_000, 20_000), "a.png", "too_many_pixels"),
    (made.png_that_says(100, 100), "a.png", "damaged"),
    (made.photo()[:200], "a.jpg", "damaged"),
    (b"\xff\xd8\xff" + HTML, "a.jpg", "damaged"),
])
def test_hostile_pictures(content: bytes, name: str, code: str) -> None:
    assert why_not(content, name) == code


XXE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r>
</w:p></w:body></w:document>"""
BOOK, TEXT = made.workbook(), made.word()


@pytest.mark.parametrize(("content", "name", "code"), [
    (made.bomb(BOOK, "xl/sharedStrings.xml", 300 << 20), "a.xlsx", "unpacks_too_large"),
    (made.bomb(TEXT, "word/more.xml", 60 << 20), "a.docx", "unpacks_too_large"),
    (made.lying_bomb(BOOK, "xl/more.xml", 300 << 20), "a.xlsx", "damaged"),
    (made.with_named_parts(BOOK, {f"xl/{n}.xml": "" for n in range(1_001)}), "a.xlsx", "unpacks_too_large"),
    (made.with_named_parts(TEXT, {"word/document.xml": XXE}), "a.docx", "damaged"),
    (made.with_named_parts(TEXT, {"word/document.xml": XXE.decode().encode("utf-16")}), "a.docx", "damaged"),
    (made.with_named_parts(BOOK, {"xl/workbook.xml": XXE}), "a.xlsx", "damaged"),
    (made.with_named_parts(BOOK, {"xl/vbaProject.bin": b"x"}), "a.xlsx", "has_programs"),
    (made.with_named_parts(TEXT, {"word/vbaProject.bin": b"x"}), "a.docx", "has_programs"),
    (made.with_named_parts(TEXT, {"word/activeX/activeX1.bin": b"x"}), "a.docx", "has_programs"),
    (made.with_named_parts(TEXT, {"../../etc/cron.d/x": b"x"}), "a.docx", "damaged"),
    (made.with_named_parts(TEXT, {"/etc/x": b"x"}), "a.docx", "damaged"),
    (made.with_named_parts(TEXT, {}, comment=HTML), "a.docx", "more_than_one_file"),
    (TEXT + HTML, "a.docx", "more_than_one_file"),
    (b"PK\x03\x04" + HTML + TEXT, "a.docx", "more_than_one_file"),
    (made.with_named_parts(TEXT, {}, without=("word/document.xml",)), "a.docx", "damaged"),
    (made.with_named_parts(BOOK, {"xl/worksheets/sheet1.xml": b"<worksheet><no"}), "a.xlsx", "damaged"),
    (TEXT[: len(TEXT) // 2], "a.docx", "damaged"),
    (made.with_named_parts(TEXT, {}, without=("[Content_Types].xml",)), "a.docx", "other_than_named"),
])
def test_hostile_office_files(content: bytes, name: str, code: str) -> None:
    assert why_not(content, name) == code


def test_a_cell_at_the_far_end_is_read_or_refused_within_bounds() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        b"</sheetData></worksheet>"
    )
    opened = open_file(made.with_named_parts(BOOK, {"xl/worksheets/sheet1.xml": sheet}), name="a.xlsx")
    assert opened.text.strip().startswith("1")


def test_twenty_megabytes_and_not_one_byte_more() -> None:
    assert why_not(b"%PDF-" + bytes(MOST_BYTES), "a.pdf") == "too_large"


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("..\\..\\windows\\คำสั่ง.PDF", "คำสั่ง.pdf"),
    ("C:\\งาน\\ภาพ 1.jpg", "ภาพ 1.jpg"),
    ("รายงาน\u202efdp.exe", "รายงานfdp.exe"),
    ("ก\0ข\r\n.pdf", "กข_.pdf"),
    ('a"; filename="b.exe.pdf', "a_; filename=_b.exe.pdf"),
    ("con.pdf", "_con.pdf"),
    ("   .pdf", "pdf"),
    ("", "_"),
    ("...", "_"),
    ("a\u200b\u2066.pdf", "a.pdf"),
])
def test_names_are_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("letters", ["ก" * 100, "ที่ปรึกษา" * 30, "ก้" * 60, "x" + "ก้" * 60, "xx" + "ก้" * 60])
def test_long_thai_names_keep_their_extension_and_whole_letters(letters: str) -> None:
    kept = clean_name(f"{letters}.docx")
    assert len(kept.encode()) <= 240
    assert len(kept.encode()) > 225
    assert extension_of(kept) == "docx"
    stem = kept.removesuffix(".docx")
    assert letters.startswith(stem)
    assert letters[len(stem)] not in "่้๊๋ิีึืัุู"


def test_every_code_has_words() -> None:
    sources = [Path(f"files/{name}.py").read_text(encoding="utf-8") for name in ("opening", "parsers", "office_zip")]
    codes = {
        code for source in sources for call in re.findall(r"Refused\(([^\n]*)", source)
        for code in re.findall(r'"([a-z_]+)"(?=[,)\s])', call)
    }
    assert codes == WORDS.keys()
