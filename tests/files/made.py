"""Files made for tests: sound ones of each kind, and hostile ones of many.

Not here: the tests.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pikepdf
from PIL import Image, TiffImagePlugin

IDENTITY = "1-2345-67890-12-1"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(thing) -> bytes:
    """What anything with a ``save`` method writes."""
    target = io.BytesIO()
    thing.save(target)
    return target.getvalue()


def saved_as(picture: Image.Image, kind: str, **options) -> bytes:
    """The picture's bytes in this format."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def pdf(text: str = "", **root) -> bytes:
    """A PDF of one page with a line of Latin letters and digits; ``root`` adds to its catalogue."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 300))
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
    )
    page.Contents = document.make_stream(f"BT /F1 12 Tf 20 150 Td ({text}) Tj ET".encode())
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


def locked_pdf() -> bytes:
    target = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(target, encryption=pikepdf.Encryption(user="ลับ", owner="ลับ"))
    return target.getvalue()


def pdf_with_a_file_inside() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["inside.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")
    return saved(document)


def action(kind: str, **values) -> pikepdf.Dictionary:
    """A PDF action of a kind."""
    return pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name(f"/{kind}"), **values)


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options) -> bytes:
    """A picture whose left half is red and right half blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return saved_as(picture, kind, **options)


def photo_with_place(kind: str = "JPEG") -> bytes:
    """As a phone takes it: lying on its side, with make, day and GPS position."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-PHONE"
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x8825] = {1: "N", 2: tuple(TiffImagePlugin.IFDRational(n) for n in (13, 21, 44)), 29: "2025:03:14"}
    return photo(kind, exif=exif)


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes that declare a huge picture."""
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def workbook(*cells: object) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(cells or ("กิจกรรม", "ผล"))
    return saved(book)


def word(text: str = "ประชุมคณะทำงาน", in_table: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    if in_table:
        document.add_table(1, 1).cell(0, 0).text = in_table
    return saved(document)


def with_named_parts(
    office: bytes, parts: dict[str, bytes | str], *, without: tuple[str, ...] = (), comment: bytes = b""
) -> bytes:
    """The same zip with these parts put in or replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts and entry.filename not in without:
                new.writestr(entry.filename, old.read(entry))
        for name, body in parts.items():
            new.writestr(name, body)
        new.comment = comment
    return target.getvalue()


def bomb(office: bytes, name: str, size: int) -> bytes:
    """The same zip with a part of so many zero bytes."""
    target = io.BytesIO(office)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        piece = bytes(1 << 20)
        for _each in range(size >> 20):
            part.write(piece)
    return target.getvalue()


def lying_bomb(office: bytes, name: str, size: int) -> bytes:
    """A bomb whose directory says that it unpacks to ten bytes."""
    content = bytearray(bomb(office, name, size))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)
