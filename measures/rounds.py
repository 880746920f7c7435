"""Which reporting round one is likely to record today.

Pure; not here: the spans of rounds (``thai.fiscal_year``).
"""

from __future__ import annotations

import datetime

from thai.fiscal_year import SIX_MONTHS, TWELVE_MONTHS, round_span

GRACE = datetime.timedelta(days=30)
"""The six-month report is written up in the month after its round has ended."""


def round_to_record(fiscal_year: int, today: datetime.date) -> str:
    """``six_months`` until a month after that round has ended, then ``twelve_months``."""
    return SIX_MONTHS if today <= round_span(fiscal_year, SIX_MONTHS).end + GRACE else TWELVE_MONTHS
