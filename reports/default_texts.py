"""Title, cover and heading as the portal words them for a year that has no words of its own.

They stand in for all of them or for none: as soon as the agency has written its title, cover or heading, an empty one
means that it is left out (a real document without a cover stays without one).

Not here: an agency's own words (``ReportText``). Source: LAYOUTS A2 and A4.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.content import AgencyFacts
from reports.models import ReportKind
from reports.models.report import WITHOUT_ROUND
from thai.dates import be_year, month_names
from thai.digits import to_thai
from thai.fiscal_year import SIX_MONTHS, round_span

_ABOUT = "เพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
TITLES = {
    ReportKind.RESULT: f"รายงานผลการดำเนินการ{_ABOUT}",
    ReportKind.PROGRESS: f"รายงานความก้าวหน้าการดำเนินการ{_ABOUT}",
    ReportKind.PLAN: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    ReportKind.SCORES: "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน",
}


@dataclass(frozen=True)
class DefaultTexts:
    title: str
    cover_lines: tuple[str, ...]
    heading_lines: tuple[str, ...]


def default_texts(*, agency: AgencyFacts, kind: str, fiscal_year: int, round_name: str, numerals: str) -> DefaultTexts:
    """The words for this kind and year, in Thai numerals unless ``numerals`` is ``arabic``."""
    title = TITLES[ReportKind(kind)]
    when = [f"ประจำปีงบประมาณ พ.ศ. {fiscal_year}"]
    if round_name == SIX_MONTHS and kind not in WITHOUT_ROUND:
        when.append(_six_months(fiscal_year))
    if numerals != "arabic":
        when = [to_thai(line) for line in when]
    place = place_line(agency)
    named = f"{agency.full_name} {place}".strip()
    return DefaultTexts(
        title=f"{title} {when[0]}",
        cover_lines=tuple(line for line in (title, *when, agency.full_name, place) if line),
        heading_lines=(title, *when, named),
    )


def place_line(agency: AgencyFacts) -> str:
    """``อำเภอเซกา จังหวัดบึงกาฬ``, with what is known of it."""
    pairs = (("อำเภอ", agency.amphoe), ("จังหวัด", agency.changwat))
    return " ".join(f"{word}{name.removeprefix(word)}" for word, name in pairs if name)


def _six_months(fiscal_year: int) -> str:
    span = round_span(fiscal_year, SIX_MONTHS)
    months = month_names()
    first, last = (f"{months[day.month - 1]} {be_year(day)}" for day in span)
    return f"รอบ 6 เดือน ({first} – {last})"
