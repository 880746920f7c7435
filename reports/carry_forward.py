"""What a new year's report takes over from last year's: its wording, labels and desks, never its dates or opinions.

Registered with ``measures.opening`` when Django starts. Texts stay as typed, years in them too; the page of what was
carried marks those. Empty start: the memorandum's number and dates, opinions and signatures of the desks, scores and
narratives (no row is made for them).

Not here: rows of measures and answers (``measures.services.carrying``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.doors import Standing
from measures.models import Plan
from measures.old_years import years_in
from measures.opening import Passage
from reports.lines import texts_of
from reports.models import Memo, ReportText, SignOffLine

TEXT_CARRIED = (
    "years_text", "document_kinds", "numerals", "title_full", "title_cover_lines", "heading_lines",
    "table_title_lines", "cover_lines", "foreword_heading", "foreword_paragraphs", "introduction_paragraphs",
    "indicator_heading", "oit_heading", "oit_code_style", "plan_heading_lines", "analysis_heading_lines",
    "analysis_threshold", "labels",
)  # fmt: skip
MEMO_CARRIED = ("heading", "agency_line", "subject", "to", "sections", "closing", "continuation_mark")
LINE_CARRIED = (
    "position_no", "role", "opinion_heading", "name", "name_present", "position", "is_acting", "acting_for",
)  # fmt: skip
TITLES = ("years_text", "title_full", "title_cover_lines", "cover_lines", "heading_lines", "table_title_lines")
"""What prints of which year the document is; in other texts an earlier year may well be meant."""
SHOWN = {
    "years_text": _("Fiscal year"), "title_full": _("Title"), "title_cover_lines": _("Cover lines"),
    "cover_lines": _("Cover lines"), "heading_lines": _("Heading lines"),
    "table_title_lines": _("Title lines of the table"), "foreword_heading": _("Foreword"),
    "foreword_paragraphs": _("Foreword"), "introduction_paragraphs": _("Introduction"),
    "indicator_heading": _("Heading of the indicator table"), "oit_heading": _("Heading of the OIT tables"),
    "plan_heading_lines": _("Heading lines"), "analysis_heading_lines": _("Heading lines"),
}  # fmt: skip


def carry(*, actor: Standing, plan: Plan, source: Plan) -> dict[str, int]:
    """Copy the words of the earlier year's report; nothing where it has none or the new year has some already."""
    years = {"agency": plan.agency}
    before = ReportText.objects.filter(**years, fiscal_year=source.fiscal_year).first()
    if before is None or ReportText.objects.filter(**years, fiscal_year=plan.fiscal_year).exists():
        return {"report_texts": 0, "desks": 0}
    text = ReportText.objects.create(**years, fiscal_year=plan.fiscal_year, **_copied(before, TEXT_CARRIED))
    memo = Memo.objects.filter(report_text=before).first()
    if memo is not None:
        Memo.objects.create(report_text=text, **_copied(memo, MEMO_CARRIED))
    desks = SignOffLine.objects.bulk_create(
        SignOffLine(report_text=text, **_copied(line, LINE_CARRIED))
        for line in SignOffLine.objects.filter(report_text=before)
    )
    return {"report_texts": 1, "desks": len(desks)}


def counts(source: Plan) -> dict[str, int]:
    """What ``carry`` would make."""
    texts = ReportText.objects.filter(agency=source.agency_id, fiscal_year=source.fiscal_year)
    return {"report_texts": texts.count(), "desks": SignOffLine.objects.filter(report_text__in=texts).count()}


def passages(plans: list[Plan]) -> Iterable[tuple[int, Passage]]:
    """The printed words of an agency's years, each with its year and the page that edits it, in three queries."""
    years = [plan.fiscal_year for plan in plans]
    texts = ReportText.objects.filter(agency__in={plan.agency_id for plan in plans}, fiscal_year__in=years)
    for text in texts.defer("provenance").select_related("memo").prefetch_related("sign_off_lines"):
        for passage in _passages_of(text):
            yield text.fiscal_year, passage


def titles_of_other_years(plan: Plan) -> list[str]:
    """The titles and covers of the year's report that name years but none of those the plan stands for; one query."""
    meant = {plan.fiscal_year, plan.measures_year, plan.assessed_year}
    text = ReportText.objects.filter(agency=plan.agency_id, fiscal_year=plan.fiscal_year).defer("provenance").first()
    labels = []
    for name in TITLES if text else ():
        found = {each.fiscal_year for each in years_in(_plain(getattr(text, name)))}
        if found and not found & meant:
            labels.append(str(SHOWN[name]))
    return list(dict.fromkeys(labels))


def _passages_of(text: ReportText) -> Iterable[Passage]:
    part, place = _("Texts of the report"), ""
    for name, label in SHOWN.items():
        yield Passage(part, label, place, _plain(getattr(text, name)), "text_edit")
    for columns in (text.labels or {}).values():
        words = "\n".join(str(one.get("label") or "") for one in columns)
        yield Passage(part, _("Column labels"), place, words, "text_edit")
    memo = getattr(text, "memo", None)
    if memo is not None:
        part = _("Memorandum")
        yield Passage(part, _("Subject"), place, memo.subject, "memo_edit")
        for section in memo.sections or []:
            words = "\n".join([str(section.get("heading") or ""), *texts_of(section.get("paragraphs") or [])])
            yield Passage(part, _("Memorandum"), place, words.strip(), "memo_edit")
        yield Passage(part, _("Closing"), place, memo.closing, "memo_edit")
    for line in text.sign_off_lines.all():
        words = "\n".join(part for part in (line.opinion_heading, line.name, line.position, line.acting_for) if part)
        yield Passage(_("Sign-off"), _("Desk"), place, words, "sign_off_lines_edit")


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(texts_of(value or []))


def _copied(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
