"""Rows of an agency's year to the raw values of the form: the way out.

Not here: bytes (``writer``), the keys and their order (``form``).
"""

from __future__ import annotations

from typing import Any

from accounts.models import Agency
from measures.models import Plan
from reports.interchange.dumper.disclosures import disclosure_values
from reports.interchange.dumper.measures import measure_values
from reports.interchange.dumper.scores import score_values
from reports.interchange.dumper.texts import text_values
from reports.interchange.form import DOCUMENT
from reports.interchange.raw import Raw
from reports.models import ReportText


class NoSuchYear(LookupError):
    """The agency has recorded nothing for this fiscal year."""


def dump_document(*, agency: Agency, fiscal_year: int) -> Raw:
    """The agency's document of the year in the form. Needs the agency's scope. Raises NoSuchYear."""
    values, text = collect(agency=agency, fiscal_year=fiscal_year)
    return DOCUMENT.write(values, text.provenance.get("document"))


def collect(*, agency: Agency, fiscal_year: int) -> tuple[dict[str, Any], ReportText]:
    """Everything the form can say of the year, by column, and the text row that holds the document's memory."""
    plan = Plan.objects.filter(agency=agency, fiscal_year=fiscal_year).first()
    text = ReportText.objects.filter(agency=agency, fiscal_year=fiscal_year).first()
    if plan is None and text is None:
        raise NoSuchYear(f"{agency.slug} {fiscal_year}")
    text = text or ReportText(agency=agency, fiscal_year=fiscal_year)
    plan = plan or Plan(agency=agency, fiscal_year=fiscal_year)
    values = text_values(agency=agency, plan=plan, text=text)
    values |= score_values(agency=agency, fiscal_year=fiscal_year)
    if plan.pk:
        values |= measure_values(plan=plan) | disclosure_values(plan=plan, text=text)
    return values, text
