"""Weak items of a plan's assessed year: what is done about each, what came of it, what could be taken over.

The scores of the assessed year decide what is weak; measures and results are the plan's own. Six queries a page,
however many items and measures.

Not here: the rules (``measures.weak_items``, ``measures.model_measures``), taking a measure (``services.proposing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.calculation.figures import Figures
from indicators.calculation.weak import is_below
from indicators.scores.selectors import figures_by_year
from measures.model_measures import Fitting, ModelMeasure, fitting, library
from measures.models import Measure, Plan
from measures.selectors.answering import Answering, answering_among, by_code
from measures.selectors.assessed import assessed_year_of
from measures.selectors.assessed_items import YearList, lists_of_years, weak_of
from measures.weak_items import Asked, Followed, Score, bridge, same_issue, score_in, unanswered_first


@dataclass(frozen=True)
class WeakPage:
    """All weak items of the assessed year, those nobody answers first."""

    assessed_year: int
    list_known: bool
    has_figures: bool
    pass_mark: Decimal | None
    followed: list[Followed]
    without_figure: tuple[Asked, ...]
    next_year: int
    has_next: bool

    @property
    def unanswered(self) -> int:
        return sum(not each.measures for each in self.followed)


@dataclass(frozen=True)
class Earlier:
    """A measure of last year for the same: ``said`` when it named the item, else it stands under the same issue.

    ``taken`` is the measure of this year made from it; ``score`` what the topic scored in the year it answered.
    """

    answering: Answering
    said: bool
    taken: Measure | None
    score: Score | None


@dataclass(frozen=True)
class Offered:
    """A model measure, and the measure of this year made from it."""

    model: ModelMeasure
    taken: Measure | None


@dataclass(frozen=True)
class ItemPage:
    """One item: its figure, other years, the measures that answer it and what could be taken over."""

    assessed_year: int
    code: str
    item: Asked | None
    value: Decimal | None
    pass_mark: Decimal | None
    list_known: bool
    history: list[Score]
    answering: list[Answering]
    of_issue: list[Answering]
    """Measures of this year under the same issue that do not name the item, but for those in ``earlier`` as taken."""
    earlier: list[Earlier]
    near: list[Offered]
    wider: list[Offered]
    source: str = ""
    has_only_plan_list: bool = False
    """Whether all measures of the year so far stand in the plan by issue: then a new one does too."""

    @property
    def gap(self) -> Decimal | None:
        """How much is missing to the threshold; None when it is reached or not known."""
        if self.value is None or self.pass_mark is None or not is_below(self.value, self.pass_mark):
            return None
        return self.pass_mark - self.value


def weak_page(*, plan: Plan) -> WeakPage:
    """Every weak item with its measures, their results and the next score. Six queries."""
    year = assessed_year_of(plan)
    figures = figures_by_year(agency=plan.agency)
    lists = lists_of_years({year, year + 1})
    here, there, own = lists[year], lists[year + 1], figures.get(year, Figures())
    answered = by_code(answering_among(plan=plan))
    became = bridge(here.items, there.items, earlier=False)
    has_next = year + 1 in figures
    followed = []
    for weak in weak_of(year, own, here):
        item = here.named(weak.code) or Asked(weak.code)
        score = score_in(
            year + 1, item, weak.value, codes=became.get(weak.code, ()), there=there.items,
            figures=figures[year + 1].items, earlier=False,
        ) if has_next else None  # fmt: skip
        followed.append(Followed(weak, item, tuple(answered.get(weak.code, ())), score))
    without = tuple(each for each in here.items if each.code not in own.items)
    return WeakPage(
        year, bool(here.items), bool(own.items), here.pass_mark, unanswered_first(followed), without, year + 1, has_next
    )


def item_page(*, plan: Plan, code: str) -> ItemPage:
    """One item of the assessed year with everything that could be done about it. Six queries."""
    year = assessed_year_of(plan)
    figures = figures_by_year(agency=plan.agency)
    last_year = plan.fiscal_year - 1
    lists = lists_of_years({*figures, year, year - 1, plan.fiscal_year, last_year})
    here = lists[year]
    item, value = here.named(code), figures.get(year, Figures()).items.get(code)
    both = answering_among(plan__agency=plan.agency, plan__fiscal_year__in=[plan.fiscal_year, last_year])
    own = [each for each in both if each.measure.plan_id == plan.pk]
    last = [each for each in both if each.measure.plan_id != plan.pk]
    asked = item or Asked(code)
    near, wider = _offered(fitting(library().measures, asked, year=year), own)
    earlier = _earlier(asked, value, year, own, last, lists, figures)
    aside = {each.taken for each in earlier}
    of_issue = [
        each for each in own
        if code not in each.measure.answers and each.measure not in aside
        and same_issue(_issue_of(each.measure, lists, year), asked.issue_name)
    ]
    return ItemPage(
        assessed_year=year, code=code, item=item, value=value, pass_mark=here.pass_mark, list_known=bool(here.items),
        history=_history(asked, value, year, lists, figures), of_issue=of_issue,
        answering=[each for each in own if code in each.measure.answers],
        earlier=earlier, near=near, wider=wider, source=library().source,
        has_only_plan_list={each.measure.listed_as for each in own} == {Measure.ListedAs.PLAN},
    )


def _issue_of(measure: Measure, lists: Mapping[int, YearList], assessed: int) -> str:
    """The name of the issue a measure stands under: printed, by number in the lists at hand, else its group's."""
    if measure.issue_title:
        return measure.issue_title
    for year in (measure.plan.fiscal_year, assessed):
        for item in lists[year].items:
            if measure.issue_no is not None and item.issue == measure.issue_no:
                return item.issue_name
    return measure.group.title if measure.group else ""


def _offered(fit: Fitting, own: list[Answering]) -> tuple[list[Offered], list[Offered]]:
    taken = {each.measure.model_key: each.measure for each in reversed(own) if each.measure.model_key}
    near, wider = ([Offered(model, taken.get(model.key)) for model in models] for models in (fit.near, fit.wider))
    return near, wider


def _history(
    item: Asked, value: Decimal | None, year: int, lists: Mapping[int, YearList], figures: Mapping[int, Figures]
) -> list[Score]:
    """The figures of the topic in all years that have any, oldest first; the assessed year's own among them."""
    found = []
    for other in sorted({*figures, year}):
        if other == year:
            state = "no_figure" if value is None else "known"
            found.append(Score(year, state, (item.code,), value))
            continue
        codes = bridge(lists[year].items, lists[other].items, earlier=other < year).get(item.code, ())
        found.append(score_in(
            other, item, value, codes=codes, there=lists[other].items, figures=figures[other].items,
            earlier=other < year,
        ))
    return found


def _earlier(
    item: Asked, value: Decimal | None, year: int, own: list[Answering], last: list[Answering],
    lists: Mapping[int, YearList], figures: Mapping[int, Figures],
) -> list[Earlier]:
    """Last year's measures for the same topic, those that said so first; silent ones by their issue."""
    if not last:
        return []
    before = assessed_year_of(last[0].measure.plan)
    there = lists.get(before, YearList())
    codes = bridge(lists[year].items, there.items, earlier=True).get(item.code, ())
    score = score_in(
        before, item, value, codes=codes, there=there.items, figures=figures.get(before, Figures()).items, earlier=True
    )
    taken = {each.measure.carried_from_id: each.measure for each in own}
    found = []
    for each in last:
        answers = each.measure.answers
        said = bool(set(answers) & set(codes))
        if said or (not answers and same_issue(_issue_of(each.measure, lists, year), item.issue_name)):
            known = score if score.state == "known" else None
            found.append(Earlier(each, said, taken.get(each.measure.pk), known))
    return sorted(found, key=lambda each: not each.said)
