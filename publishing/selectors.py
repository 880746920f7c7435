"""Questions about what is public. They read editions and nothing else, so nothing unpublished can come out of them.

Not here: the bytes of a file (``serving``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from publishing.models import Edition


@dataclass(frozen=True)
class PublicAgency:
    """An agency as its newest edition names it."""

    slug: str
    name: str
    place: str
    is_demo: bool


def agencies_with_documents(*, words: str = "") -> QuerySet:
    """Rows of agencies that have published, by name: ``agency_slug, name, place, is_demo, documents, latest_year``."""
    newest = Edition.objects.filter(agency_slug=OuterRef("agency_slug")).order_by("-published_at", "-pk")
    rows = Edition.objects.order_by().values("agency_slug")
    for word in words.split():
        # the agency is found by any name it ever published under
        named = Edition.objects.filter(Q(agency_name__icontains=word) | Q(agency_place__icontains=word))
        rows = rows.filter(agency_slug__in=named.values("agency_slug"))
    return rows.annotate(
        name=Subquery(newest.values("agency_name")[:1]),
        place=Subquery(newest.values("agency_place")[:1]),
        demo=Subquery(newest.values("is_demo")[:1]),
        documents=Count("pk", filter=Q(superseded_by_code="")),
        latest_year=Subquery(
            Edition.objects.filter(agency_slug=OuterRef("agency_slug")).order_by("-fiscal_year").values("fiscal_year")[:1]
        ),
    ).order_by("name", "agency_slug")


def public_agency(*, slug: str) -> PublicAgency | None:
    """The agency of this address; None when it has published nothing, whether it exists or not."""
    newest = Edition.objects.filter(agency_slug=slug).order_by("-published_at", "-pk").first()
    return newest and PublicAgency(newest.agency_slug, newest.agency_name, newest.agency_place, newest.is_demo)


def current_editions(*, slug: str) -> QuerySet[Edition]:
    """The agency's documents that no newer edition has replaced, the latest year first."""
    return Edition.objects.filter(agency_slug=slug, superseded_by_code="")


def editions_of_year(*, slug: str, year: int) -> QuerySet[Edition]:
    """All editions of a fiscal year, replaced ones after those in force."""
    return Edition.objects.filter(agency_slug=slug, fiscal_year=year).order_by(
        "superseded_by_code", "-published_at", "pk"
    )


def edition_coded(*, code: str) -> Edition | None:
    """The edition of this code, typed in either case."""
    return Edition.objects.filter(code=code.lower()).first()


def edition_of_file(*, sha256: str, file_name: str) -> Edition | None:
    """The edition whose file has this address."""
    return Edition.objects.filter(pdf_sha256=sha256, file_name=file_name).first()


def edition_of_report(*, report_id: int, slug: str) -> Edition | None:
    """The edition made of a report of this agency."""
    return Edition.objects.filter(report_id=report_id, agency_slug=slug).first()
