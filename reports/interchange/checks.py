"""Whether raw values are a document of the form at all: its shape, and what places it. Content is never refused.

Not here: whether a file can be read (``reader``).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reports.interchange.fields import Warned
from reports.interchange.form import DOCUMENT, SCHEMA, YEAR
from reports.interchange.problems import Problem, Refusal
from reports.interchange.raw import Raw
from thai.dates import BE_OFFSET

LATEST_YEAR = 9999
EARLIEST_YEAR = 2400
"""No report of a local agency is older (B.E.); a smaller number is most likely counted in the Common Era."""


def check_document(raw: Raw) -> list[Warned]:
    """The warnings of a document that can be loaded. Raises Refusal with every problem of its shape."""
    if not isinstance(raw, dict):
        sentence = _(
            "the file does not hold a document of the form %(schema)s. "
            "Please choose the file that has the keys “agency” and “fiscal_years”."
        )
        raise Refusal(Problem("", sentence, {"schema": SCHEMA}))
    found = list(DOCUMENT.check(raw, ""))
    problems = [one for one in found if not isinstance(one, Warned)] + _misplaced(raw)
    if problems:
        raise Refusal(*problems)
    warnings = [one for one in found if isinstance(one, Warned)]
    year = YEAR.value(raw["fiscal_years"]["report"])
    if year is not None and year < EARLIEST_YEAR:
        sentence = _(
            "%(year)s looks like a year of the Common Era; it is kept as it stands. "
            "If B.E. %(meant)s is meant, please correct the file and load it again."
        )
        warnings.append(Warned("fiscal_years.report", sentence, {"year": year, "meant": year + BE_OFFSET}))
    if "schema" not in raw:
        sentence = _("the file does not name its form; it is read as %(schema)s.")
        warnings.append(Warned("schema", sentence, {"schema": SCHEMA}))
    return warnings


def _misplaced(raw: dict) -> list[Problem]:
    problems = []
    schema = raw.get("schema")
    if schema is not None and schema != SCHEMA:
        problems.append(
            Problem(
                "schema",
                _(
                    "the file is of the form “%(found)s”, but %(schema)s is expected. "
                    "Please ask for the file in that form."
                ),
                {"found": str(schema)[:60], "schema": SCHEMA},
            )
        )
    years = raw.get("fiscal_years")
    if isinstance(years, dict) and years.get("report") is not None:
        year = YEAR.value(years["report"])
        if year is None or not 0 < year <= LATEST_YEAR:
            problems.append(
                Problem(
                    "fiscal_years.report",
                    _("“%(found)s” is not a fiscal year. Please write a B.E. year such as 2568."),
                    {"found": str(years["report"])[:60]},
                )
            )
    return problems
