"""The texts around the rows, the report and its snapshots, and the ledger of the sign-off."""

from reports.models.report import LedgerEntry, LedgerHead, Report, ReportKind, ReportState, Snapshot
from reports.models.texts import Memo, ReportText, SignOffLine

__all__ = [
    "LedgerEntry",
    "LedgerHead",
    "Memo",
    "Report",
    "ReportKind",
    "ReportState",
    "ReportText",
    "SignOffLine",
    "Snapshot",
]
