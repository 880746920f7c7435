"""What templates of reports need: the latest reports for the agency's home page, and file sizes without Latin letters.

The home page belongs to ``accounts``, which cannot ask this room itself.
"""

from __future__ import annotations

from django import template

from accounts.doors import Standing
from reports.models import Report
from reports.selectors import reports_of

register = template.Library()
LATEST = 3
KILOBYTE = 1024


@register.simple_tag
def latest_reports(standing: Standing) -> list[Report]:
    """The agency's reports of its newest years; none for an office that may not read reports."""
    return list(reports_of(agency=standing.agency)[:LATEST]) if standing.may("read_reports") else []


@register.simple_tag
def signed_plan_report(standing: Standing, report_id: int) -> Report | None:
    """The report by which a plan was signed; None for an office that may not read reports."""
    return Report.objects.filter(agency=standing.agency, pk=report_id).first() if standing.may("read_reports") else None


@register.filter
def kilobytes(size: int) -> int:
    """Whole kilobytes, never 0 for a file that holds something."""
    return max(1, round(size / KILOBYTE)) if size else 0
