"""What an agency records in a fiscal year: plan, measures, results per round, indicator progress, OIT disclosures."""

from measures.models.analysis import IssueAnalysis
from measures.models.disclosure import Disclosure, DisclosureGroup, DisclosureLink
from measures.models.measure import Activity, Measure, MeasureGroup, Plan, RowStatus
from measures.models.progress import IndicatorProgress
from measures.models.result import Result, Round

__all__ = [
    "Activity",
    "Disclosure",
    "DisclosureGroup",
    "DisclosureLink",
    "IndicatorProgress",
    "IssueAnalysis",
    "Measure",
    "MeasureGroup",
    "Plan",
    "Result",
    "Round",
    "RowStatus",
]
