"""Thai dates and digits for templates; screens use Arabic digits, English pages English words.

Not here: how they are made (``thai.dates``, ``thai.digits``).
"""

import datetime as dt

from django import template
from django.utils.translation import get_language

from thai import dates, digits

register = template.Library()


def _language() -> str:
    return "th" if (get_language() or "th").startswith("th") else "en"


@register.filter
def thai_digits(value: object) -> str:
    """Arabic digits as Thai ones, addresses and codes such as o10 left alone; nothing for nothing."""
    return "" if value is None else digits.to_thai_in_prose(value)


@register.filter
def be_year(value: dt.date | None) -> str:
    """The B.E. year of a date."""
    return str(dates.be_year(value)) if isinstance(value, dt.date) else ""


@register.filter
def be_date(value: dt.date | None, style: str = "long") -> str:
    """``22 ตุลาคม 2567``; ``{{ day|be_date:"short" }}`` is ``22 ต.ค. 2567``."""
    return dates.be_date(value, style, language=_language()) if isinstance(value, dt.date) else ""


@register.filter
def be_month(value: dt.date | None) -> str:
    """``ตุลาคม 2567`` for any day of the month."""
    if not isinstance(value, dt.date):
        return ""
    year = dates.be_year(value)
    name = dates.month_names(language=_language())[value.month - 1]
    return f"{name} {year}" if _language() == "th" else f"{name} B.E. {year} ({value.year})"


@register.filter
def be_time(value: dt.datetime | None) -> str:
    """``10.42 น.`` in Bangkok time."""
    return dates.be_time(value, language=_language()) if isinstance(value, dt.datetime) else ""


@register.filter
def be_datetime(value: dt.datetime | None, style: str = "long") -> str:
    """``22 ตุลาคม 2567 เวลา 10.42 น.`` in Bangkok time."""
    return dates.be_datetime(value, style, language=_language()) if isinstance(value, dt.datetime) else ""
