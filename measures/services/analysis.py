"""The deeds on the analysis by ประเด็น: laying headings out, drafting, accepting a draft, writing, choosing items.

A draft never touches the text that counts; only a person's press or words do. Each deed counts the version up, leaves a
change row and stands or falls as a whole.

Not here: the words of a draft (``measures.narratives``), what they rest on (``measures.selectors.analysis``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.doors import Standing
from measures.issues import Heading, as_earlier, blocks_of, by_indicator, by_issue, codes_in_blocks, in_no_issue
from measures.models import IssueAnalysis, Plan
from measures.narratives import failing_codes_in, prefers_arabic
from measures.selectors.analysis import (
    Assessed,
    IssueState,
    analyses_of,
    earlier_analysis,
    earlier_measures,
    indicator_names,
    issue_names,
    items_of,
    live_draft,
    read_assessed,
    token_of,
    token_of_all,
)
from measures.selectors.assessed import assessed_year_of
from measures.services.saving import apply, close_gaps, fresh, held, save_next_version, trace
from thai.digits import to_thai

ACT = "edit_analysis"
EDITABLE = frozenset({"number_text", "title", "heading_text", "narrative"})
ACCEPTED = ("figures", "accepted_by_name", "accepted_at")
ISSUES, INDICATORS, EARLIER = "issues", "indicators", "earlier"
SOURCES = (ISSUES, INDICATORS, EARLIER)
"""Where headings may come from: the set's issues, its indicators, the agency's latest earlier analysis."""


class NoScores(Exception):
    """No score of an item of the assessed year is known; nothing was drafted."""


class NotFree(ValueError):
    """An item was chosen that stands under another issue or is not of the year; nothing was written."""


class DraftMoved(Exception):
    """The draft the person has read is not what would be written now; nothing was accepted."""


def lay_out_issues(*, actor: Standing, plan: Plan, source: str) -> int:
    """Make the headings with their items; how many. 0 where the plan has headings already or the source has none."""
    if source not in SOURCES:
        raise ValueError(source)
    with held(actor=actor, plan=plan, act=ACT) as plan:
        return len(_lay_out(actor, plan, read_assessed(plan), source))


def draft_issues(*, actor: Standing, plan: Plan) -> int:
    """Draft every issue from the figures as they stand; how many drafts are new or other than before.

    A year without headings gets those of its set first. Texts that count stay as they are. Raises NoScores.
    """
    with held(actor=actor, plan=plan, act=ACT) as plan:
        assessed = read_assessed(plan)
        if not assessed.figures:
            raise NoScores(str(assessed.year))
        rows = analyses_of(plan) or _lay_out(actor, plan, assessed, ISSUES)
        measures, drafted = earlier_measures(plan, assessed), 0
        for row in rows:
            draft = live_draft(plan, assessed, row, measures)
            figures = assessed.stored(codes_in_blocks(row.blocks)) if draft else {}
            if (row.draft, row.draft_figures) == (draft, figures):
                continue
            before = {"draft": row.draft}
            row.draft, row.draft_figures = draft, figures
            save_next_version(row, ("draft", "draft_figures"))
            trace(actor=actor, plan=plan, act="analysis.drafted", row=row, before=before, after={"draft": draft})
            drafted += 1
    return drafted


def accept_draft(*, actor: Standing, analysis: IssueAnalysis, seen_version: int, seen_draft: str) -> None:
    """Let the draft count, in place of what counted; ``seen_draft`` is the token of the draft the person has read.

    Raises Stale when the issue was saved since, DraftMoved when the draft would be another one now.
    """
    with held(actor=actor, plan=analysis.plan, act=ACT) as plan:
        row = fresh(analysis, seen_version, plan=plan)
        assessed = read_assessed(plan)
        draft = live_draft(plan, assessed, row, earlier_measures(plan, assessed))
        if not draft or token_of(draft) != seen_draft:
            raise DraftMoved(str(row))
        _accept(actor, plan, row, assessed, draft)


def accept_all_drafts(*, actor: Standing, plan: Plan, seen_drafts: str) -> tuple[int, list[IssueAnalysis]]:
    """Let all drafts count that wait for it: how many did, and the issues left since their figures have changed.

    ``seen_drafts`` is the token of all of them as the person saw them; DraftMoved, and nothing done, for any other.
    """
    with held(actor=actor, plan=plan, act=ACT) as plan:
        assessed = read_assessed(plan)
        waiting = [state for row in analyses_of(plan) if (state := IssueState(row, assessed)).is_pending]
        if not waiting or token_of_all(waiting) != seen_drafts:
            raise DraftMoved(str(plan))
        measures, left = earlier_measures(plan, assessed), []
        for state in waiting:
            draft = live_draft(plan, assessed, state.row, measures)
            if draft == state.row.draft:
                _accept(actor, plan, state.row, assessed, draft)
            else:
                left.append(state.row)
    return len(waiting) - len(left), left


def keep_text(*, actor: Standing, analysis: IssueAnalysis, seen_version: int) -> bool:
    """Say that the text holds for the figures as they stand; False when nothing had changed. Raises Stale."""
    with held(actor=actor, plan=analysis.plan, act=ACT) as plan:
        row = fresh(analysis, seen_version, plan=plan)
        now = read_assessed(plan).stored(codes_in_blocks(row.blocks))
        if not row.narrative.strip() or row.figures == now:
            return False
        before = {"figures": row.figures}
        _stand_by(actor, row, now)
        save_next_version(row, ACCEPTED)
        trace(actor=actor, plan=plan, act="analysis.kept", row=row, before=before, after={"figures": now})
    return True


def save_analysis(*, actor: Standing, analysis: IssueAnalysis, seen_version: int, changes: dict[str, Any]) -> bool:
    """Write the words a person changed; False when none. A text written holds for the figures as they stand.

    Raises Stale when the issue was saved since ``seen_version``.
    """
    with held(actor=actor, plan=analysis.plan, act=ACT) as plan:
        row = fresh(analysis, seen_version, plan=plan)
        if not changes:
            return False
        changes = _with_heading(row, changes)
        before, after = apply(row, changes, EDITABLE)
        names = [*after]
        if "narrative" in changes:
            assessed = read_assessed(plan)
            _stand_by(actor, row, assessed.stored(codes_in_blocks(row.blocks)) if assessed.figures else {})
            names += ACCEPTED
            if assessed.figures:
                names += _note_verdicts(row, assessed)
        save_next_version(row, names)
        trace(actor=actor, plan=plan, act="analysis.edited", row=row, before=before, after=after)
    return True


def add_issue(*, actor: Standing, plan: Plan) -> IssueAnalysis:
    """A new heading at the end, without title and items yet."""
    with held(actor=actor, plan=plan, act=ACT) as plan:
        rows = analyses_of(plan)
        number = max((row.number or 0 for row in rows), default=0) + 1
        number_text = str(number) if rows and prefers_arabic(rows[-1].number_text) else to_thai(number)
        row = IssueAnalysis.objects.create(
            plan=plan, position=max((row.position for row in rows), default=0) + 1, number=number,
            number_text=number_text,
        )
        trace(actor=actor, plan=plan, act="analysis.added", row=row, before={}, after={"number_text": number_text})
    return row


def choose_items(*, actor: Standing, analysis: IssueAnalysis, seen_version: int, codes: Iterable[str]) -> bool:
    """Put these items under the issue, and only these; False when they are there already.

    Raises NotFree for items of another issue or another year, Stale when the issue was saved since.
    """
    with held(actor=actor, plan=analysis.plan, act=ACT) as plan:
        row = fresh(analysis, seen_version, plan=plan)
        codes, own, assessed = list(codes), codes_in_blocks(row.blocks), read_assessed(plan)
        others = [each.blocks for each in analyses_of(plan) if each.pk != row.pk]
        if foreign := set(codes) - set(own) - set(in_no_issue(others, assessed.codes)):
            raise NotFree(f"{sorted(foreign)}")
        if set(codes) == set(own):
            return False
        before = {"blocks": row.blocks}
        row.blocks = blocks_of(codes, assessed.items)
        save_next_version(row, ["blocks"])
        trace(actor=actor, plan=plan, act="analysis.items", row=row, before=before, after={"blocks": row.blocks})
    return True


def remove_issue(*, actor: Standing, analysis: IssueAnalysis, seen_version: int) -> None:
    """Remove a heading; its items are in no issue then, its words stay readable in the change row. Raises Stale."""
    with held(actor=actor, plan=analysis.plan, act=ACT) as plan:
        row = fresh(analysis, seen_version, plan=plan)
        before = {name: getattr(row, name) for name in sorted(EDITABLE)} | {"blocks": row.blocks, "draft": row.draft}
        trace(actor=actor, plan=plan, act="analysis.removed", row=row, before=before, after={})
        row.delete()
        close_gaps(IssueAnalysis.objects.filter(plan=plan))


def headings_from(plan: Plan, assessed: Assessed, source: str) -> list[Heading]:
    """What laying out from this source would make."""
    items = assessed.items.values()
    if source == ISSUES:
        return by_issue(issue_names(assessed.year), items)
    if source == INDICATORS:
        return by_indicator(indicator_names(assessed.year), items)
    rows = earlier_analysis(plan)
    if not rows:
        return []
    before = items_of(assessed_year_of(rows[0].plan)).values()
    return as_earlier([(row.title, codes_in_blocks(row.blocks)) for row in rows], before, items)


def _lay_out(actor: Standing, plan: Plan, assessed: Assessed, source: str) -> list[IssueAnalysis]:
    if IssueAnalysis.objects.filter(plan=plan).exists():
        return []
    rows = []
    for place, heading in enumerate(headings_from(plan, assessed, source), start=1):
        number_text = to_thai(heading.number)
        row = IssueAnalysis.objects.create(
            plan=plan, position=place, number=heading.number, number_text=number_text, title=heading.title,
            heading_text=_heading_text(number_text, heading.title), blocks=blocks_of(heading.codes, assessed.items),
        )
        after = {"title": row.title, "blocks": row.blocks}
        trace(actor=actor, plan=plan, act="analysis.added", row=row, before={}, after=after)
        rows.append(row)
    return rows


def _accept(actor: Standing, plan: Plan, row: IssueAnalysis, assessed: Assessed, draft: str) -> None:
    before = {"narrative": row.narrative, "figures": row.figures}
    figures = assessed.stored(codes_in_blocks(row.blocks))
    row.narrative = row.draft = draft
    row.draft_figures = figures
    _stand_by(actor, row, figures)
    names = ["narrative", "draft", "draft_figures", *ACCEPTED, *_note_verdicts(row, assessed)]
    save_next_version(row, names)
    after = {"narrative": draft, "figures": figures}
    trace(actor=actor, plan=plan, act="analysis.accepted", row=row, before=before, after=after)


def _stand_by(actor: Standing, row: IssueAnalysis, figures: dict[str, Any]) -> None:
    """Who answers for the text, when, and for which figures; nobody for no text."""
    has_text = bool(row.narrative.strip())
    row.figures = figures if has_text else {}
    row.accepted_by_name = actor.user.full_name[:200] if has_text else ""
    row.accepted_at = timezone.now() if has_text else None


def _note_verdicts(row: IssueAnalysis, assessed: Assessed) -> list[str]:
    """Set what the text names and, where it is known, what is under the threshold (for the interchange form).

    Returns the names of the fields set.
    """
    row.named_in_narrative = failing_codes_in(row.narrative)
    if assessed.threshold is None:
        return ["named_in_narrative"]
    row.below_threshold = assessed.weak(codes_in_blocks(row.blocks))
    return ["below_threshold", "named_in_narrative"]


def _with_heading(row: IssueAnalysis, changes: dict[str, Any]) -> dict[str, Any]:
    """A heading that gets its first title gets its printed line with it."""
    title = changes.get("title", "")
    if row.title or row.heading_text or not title or changes.get("heading_text"):
        return changes
    return changes | {"heading_text": _heading_text(changes.get("number_text", row.number_text), title)}


def _heading_text(number_text: str, title: str) -> str:
    return f"ประเด็นที่ {number_text} {title}".strip()
