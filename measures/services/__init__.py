"""Deeds on an agency's year. Each takes ``actor`` first, stands or falls as one transaction and leaves a change row."""

from measures.services.disclosures import save_disclosure
from measures.services.indicator_rows import save_indicator_row
from measures.services.measures import create_measure, delete_measure, move_measure, update_measure
from measures.services.results import ResultEdit, save_results
from measures.services.saving import RowEdit, Stale
from measures.services.years import NotEarlier, YearAlreadyOpen, open_year, take_over_items

__all__ = [
    "NotEarlier",
    "ResultEdit", "RowEdit", "Stale", "YearAlreadyOpen", "create_measure", "delete_measure", "move_measure",
    "open_year", "save_disclosure", "save_indicator_row", "save_results", "take_over_items", "update_measure",
]
