"""The deeds on a year's printed words: texts, desks, memorandum, scores.

Each writes only the fields a person changed, counts the version up, leaves a change row and marks the year as touched;
all of it stands or falls together. A row saved by somebody else since raises Stale and nothing is written.

Not here: rows of measures, answers and analysis (``measures.services``), composing (``services``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.doors import Standing
from audit.services import record_change
from indicators.models import ScoreRow
from measures.models import Plan
from measures.services import Stale
from reports.compose import NoSuchYear
from reports.models import Memo, ReportText, SignOffLine
from thai.dates import DateError, parse_be_date
from thai.digits import NumberError, parse_decimal

LABELS = "labels_"
TEXT_FIELDS = frozenset({
    "numerals", "title_full", "title_cover_lines", "heading_lines", "table_title_lines", "cover_lines",
    "foreword_heading", "foreword_paragraphs", "introduction_paragraphs", "indicator_heading", "oit_heading",
    "plan_heading_lines", "analysis_heading_lines", "years_text",
})  # fmt: skip
LINE_FIELDS = frozenset({"role", "opinion_heading", "opinion", "name", "position", "is_acting", "acting_for"})
MEMO_FIELDS = frozenset({
    "heading", "agency_line", "ref_no", "date_text", "subject", "to", "closing", "continuation_mark",
    "announced_on_text",
})  # fmt: skip
DATES = {"date_text": "date", "announced_on_text": "announced_on"}
SCORE_FIELDS = frozenset({
    "code_text", "number_text", "title", "indicator_label", "text", "level_text", "rank_text",
})  # fmt: skip

RowEdits = list[tuple[int | None, dict[str, Any], bool]]
"""(row id or None for a new row, changed fields, whether to delete), as ``RowsFormSet.edits`` gives them."""


@dataclass
class _Held:
    """A year locked for one deed."""

    actor: Standing
    plan: Plan | None
    text: ReportText

    def trace(self, act: str, row: models.Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        record_change(
            actor=self.actor.user, act=act, row=row, agency_id=self.actor.agency.pk, office=self.actor.office_words,
            before=before, after=after,
        )  # fmt: skip
        if self.plan:
            self.plan.touched_at = timezone.now()
            self.plan.save(update_fields=["touched_at"])

    def next_version(self, *names: str) -> None:
        self.text.version += 1
        self.text.save(update_fields=[*names, "version"] if self.text.pk else None)


def save_texts(*, actor: Standing, fiscal_year: int, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write changed texts and column labels (``labels_<table>``: a list of labels); False when nothing changed."""
    with _held(actor, fiscal_year, seen_version) as held:
        if not changes:
            return False
        plain = {name: value for name, value in changes.items() if not name.startswith(LABELS)}
        before, after = _apply(held.text, plain, TEXT_FIELDS)
        tables = {name.removeprefix(LABELS): value for name, value in changes.items() if name.startswith(LABELS)}
        if tables:
            before["labels"], held.text.labels = held.text.labels, _relabelled(held.text.labels or {}, tables)
            after["labels"] = held.text.labels
        held.next_version(*after)
        held.trace("texts.edited", held.text, before, after)
    return True


def save_sign_off_lines(*, actor: Standing, fiscal_year: int, seen_version: int, edits: RowEdits) -> bool:
    """Add, change and remove desks; SignOffLine.DoesNotExist for a line of another year or agency."""
    with _held(actor, fiscal_year, seen_version) as held:
        if not edits:
            return False
        held.next_version()
        before, after = {}, {}
        for row_id, changes, delete in edits:
            old, new, row = _edit_line(held.text, row_id, changes, delete)
            before |= {f"{row}.{name}": value for name, value in old.items()}
            after |= {f"{row}.{name}": value for name, value in new.items()}
        held.trace("sign_off.edited", held.text, before, after)
    return True


def save_memo(*, actor: Standing, fiscal_year: int, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write changed lines and sections (``section_<n>_heading``, ``section_<n>_paragraphs``) of the memorandum.

    A printed date that can be read sets its day beside it; one that cannot leaves none.
    """
    with _held(actor, fiscal_year, seen_version) as held:
        if not changes:
            return False
        held.next_version()
        memo = Memo.objects.filter(report_text=held.text).first() or Memo(report_text=held.text)
        lines = {name: value for name, value in changes.items() if not name.startswith("section_")}
        before, after = _apply(memo, lines, MEMO_FIELDS)
        for name in DATES.keys() & lines.keys():
            setattr(memo, DATES[name], _day(lines[name]))
        sections = {name: value for name, value in changes.items() if name.startswith("section_")}
        if sections:
            before["sections"], memo.sections = memo.sections, _resectioned(memo.sections or [], sections)
            after["sections"] = memo.sections
        memo.save()
        held.trace("memo.edited", memo, before, after)
    return True


def save_score(*, actor: Standing, fiscal_year: int, score_id: int, changes: dict[str, Any]) -> bool:
    """Write changed words of one score; its value is the printed figure read anew, none when it is no number."""
    with _held(actor, fiscal_year) as held:
        row = ScoreRow.objects.get(pk=score_id, sheet__agency=actor.agency, sheet__report_year=fiscal_year)
        if not changes:
            return False
        before, after = _apply(row, changes, SCORE_FIELDS)
        if "text" in changes:
            before["value"], row.value = row.value, _figure(changes["text"])
            after["value"] = row.value
        row.save(update_fields=list(after))
        held.trace("score.edited", row, before, after)
    return True


@contextmanager
def _held(actor: Standing, fiscal_year: int, seen_version: int | None = None) -> Iterator[_Held]:
    if not actor.may("edit_texts"):
        raise PermissionDenied("edit_texts")
    with transaction.atomic():
        years = {"agency": actor.agency, "fiscal_year": fiscal_year}
        plan = Plan.objects.select_for_update(of=("self",)).filter(**years).first()
        text = ReportText.objects.select_for_update(of=("self",)).filter(**years).first()
        if plan is None and text is None:
            raise NoSuchYear(str(fiscal_year))
        text = text or ReportText(**years, version=0)
        if seen_version is not None and text.version != seen_version:
            raise Stale(text)
        yield _Held(actor, plan, text)


def _apply(row: models.Model, changes: dict[str, Any], editable: frozenset[str]) -> tuple[dict, dict]:
    if foreign := changes.keys() - editable:
        raise ValueError(f"not editable: {sorted(foreign)}")
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    return before, dict(changes)


def _relabelled(stored: dict[str, Any], tables: dict[str, list[str]]) -> dict[str, Any]:
    """The labels with some tables' words replaced; widths and whatever else a column says stay with its place."""
    labels = dict(stored)
    for table, words in tables.items():
        old = stored.get(table) or []
        if len(words) != len(old):
            old = [{"width": None}] * len(words)
        labels[table] = [{**column, "label": word} for column, word in zip(old, words, strict=True)]
        if not words:
            del labels[table]
    return labels


def _edit_line(text: ReportText, row_id: int | None, changes: dict[str, Any], delete: bool) -> tuple[dict, dict, int]:
    if row_id is None:
        last = SignOffLine.objects.filter(report_text=text).aggregate(last=Max("position_no"))["last"] or 0
        row = SignOffLine(report_text=text, position_no=last + 1)
    else:
        row = SignOffLine.objects.get(pk=row_id, report_text=text)
    if delete:
        before = {name: getattr(row, name) for name in sorted(LINE_FIELDS)}
        number = row.pk
        row.delete()
        return before, {}, number
    before, after = _apply(row, changes, LINE_FIELDS)
    if row.name:
        row.name_present = True
    row.save()
    return before, after, row.pk


def _resectioned(stored: list[dict[str, Any]], changes: dict[str, Any]) -> list[dict[str, Any]]:
    sections = [dict(section) for section in stored]
    for name, value in changes.items():
        _prefix, number, what = name.split("_")
        while len(sections) < int(number):
            sections.append({"heading": "", "paragraphs": []})
        sections[int(number) - 1][what] = value
    return [one for one in sections if one.get("heading") or one.get("paragraphs")]


def _day(text: str) -> Any:
    try:
        return parse_be_date(text)
    except DateError:
        return None


def _figure(text: str) -> float | None:
    try:
        return float(parse_decimal(text))
    except NumberError:
        return None
