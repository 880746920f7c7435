"""The routes as Django sees them, and an address for each: what the census, the matrix and the crawl walk.

Not here: expectations (``access.toml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

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
        arguments = inherited + tuple(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, arguments)
        elif isinstance(entry, URLPattern):
            yield Route(entry.name or str(entry.pattern), arguments, entry.callback)


NOWHERE = 987_654_321
"""An id that no row has."""


def own_arguments(filled: Filled) -> dict[str, object]:
    """What each address part is for this town's rows."""
    town = filled.town
    with_scope = town.agency
    return {
        "agency": with_scope.slug,
        "slug": with_scope.slug,
        "year": filled.plan.fiscal_year,
        "measure_id": filled.measure.pk,
        "activity_id": filled.activity.pk,
        "result_id": filled.result.pk,
        "round": filled.result.round,
        "row_id": filled.indicator_row.pk,
        "indicator_id": filled.indicator_row.pk,
        "disclosure_id": filled.disclosure.pk,
        "report_id": filled.report.pk,
        "number": filled.snapshot.number,
        "analysis_id": filled.analysis.pk,
        "score_id": filled.score.pk,
        "line_id": filled.sign_off_line.pk,
    }


def address(route: Route, arguments: dict[str, object]) -> str:
    """The Thai address of a route with these arguments. Raises KeyError for an argument nobody has named."""
    return reverse(route.name, kwargs={name: arguments[name] for name in route.arguments})
