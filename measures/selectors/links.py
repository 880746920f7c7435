"""Addresses of a year, what the last look at each found, and its history.

Not here: looking (``measures.link_health``), words (``measures.link_words``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.models import Agency
from links.verdict import Verdict
from measures.models import DisclosureLink, Evidence, Filing, LinkCheck, Plan
from thai.fiscal_year import fiscal_year_of

UNCHECKED = "unchecked"
SHARED = "shared"
SHARED_BY = 3
"""The same file for this many items is what reviewers object to."""


@dataclass(frozen=True)
class Waiting:
    """An address to look at; only what is disclosed has to stand on the agency's own website."""

    is_disclosed: bool


@dataclass
class AddressRow:
    """One address of a year: of an OIT row (``link``) or of evidence."""

    url: str
    link: DisclosureLink | None = None
    evidence: Evidence | None = None
    check: LinkCheck | None = None
    shared_by: tuple[str, ...] = ()
    """Codes of the items that show the same file or page, when there are ``SHARED_BY`` or more."""

    @property
    def verdict(self) -> str:
        """The newest verdict, ``unchecked`` before the first look."""
        return self.check.verdict if self.check else UNCHECKED


def addresses_waiting(
    *, agency: Agency, since: dt.datetime, plan_id: int | None = None, disclosure_id: int | None = None
) -> dict[str, Waiting]:
    """The distinct addresses not looked at since then: of a row, of a year, or of the years at hand (last and this).

    What was filed in ITAS is looked at as long as its year is at hand, whatever the row says now: assessors open the
    filed address. Evidence that serves no row belongs to the years at hand.
    """
    links, evidence = DisclosureLink.objects.exclude(url=""), Evidence.objects.exclude(url="")
    filings = Filing.objects.all()
    if disclosure_id:
        filings = filings.filter(disclosure=disclosure_id)
        links, evidence = links.filter(disclosure=disclosure_id), evidence.filter(uses__disclosure=disclosure_id)
    elif plan_id:
        filings = filings.filter(plan=plan_id)
        links, evidence = links.filter(disclosure__plan=plan_id), evidence.filter(uses__plan=plan_id)
    else:
        plans = Plan.objects.filter(agency=agency, fiscal_year__gte=fiscal_year_of(timezone.localdate()) - 1)
        links, filings = links.filter(disclosure__plan__in=plans), filings.filter(plan__in=plans)
        evidence = evidence.filter(Q(uses__plan__in=plans) | Q(uses__isnull=True))
    found = {url: Waiting(is_disclosed=False) for url in evidence.order_by("pk").values_list("url", flat=True)}
    ordered = links.order_by("disclosure__position", "position", "pk").values_list("url", flat=True)
    found |= {url: Waiting(is_disclosed=True) for url in ordered}
    for content in filings.order_by("pk").values_list("content", flat=True):
        found |= {link["url"]: Waiting(is_disclosed=True) for link in content.get("links", ()) if link.get("url")}
    done = LinkCheck.objects.filter(agency=agency, checked_at__gte=since).order_by().values_list("url", flat=True)
    done = set(done.distinct())
    return {url: waiting for url, waiting in found.items() if url not in done}


def latest_checks(urls: Iterable[str]) -> dict[str, LinkCheck]:
    """The newest look at each of these addresses, in one query; addresses never looked at are not in it."""
    newest = LinkCheck.objects.filter(url__in=set(urls)).order_by().values("url").annotate(newest=Max("pk"))
    return {check.url: check for check in LinkCheck.objects.filter(pk__in=newest.values("newest"))}


def history_of(url: str) -> QuerySet[LinkCheck]:
    """Every look at an address, the newest first."""
    return LinkCheck.objects.filter(url=url).order_by("-pk")


def address_rows(*, plan: Plan) -> list[AddressRow]:
    """Every address of the year in the order of the items, then of evidence, each with its newest look; 3 queries."""
    links = (
        DisclosureLink.objects.filter(disclosure__plan=plan).exclude(url="").select_related("disclosure__item")
        .order_by("disclosure__position", "disclosure__pk", "position", "pk")
    )
    evidence = Evidence.objects.filter(uses__plan=plan).exclude(url="").order_by("pk").distinct()
    rows = [AddressRow(link.url, link=link) for link in links]
    rows += [AddressRow(each.url, evidence=each) for each in evidence]
    checks = latest_checks(row.url for row in rows)
    for row in rows:
        row.check = checks.get(row.url)
    _mark_shared(rows)
    return rows


def verdict_counts(rows: list[AddressRow]) -> list[tuple[str, int]]:
    """(filter, count) of each verdict that occurs: the gravest first, then what is shared, unchecked and sound."""
    counts = Counter(row.verdict for row in rows)
    shared = sum(bool(row.shared_by) for row in rows)
    order = [*(str(verdict) for verdict in Verdict if verdict is not Verdict.OK), UNCHECKED, Verdict.OK.value]
    found = [(code, counts[code]) for code in order if counts[code]]
    found += [(code, count) for code, count in sorted(counts.items()) if code not in order]
    return [*found, (SHARED, shared)] if shared else found


def rows_with(rows: list[AddressRow], verdict: str) -> list[AddressRow]:
    """Only those of a verdict, or those shared by several items."""
    if verdict == SHARED:
        return [row for row in rows if row.shared_by]
    return [row for row in rows if row.verdict == verdict] if verdict else rows


def _mark_shared(rows: list[AddressRow]) -> None:
    """The same file or page for several items: by the digest of the file, else by the address itself."""
    items: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        if row.link:
            for key in _identities(row):
                items[key][row.link.disclosure_id] = row.link.disclosure.code
    for row in rows:
        if row.link:
            most = max((items[key] for key in _identities(row)), key=len)
            row.shared_by = tuple(most.values()) if len(most) >= SHARED_BY else ()


def _identities(row: AddressRow) -> list[str]:
    digest = row.check.content_sha256 if row.check else ""
    return [f"url {row.url}", *([f"file {digest}"] if digest else [])]
