"""Rows an address names, or the answer for what does not exist."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.doors import Standing
from measures.models import Measure, Plan, Round


def plan_at(standing: Standing, year: int) -> Plan:
    """The agency's plan of a B.E. year, or 404."""
    return get_object_or_404(Plan.objects.select_related("agency"), agency=standing.agency, fiscal_year=year)


def row_at(model: type[Model], plan: Plan, pk: int) -> Any:
    """A row of this plan, or 404."""
    return get_object_or_404(model.objects.select_related("plan"), pk=pk, plan=plan)


def list_named(request: HttpRequest) -> str:
    """Which list of measures the address asks for; results unless it says ``?list=plan``."""
    return Measure.ListedAs.PLAN if request.GET.get("list") == Measure.ListedAs.PLAN else Measure.ListedAs.REPORT


def round_at(name: str) -> str:
    """A round's name from the address, or 404."""
    if name not in Round.values:
        raise Http404
    return name


def page_of(request: HttpRequest, rows: QuerySet | list, size: int, *, parameter: str = "page") -> Page:
    """The page of a list that the address asks for; the last one when there are fewer."""
    return Paginator(rows, size).get_page(request.GET.get(parameter))
