"""What an agency records in a fiscal year: plan, measures, results per round, indicator progress, OIT disclosures."""

from measures.models.agreed import AgreedMeasure, AgreedPlan
from measures.models.analysis import IssueAnalysis
from measures.models.calendar import CalendarDate, CalendarFeed, DigestSent
from measures.models.disclosure import Disclosure, DisclosureGroup, DisclosureLink
from measures.models.evidence import Evidence, EvidenceUse
from measures.models.filing import Clarification, Filing
from measures.models.link_check import LinkCheck
from measures.models.measure import Activity, Measure, MeasureGroup, Plan, RowStatus
from measures.models.pasted import PastedTable
from measures.models.progress import IndicatorProgress
from measures.models.result import ProgressEntry, Result, Round
from measures.models.watch import Dismissal, Endorsement

__all__ = [
    "Activity",
    "AgreedMeasure",
    "AgreedPlan",
    "CalendarDate",
    "CalendarFeed",
    "Clarification",
    "DigestSent",
    "Disclosure",
    "DisclosureGroup",
    "DisclosureLink",
    "Dismissal",
    "Endorsement",
    "Evidence",
    "EvidenceUse",
    "Filing",
    "IndicatorProgress",
    "IssueAnalysis",
    "LinkCheck",
    "Measure",
    "MeasureGroup",
    "PastedTable",
    "Plan",
    "ProgressEntry",
    "Result",
    "Round",
    "RowStatus",
]
