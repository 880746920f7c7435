"""Questions about an agency's announced scores: which edition is current, and its figures as plain values.

Not here: saving (``services``), calculation and checks (``indicators.calculation``), printed rows (``printed``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from accounts.models import Agency
from indicators.calculation.figures import Figures
from indicators.models import ScoreEdition, ScoreRow, ScoreValue

Key = tuple[str, str]
"""Part and code of one value, as ``ScoreValue`` keeps them."""


def current_edition(*, agency: Agency, year: int) -> ScoreEdition | None:
    """The newest edition of the agency's scores of this assessed year (B.E.); None when nothing was ever saved."""
    return ScoreEdition.objects.filter(agency=agency, assessed_year=year).order_by("-number").first()


def values_of(edition: ScoreEdition | None) -> dict[Key, ScoreValue]:
    """The edition's values by part and code, asked for once per edition object; empty without an edition."""
    if edition is None:
        return {}
    prefetch_related_objects([edition], "values")
    return {(each.part, each.code): each for each in edition.values.all()}


def figures_of(edition: ScoreEdition | None) -> Figures:
    """The edition's values as calculation reads them; all unknown without an edition."""
    if edition is None:
        return Figures()
    return figures_from({key: each.value for key, each in values_of(edition).items()}, level=edition.level)


def figures_by_year(*, agency: Agency, years: Iterable[int] | None = None) -> dict[int, Figures]:
    """The current figures of every assessed year that has an edition (of ``years`` only, when given), oldest first."""
    editions = current_editions(agency=agency)
    if years is not None:
        editions = editions.filter(assessed_year__in=list(years))
    return {
        each.assessed_year: figures_of(each)
        for each in editions.order_by("assessed_year").prefetch_related("values")
    }


def current_editions(*, agency: Agency) -> QuerySet[ScoreEdition]:
    """The newest edition of every assessed year."""
    same = ScoreEdition.objects.filter(agency=agency, assessed_year=OuterRef("assessed_year"))
    newest = same.order_by("-number").values("number")[:1]
    return ScoreEdition.objects.filter(agency=agency, number=Subquery(newest))


def listed_editions(*, agency: Agency, year: int) -> QuerySet[ScoreEdition]:
    """All editions of a year, newest first, each with its ``overall`` score and the ``count`` of its values."""
    overall = ScoreValue.objects.filter(edition=OuterRef("pk"), part=ScoreValue.Part.OVERALL).values("value")[:1]
    editions = ScoreEdition.objects.filter(agency=agency, assessed_year=year)
    return editions.annotate(overall=Subquery(overall), count=Count("values")).order_by("-number")


@dataclass(frozen=True)
class Editions:
    """An edition with those it is read against; ``before`` is None for the first."""

    shown: ScoreEdition
    before: ScoreEdition | None
    current: ScoreEdition


def edition_among(*, agency: Agency, year: int, number: int) -> Editions | None:
    """The edition of this number, the one before and the current one, with their values, in two queries; else None."""
    same = ScoreEdition.objects.filter(agency=agency, assessed_year=year)
    newest = same.order_by("-number").values("number")[:1]
    wanted = same.filter(Q(number__in=[number - 1, number]) | Q(number=Subquery(newest))).order_by("number")
    found = {each.number: each for each in wanted.prefetch_related("values")}
    if number not in found:
        return None
    return Editions(found[number], found.get(number - 1), found[max(found)])


def printed_rows(*, agency: Agency, year: int) -> list[ScoreRow]:
    """The scores of this year as the agency's own documents print them, latest report first.

    An overall score may name its year; all other rows are of the year their document assesses.
    """
    of_year = Q(year=year) | Q(year__isnull=True, sheet__assessed_year=year)
    rows = ScoreRow.objects.filter(of_year, sheet__agency=agency).select_related("sheet")
    return list(rows.order_by("-sheet__report_year", "position", "pk"))


def figures_from(values: dict[Key, Decimal], *, level: str = "") -> Figures:
    """Values by part and code as plain figures; an indicator whose code is no number is left out."""
    Part = ScoreValue.Part

    def of(part: str) -> dict[str, Decimal]:
        return {code: value for (its_part, code), value in values.items() if its_part == part}

    return Figures(
        overall=values.get((Part.OVERALL, "")),
        level=level,
        instruments=of(Part.INSTRUMENT),
        instrument_parts=of(Part.INSTRUMENT_PART),
        indicators={int(code): value for code, value in of(Part.INDICATOR).items() if code.isdecimal()},
        sub_indicators=of(Part.SUB_INDICATOR),
        items=of(Part.ITEM),
        floor=values.get((Part.FLOOR, "")),
    )
