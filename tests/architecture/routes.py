"""The routes as Django sees them, and an address for each: what the census, the matrix and the crawl walk.

Not here: expectations (``access.toml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from tests.filled import Filled


@dataclass(frozen=True)
class Route:
    """One named address pattern with its view."""

    name: str
    arguments: tuple[str, ...]
    view: Callable

    @property
    def door(self):
        """The door written on the view, or None for a view of a library."""
        return getattr(self.view, "door", None)


def all_routes() -> list[Route]:
    """Every route of the URLconf, once, whatever language its address has."""
    return sorted(_walk(get_resolver(), ()), key=lambda route: route.name)


def _walk(resolver: URLResolver, inherited: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        named = getattr(entry.pattern, "regex", None) if isinstance(entry.pattern, RegexPattern) else None
        arguments = inherited + (tuple(named.groupindex) if named else tuple(entry.pattern.converters))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, arguments)
        elif isinstance(entry, URLPattern):
            yield Route(entry.name or str(entry.pattern), arguments, entry.callback)


NOWHERE = 987_654_321
"""An id that no row has."""


def own_arguments(filled: Filled) -> dict[str, object]:
    """What each address part is for this town's rows."""
    agency = filled.town.agency
    return {
        "agency": agency.slug,
        "slug": agency.slug,
        "year": filled.plan.fiscal_year,
        "round": filled.result.round,
        "number": filled.snapshot.number,
        "measure_id": filled.measure.pk,
        "indicator_id": filled.indicator_row.pk,
        "disclosure_id": filled.disclosure.pk,
        "link_id": filled.link.pk,
        "report_id": filled.report.pk,
        "score_id": filled.score.pk,
        "appointment_id": filled.appointment.pk,
        "department_id": filled.appointment.department_id,
        "person_id": filled.appointment.user_id,
        "job_id": filled.job.pk,
        "code": filled.edition.code,
        "item_code": "o1",
        "sha256": filled.edition.pdf_sha256,
        "file_name": filled.edition.file_name,
        "activity_id": filled.activity.pk,
        "entry_id": filled.recorded.entry.pk,
        "evidence_id": filled.recorded.evidence.pk,
        "filing_id": filled.recorded.filing.pk,
        "pasted_id": filled.recorded.pasted.pk,
        "pasted_results_id": filled.recorded.pasted_results.pk,
        "pasted_oit_id": filled.recorded.pasted_oit.pk,
        "date_id": filled.recorded.date.pk,
        "dismissal_id": filled.recorded.dismissal.pk,
        "edition_number": filled.understood.score_edition.number,
        "analysis_id": filled.analysis.pk,
        "agreed_id": filled.understood.agreed.pk,
        "token": filled.recorded.feed.token,
        "uidb36": "1",
        "key": "set-password",
    }


def address(route: Route, arguments: dict[str, object]) -> str:
    """The Thai address of a route with these arguments. Raises KeyError for an argument nobody has named."""
    return reverse(route.name, kwargs={name: arguments[name] for name in route.arguments})
