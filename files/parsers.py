"""One function per kind of file, run inside ``files.bounded``: opens the bytes with the parser of their kind.

Each returns ({"text": what can be read in it, "pages": …}, bytes) where the bytes are the file written anew, or empty
when it may stay as it came. Each raises Refused, or whatever its parser stumbles over, which ``files.opening`` takes
for a damaged file. Parsers are imported inside, so the caller never loads them.

Not here: which function is for which file (``files.opening``), zips (``files.office_zip``).
"""

from __future__ import annotations

import io
import re
from typing import Any

from files.bounded import Refused
from files.office_zip import check_office_zip

MOST_LETTERS = 2_000_000
MOST_ROWS = 50_000
MOST_PAGES = 2_000
MOST_PIXELS = 50_000_000
JPEG_QUALITY = 88

_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|svg|iframe|\?php)\b", re.IGNORECASE)
_WORTH_A_LOOK = re.compile(rb"/(JS|JavaScript|Launch|SubmitForm|ImportData|GoToE|RichMedia\w*|EF|XFA)\b")
_ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE"}
_ACTIVE_KEYS = {"/JS", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_DEEPEST = 100
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def open_pdf(content: bytes) -> tuple[dict[str, Any], bytes]:
    """A PDF without a password, programs or files inside; it stays byte for byte, since it may be signed."""
    import pikepdf

    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b"?"
    if not content.startswith(b"%PDF-") or _HTML.search(content[:2048]) or tail.strip(b"\r\n\t \0\x1a"):
        raise Refused("more_than_one_file" if content.startswith(b"%PDF-") and tail != b"?" else "damaged")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Refused("locked")
            pages = len(pdf.pages)
            if not 0 < pages <= MOST_PAGES:
                raise Refused("damaged" if not pages else "too_many_pages", most=MOST_PAGES)
            for each in pdf.objects:
                _check_pdf_object(each)
    except pikepdf.PasswordError as problem:
        raise Refused("locked") from problem
    except (pikepdf.PdfError, ValueError) as problem:
        raise Refused("damaged") from problem
    return {"text": _text_of_pdf(content), "pages": pages}, b""


def _check_pdf_object(each: Any) -> None:
    import pikepdf

    plain = each.stream_dict if isinstance(each, pikepdf.Stream) else each
    if isinstance(plain, pikepdf.Dictionary | pikepdf.Array) and _WORTH_A_LOOK.search(plain.unparse(resolved=True)):
        _walk(plain, 0)


def _walk(value: Any, depth: int) -> None:
    """Looks at everything written directly inside one object; what it refers to is looked at on its own."""
    import pikepdf

    if depth > _DEEPEST:
        raise Refused("damaged")
    if isinstance(value, pikepdf.Array):
        inside = list(value)
    elif isinstance(value, pikepdf.Dictionary):
        keys = set(value.keys())
        if keys & _ACTIVE_KEYS or str(value.get("/S", "")) in _ACTS or str(value.get("/Subtype", "")) == "/RichMedia":
            raise Refused("has_programs")
        if "/EF" in keys:
            raise Refused("has_files")
        inside = [value.get(key) for key in keys]
    else:
        return
    for each in inside:
        if isinstance(each, pikepdf.Array | pikepdf.Dictionary) and not each.is_indirect:
            _walk(each, depth + 1)


def _text_of_pdf(content: bytes) -> str:
    """The text of the pages; empty for scanned ones."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Refused("damaged") from problem
    parts: list[str] = []
    room = MOST_LETTERS
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as problem:
            raise Refused("damaged") from problem
        words = page.get_textpage()
        parts.append(words.get_text_bounded()[:room])
        room -= len(parts[-1])
        words.close()
        page.close()
        if room <= 0:
            break
    return "\n".join(parts).encode("utf-8", "replace").decode()


def open_image(content: bytes, *, kind: str) -> tuple[dict[str, Any], bytes]:
    """A picture (``JPEG`` or ``PNG``), turned upright and written anew: pixels only, nothing of camera or place."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # counted below, before anything is decoded
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("too_many_pixels", width=picture.width, height=picture.height, most=MOST_PIXELS // 10**6)
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except UnidentifiedImageError as problem:
        raise Refused("damaged") from problem
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise Refused("damaged") from problem
    written = io.BytesIO()
    if kind == "JPEG":
        upright = upright if upright.mode in ("L", "RGB") else upright.convert("RGB")
        upright.info = {}
        upright.save(written, "JPEG", quality=JPEG_QUALITY)
    else:
        upright.info = {name: value for name, value in upright.info.items() if name == "transparency"}
        upright.save(written, "PNG")
    return {"text": "", "width": upright.width, "height": upright.height}, written.getvalue()


def open_workbook(content: bytes) -> tuple[dict[str, Any], bytes]:
    """An XLSX workbook without programs; its text is that of the cells, row by row."""
    check_office_zip(content, folder="xl")
    import openpyxl

    parts: list[str] = []
    letters = 0
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            parts.append("\t".join(_cell_words(value) for value in row if value is not None))
            letters += len(parts[-1])
            if len(parts) > MOST_ROWS or letters > MOST_LETTERS:
                return {"text": "\n".join(parts)}, b""
    return {"text": "\n".join(parts)}, b""


def open_word(content: bytes) -> tuple[dict[str, Any], bytes]:
    """A DOCX file without programs; its text is that of the body with its tables, of headers and footers."""
    check_office_zip(content, folder="word")
    import docx

    package = docx.Document(io.BytesIO(content)).part.package
    roots = [part.element for part in package.iter_parts() if hasattr(part, "element")]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(f"{_W}p"))
    text = "\n".join("".join(run.text or "" for run in paragraph.iter(f"{_W}t")) for paragraph in paragraphs)
    return {"text": text[:MOST_LETTERS]}, b""


def _cell_words(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

