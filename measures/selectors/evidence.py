"""Evidence of a year, of a row, and what there is to choose from."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from accounts.models import Agency
from files.models import StoredFile
from measures.evidence import ROW_FIELDS, RowName
from measures.models import Activity, Disclosure, Evidence, EvidenceUse, IndicatorProgress, Plan

PUBLISHED, WARNED, UNDATED, UNUSED = "published", "warned", "undated", "unused"
"""Filters of the list: may be published, with a warning, without the day of the act, serving no row."""


def row_of(*, plan: Plan, row: RowName) -> Activity | IndicatorProgress | Disclosure:
    """The row of this plan; DoesNotExist for another plan's."""
    if row.kind == "activity":
        return Activity.objects.select_related("measure", "measure__plan").get(pk=row.pk, measure__plan=plan)
    model = IndicatorProgress if row.kind == "indicator" else Disclosure
    return model.objects.select_related("plan").get(pk=row.pk, plan=plan)


def evidence_of_year(*, plan: Plan, show: str = "") -> QuerySet[Evidence]:
    """What serves a row of the year or no row at all, newest first, with file and rows."""
    wanted = {
        PUBLISHED: Q(may_publish=True), WARNED: ~Q(warnings=[]), UNDATED: Q(acted_on=None), UNUSED: ~_in_use(),
    }.get(show, Q())
    return _with_rows(_of_year(plan).filter(wanted))


def evidence_offered(*, plan: Plan, row: RowName, query: str = "", all_years: bool = False) -> QuerySet[Evidence]:
    """What the row may be given: evidence of the year (or of all years) that does not serve it yet."""
    serving = EvidenceUse.objects.filter(evidence=OuterRef("pk"), **{ROW_FIELDS[row.kind]: row.pk})
    found = Evidence.objects.filter(agency=plan.agency) if all_years else _of_year(plan)
    if query:
        found = found.filter(Q(title__icontains=query) | Q(file_name__icontains=query) | Q(url__icontains=query))
    return _with_rows(found.filter(~Exists(serving)))


def evidence_with_rows(*, agency: Agency, pk: int) -> Evidence | None:
    """One piece of the agency's evidence with its file and all rows it serves."""
    return _with_rows(Evidence.objects.filter(agency=agency, pk=pk)).first()


def uses_of_row(row: Activity | IndicatorProgress | Disclosure) -> list[EvidenceUse]:
    """What serves a row, oldest first; no query when the page has fetched it with its rows."""
    if "evidence_uses" in getattr(row, "_prefetched_objects_cache", {}):
        return list(row.evidence_uses.all())
    return list(row.evidence_uses.select_related("evidence", "evidence__file").order_by("pk"))


def prefetch_uses() -> Prefetch:
    """To be given to ``prefetch_related`` by a page of many rows."""
    return Prefetch(
        "evidence_uses", EvidenceUse.objects.select_related("evidence", "evidence__file").order_by("pk")
    )


def bytes_kept_for(*, agency: Agency) -> int:
    """Bytes of all files the agency's evidence holds, each file counted once."""
    held = Evidence.objects.filter(agency=agency, file__isnull=False).values("file")
    return StoredFile.objects.filter(pk__in=held).aggregate(all=Sum("size"))["all"] or 0


def _in_use() -> Exists:
    return Exists(EvidenceUse.objects.filter(evidence=OuterRef("pk")))


def _of_year(plan: Plan) -> QuerySet[Evidence]:
    in_year = EvidenceUse.objects.filter(evidence=OuterRef("pk"), plan=plan)
    return Evidence.objects.filter(Exists(in_year) | ~_in_use(), agency=plan.agency)


def _with_rows(found: QuerySet[Evidence]) -> QuerySet[Evidence]:
    uses = EvidenceUse.objects.select_related(
        "plan", "activity__measure", "indicator_row", "disclosure", "disclosure__item"
    ).order_by("pk")
    return found.select_related("file").prefetch_related(Prefetch("uses", uses)).order_by("-pk")
