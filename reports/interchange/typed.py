"""One question: have people typed into this year since a file was loaded into it?"""

from __future__ import annotations

import hashlib

from django.db.models import Q

from measures.models import DisclosureLink, Plan, Result, Round
from reports.interchange.dumper import collect
from reports.interchange.form import DOCUMENT
from reports.interchange.raw import Raw
from reports.interchange.writer import to_yaml


def typed_since(plan: Plan) -> bool:
    """Whether the year holds anything that replacing it by a file would lose: a word the file did not bring.

    A year that somebody merely opened holds nothing. The agency's own words belong to no year and do not count.
    """
    if plan.touched_at is not None or _beyond_the_form(plan):
        return True
    values, text = collect(agency=plan.agency, fiscal_year=plan.fiscal_year)
    loaded = text.provenance.get("digest")
    if loaded is None:
        rows = ("measures", "plan_rows", "measure_groups", "indicator_rows", "issues", "oit_rows", "oit_groups")
        return text.version > 1 or any(values.get(name) for name in (*rows, "sign_offs", "memos"))
    return loaded != digest_of(DOCUMENT.write(values, text.provenance.get("document")))


def digest_of(document: Raw) -> str:
    """SHA-256 of the document as YAML, without the agency's own words."""
    return hashlib.sha256(to_yaml({key: one for key, one in document.items() if key != "agency"}).encode()).hexdigest()


def _beyond_the_form(plan: Plan) -> bool:
    results = Result.objects.filter(activity__measure__plan=plan)
    more = ~Q(round=Round.TWELVE_MONTHS) | ~Q(problems="", suggestions="", not_done_reason="", status="")
    return results.filter(more).exists() or DisclosureLink.objects.filter(disclosure__plan=plan).exists()
