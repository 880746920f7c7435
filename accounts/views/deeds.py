"""What every form page here does with a deed that was refused.

Not here: any page.
"""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

Outcome = TypeVar("Outcome")
PER_PAGE = 25


def sent(request: HttpRequest):
    """The posted fields, or None on a page that is only being looked at."""
    return request.POST if request.method == "POST" else None


def done(form: forms.BaseForm, deed: Callable[[], Outcome]) -> Outcome | None:
    """The deed's outcome; None when the form or the deed says no, the reasons standing in the form."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return deed()
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    """The page of a list that the address asks for; the nearest one when there is no such page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
