"""The Thai file name of a report's PDF: kind, agency, year and round, safe on every file system.

Not here: how it travels in a header (Django's ``content_disposition_header``, RFC 6266).
"""

from __future__ import annotations

import re
import unicodedata

from measures.models import Round
from reports.models import Report, ReportKind

LONGEST_BYTES = 240
"""In UTF-8, without the ending: file systems stop at 255 bytes, which are only 85 Thai letters."""
KINDS = {
    ReportKind.RESULT: "รายงานผลการดำเนินการ",
    ReportKind.PROGRESS: "รายงานความก้าวหน้า",
    ReportKind.PLAN: "มาตรการ",
    ReportKind.SCORES: "ผลคะแนน",
}
_SARA_AM = "\u0e33"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+')


def report_file_name(report: Report, *, number: int | None = None) -> str:
    """``รายงานผลการดำเนินการ 2568 เทศบาลตำบลศรีพนา.pdf``; ``number`` names the snapshot."""
    rounds = {Round.SIX_MONTHS: "รอบ 6 เดือน"}
    snapshot = f"ฉบับที่เสนอ {number}" if number else ""
    kind = KINDS[ReportKind(report.kind)]
    return pdf_file_name(kind, report.fiscal_year, rounds.get(report.round), report.agency.full_name, snapshot)


def pdf_file_name(*parts: object) -> str:
    """The parts with spaces between, cut to what file systems hold; ``report.pdf`` when nothing printable is left."""
    words = " ".join(_UNSAFE.sub(" ", str(part)) for part in parts if part)
    stem = " ".join(unicodedata.normalize("NFC", words).split()).strip(". ")
    return f"{_cut(stem) or 'report'}.pdf"


def _cut(stem: str) -> str:
    """Never in the middle of a letter and its marks."""
    end = len(stem.encode()[:LONGEST_BYTES].decode(errors="ignore"))
    while 0 < end < len(stem) and (unicodedata.category(stem[end]) == "Mn" or stem[end] == _SARA_AM):
        end -= 1
    return stem[:end].strip()
