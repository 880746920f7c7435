"""What pages about reports ask of publishing.

Not here: any decision.
"""

from __future__ import annotations

from django import template
from django.template import Context

from publishing.models import Edition
from publishing.selectors import edition_of_report

register = template.Library()


@register.simple_tag(takes_context=True)
def edition_of(context: Context, report) -> Edition | None:
    """``{% edition_of report as edition %}``: what the public sees of a report, if anything."""
    return edition_of_report(report_id=report.pk, slug=context["standing"].agency.slug)
