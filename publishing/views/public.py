"""Public pages: who has published, an agency's years and documents, one document. They set and read no cookie.

Not here: the files themselves (``files``), publishing (``staff``).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.doors import public_page
from accounts.models import Office
from accounts.views.deeds import page_of
from publishing.caching import publicly_cached
from publishing.selectors import (
    PublicAgency,
    agencies_with_documents,
    current_editions,
    edition_coded,
    editions_of_year,
)
from publishing.selectors import (
    public_agency as agency_named,
)


class SearchForm(forms.Form):
    """The words of a search; anything unfit for a search finds what no words find."""

    q = forms.CharField(label=_("Name of the agency, district or province"), required=False, max_length=100)


@public_page()
@publicly_cached
def public_home(request: HttpRequest) -> HttpResponse:
    """Agencies with published documents, searched by name, paged."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    page = page_of(request, agencies_with_documents(words=words))
    return render(request, "publishing/home.html", {"page": page, "words": words})


@public_page()
@publicly_cached
def public_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """An agency's documents in force, by year."""
    page = page_of(request, current_editions(slug=slug))
    return render(request, "publishing/agency.html", {"agency": _agency_or_404(slug), "page": page})


@public_page()
@publicly_cached
def public_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """All editions of an agency's fiscal year, replaced ones too."""
    agency = _agency_or_404(slug)
    page = page_of(request, editions_of_year(slug=slug, year=year))
    if not page.paginator.count:
        raise Http404
    return render(request, "publishing/year.html", {"agency": agency, "year": year, "page": page})


@public_page()
@publicly_cached
def public_document(request: HttpRequest, code: str) -> HttpResponse:
    """One document: its facts, who signed it, its file, and what has replaced it."""
    edition = edition_coded(code=code)
    if edition is None:
        raise Http404
    if code != edition.code:
        return redirect("public_document", code=edition.code, permanent=True)
    return render(request, "publishing/document.html", {
        "edition": edition,
        "agency": PublicAgency(edition.agency_slug, edition.agency_name, edition.agency_place, edition.is_demo),
        "signatures": [_shown(signature) for signature in edition.signatures],
        "newer": edition_coded(code=edition.superseded_by_code),
    })  # fmt: skip


def _agency_or_404(slug: str) -> PublicAgency:
    agency = agency_named(slug=slug)
    if agency is None:
        raise Http404
    return agency


def _shown(signature: dict[str, str]) -> dict[str, object]:
    return signature | {"office": Office(signature["office"]).label, "at": parse_datetime(signature["at"])}
