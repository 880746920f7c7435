"""Raw values of the form to rows of an agency's year: the way in, whole or not at all.

The last step reads the rows back as the dumper does, notes on each row what its columns cannot tell, and compares: a
document that would not come out as it went in is not loaded.

Not here: reading files (``reader``), demo people (``ita_portal.demo``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts.models import Agency
from audit.services import record_change
from measures.models import (
    Disclosure,
    DisclosureGroup,
    IndicatorProgress,
    IssueAnalysis,
    Measure,
    MeasureGroup,
    Plan,
)
from measures.services.agreed_kept import KeptPlan, agreed_by_words, restore_agreed
from measures.services.evidence_kept import KeptUse, restore_uses, uses_by_words
from reports.interchange.checks import check_document
from reports.interchange.containers import PROVENANCE
from reports.interchange.dumper import collect, dump_document
from reports.interchange.fields import Warned
from reports.interchange.form import DOCUMENT
from reports.interchange.labels import labels_of
from reports.interchange.loader.agency import agency_of
from reports.interchange.loader.disclosures import store_disclosures
from reports.interchange.loader.measures import store_measures
from reports.interchange.loader.scores import record_scores_of_document, store_scores
from reports.interchange.loader.texts import store_texts
from reports.interchange.problems import Problem, Refusal
from reports.interchange.raw import Raw, same
from reports.interchange.rows import keep_memories
from reports.interchange.typed import digest_of, typed_since
from reports.models import ReportText


class LossyLoad(RuntimeError):
    """A mistake of the program, never of the file: the rows do not give the document back. Nothing was written."""


@dataclass(frozen=True)
class Loaded:
    """What a load brought: the year's agency, how many rows of what, what is worth knowing."""

    agency: Agency
    fiscal_year: int
    counts: dict[str, int]
    warnings: list[Warned] = field(default_factory=list)


@transaction.atomic
def load_document(*, document: Raw, slug: str | None = None, replace: bool = False) -> Loaded:
    """Write one document of the form, in place of what a file wrote before in that agency's year.

    ``slug`` names the agency in addresses when it is new, or picks a known one; else it is found by kind, name,
    district and province. Raises Refusal for a wrong shape, and for a year people have typed into unless ``replace``.
    """
    warnings = check_document(document)
    values = DOCUMENT.value(document)
    agency = agency_of(values["agency"], slug)
    with scope(agency=agency):
        plan, evidence, signed = _free_year(agency, values, replace=replace)
        text = store_texts(agency=agency, values=values)
        store_scores(agency=agency, values=values)
        record_scores_of_document(agency=agency, values=values)
        store_measures(plan=plan, values=values)
        store_disclosures(plan=plan, values=values)
        if lost := restore_uses(plan, evidence):
            sentence = _("%(count)s pieces of evidence serve no row now, since their rows are not in the file. "
                         "They are still in the list of evidence of the year.")
            warnings.append(Warned("", sentence, {"count": lost}))
        if lost := restore_agreed(plan, signed):
            sentence = _("%(count)s measures of the signed plan are not in the file. "
                         "They count as left out of the plan.")
            warnings.append(Warned("", sentence, {"count": lost}))
        counts = _remember(agency=agency, document=document, values=values, text=text)
        record_change(actor=None, act="document.loaded", row=plan, agency_id=agency.pk, office="")
    return Loaded(agency=agency, fiscal_year=plan.fiscal_year, counts=counts, warnings=warnings)


def _free_year(agency: Agency, values: dict[str, Any], *, replace: bool) -> tuple[Plan, list[KeptUse], KeptPlan]:
    """The plan of the year with no rows under it, what evidence the rows had, and what a signed plan knew of them."""
    Agency.objects.select_for_update().get(pk=agency.pk)  # two loads into one agency come one after the other
    plan, created = Plan.objects.get_or_create(agency=agency, fiscal_year=values["fiscal_year"])
    if not created and not replace and typed_since(plan):
        raise Refusal(
            Problem(
                "",
                _("people have typed into the fiscal year %(year)s of %(agency)s since. Nothing was changed. "
                  "To replace their work by the file, please add --replace."),
                {"year": plan.fiscal_year, "agency": agency.full_name},
            )
        )  # fmt: skip
    evidence, signed = uses_by_words(plan), agreed_by_words(plan)
    for rows in (Measure, MeasureGroup, Disclosure, DisclosureGroup, IndicatorProgress, IssueAnalysis):
        rows.objects.filter(plan=plan).delete()
    plan.measures_year, plan.assessed_year, plan.touched_at = values["measures_year"], values["assessed_year"], None
    plan.save()
    return plan, evidence, signed


def _remember(*, agency: Agency, document: Raw, values: dict[str, Any], text: ReportText) -> dict[str, int]:
    """Note what the columns cannot tell, and make sure that the year now says what the file said."""
    _labels, tables = labels_of(values)
    text.provenance = {"tables": tables}
    text.save(update_fields=[PROVENANCE])
    year = values["fiscal_year"]
    stored, text = collect(agency=agency, fiscal_year=year)
    memory = DOCUMENT.remember(document, stored)
    keep_memories(stored)
    noted = [{**table, PROVENANCE: row[PROVENANCE]} for table, row in zip(tables, stored["layout_tables"], strict=True)]
    text.provenance = {"tables": noted, "document": memory or {}}
    text.save(update_fields=[PROVENANCE])
    again = dump_document(agency=agency, fiscal_year=year)
    if not same(again, document):
        raise LossyLoad(f"{agency.slug} {year}: the document does not come out as it went in")
    text.provenance["digest"] = digest_of(again)
    text.save(update_fields=[PROVENANCE])
    return {name: len(rows) for name, rows in stored.items() if name in COUNTED}


COUNTED = (
    "measure_groups", "measures", "plan_rows", "indicator_rows", "oit_groups", "oit_rows", "issues", "item_scores",
    "sign_offs",
)  # fmt: skip
