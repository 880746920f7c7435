"""Live rows of a year become the frozen content of a report, in a fixed number of queries.

Not here: the rows (``compose_rows``), the portal's own wording where a year has none (``default_texts``,
``sign_off_texts``), what a layout prints of it (``sections``), storing it (``services``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import Agency
from accounts.selectors import current_appointments
from measures.models import Plan, Round
from reports.compose_rows import ComposedRows, compose_rows
from reports.compose_scores import compose_scores
from reports.content import AgencyFacts, Label, ReportContent, ScoresContent
from reports.default_texts import default_texts
from reports.lines import lines_of_text, texts_of
from reports.models import ReportKind, ReportText, SignOffLine
from reports.sign_off_texts import compose_sign_off

REPORT_WORD = "รายงาน"
"""What calls itself so in title, cover or heading is no plan: a plan then has the portal's own words."""


class NoSuchYear(LookupError):
    """The agency has recorded nothing for this fiscal year."""


@dataclass(frozen=True)
class Composed:
    """What a report says, and of a plan the rows it says it of, as ``Snapshot.rows`` keeps them."""

    content: ReportContent
    rows: list[dict[str, Any]]


def compose_content(**asked: Any) -> ReportContent:
    """What a report says today, without its rows; asked as ``compose`` is."""
    return compose(**asked).content


def compose(
    *, agency: Agency, fiscal_year: int, kind: str = ReportKind.RESULT, round_name: str = Round.TWELVE_MONTHS,
    default_numerals: str = "thai",
) -> Composed:  # fmt: skip
    """What a report of this kind and round says today. Needs the agency's scope.

    ``default_numerals`` is the layout's style, for a year that has none of its own. Raises NoSuchYear.
    """
    plan = Plan.objects.filter(agency=agency, fiscal_year=fiscal_year).first()
    text = ReportText.objects.filter(agency=agency, fiscal_year=fiscal_year).defer("provenance").first()
    if plan is None and text is None:
        raise NoSuchYear(str(fiscal_year))
    facts = agency_facts(agency)
    scores = compose_scores(plan=plan) if plan and kind == ReportKind.SCORES else ScoresContent()
    year = scores.assessed_year or fiscal_year  # scores are named after the year they are of
    lines = SignOffLine.objects.filter(report_text=text).defer("provenance") if text else ()
    rows = compose_rows(plan=plan, kind=kind, round_name=round_name) if plan else ComposedRows({}, [])
    content = ReportContent(
        scores=scores, kind=str(kind), fiscal_year=fiscal_year, round=str(round_name), agency=facts,
        is_demo=agency.is_demo,
        sign_off=compose_sign_off(agency=agency, lines=lines, appointments=current_appointments(agency=agency)),
        **_texts_of(text, facts, kind, year, round_name, default_numerals), **rows.fields,
    )  # fmt: skip
    return Composed(content, rows.ids)


def agency_facts(agency: Agency) -> AgencyFacts:
    """What a document says of the agency."""
    return AgencyFacts(
        kind=agency.kind, name=agency.name, full_name=agency.full_name,
        tambon=agency.tambon, amphoe=agency.amphoe, changwat=agency.changwat,
    )  # fmt: skip


def _texts_of(
    text: ReportText | None, facts: AgencyFacts, kind: str, year: int, round_name: str, default_numerals: str
) -> dict[str, Any]:
    text = text or ReportText(fiscal_year=year, numerals=default_numerals)
    title, cover = text.title_full, texts_of(text.cover_lines) or texts_of(text.title_cover_lines)
    heading = texts_of(text.heading_lines)
    if _is_of_another_kind(kind, (title, *cover, *heading)):
        title, cover, heading = "", (), ()  # the year has one set of words, and these are another report's
    if not (title or cover or heading):
        default = default_texts(
            agency=facts, kind=kind, fiscal_year=year, round_name=round_name,
            numerals="arabic" if text.numerals == ReportText.Numerals.ARABIC else "thai",
        )  # fmt: skip
        title, cover, heading = default.title, default.cover_lines, default.heading_lines
    return {
        "numerals": text.numerals,
        "title": title or " ".join(heading or cover),
        "cover_lines": cover,
        # A title that stands nowhere else is printed as the heading: no written word is lost.
        "heading_lines": heading if heading or cover else tuple(line.text for line in lines_of_text(title)),
        "table_title_lines": texts_of(text.table_title_lines),
        "foreword_heading": text.foreword_heading,
        "foreword": texts_of(text.foreword_paragraphs),
        "introduction": texts_of(text.introduction_paragraphs),
        "indicator_heading": text.indicator_heading,
        "oit_heading": text.oit_heading,
        "plan_heading_lines": texts_of(text.plan_heading_lines),
        "labels": {name: _labels(columns) for name, columns in sorted((text.labels or {}).items())},
    }


def _is_of_another_kind(kind: str, lines: Iterable[str]) -> bool:
    """Whether a year's title words are those of its report of results where a plan or the scores are printed.

    A report of results prints the year's words whatever they call themselves: what an agency wrote is never left out.
    """
    is_of_results = any(line.strip().startswith(REPORT_WORD) for line in lines)
    return kind == ReportKind.SCORES or (kind == ReportKind.PLAN and is_of_results)


def _labels(columns: Iterable[Any] | None) -> tuple[Label, ...]:
    return tuple(
        Label(label=str(column.get("label") or ""), width=_width(column.get("width")))
        for column in columns or ()
    )


def _width(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None
