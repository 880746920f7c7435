"""One way for every page that saves rows: unchanged, refused, clashed or written.

Not here: what is written (``measures.services``), how two texts are compared (``measures.forms.page``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.models import Change
from measures.forms.page import Difference, Page, differences, settled
from measures.selectors.history import last_change_of
from measures.services import Stale
from thai.dates import be_time


@dataclass(frozen=True)
class Clash:
    """Somebody saved the row while the person typed: who, and where the texts differ."""

    change: Change | None
    differences: list[Difference]


@dataclass
class Attempt:
    """What became of a POST; ``written`` is None when nothing could be saved."""

    page: Page
    written: bool | None = None
    clash: Clash | None = None
    status: int = field(default=200)


def try_to_save(
    request: HttpRequest, *, build: Callable[[QueryDict], Page], save: Callable[[Page], bool],
    check: Callable[[Page], bool] = lambda page: True,
) -> Attempt:
    """Save the POST through ``save``; ``build`` reads the rows anew each time, ``check`` may add errors."""
    page = build(request.POST)
    stale = page.stale_row()
    is_current = not any(form.is_stale for form in page.forms)
    if is_current or page.merges():
        page = page if is_current else settled(request.POST, build)
        if not page.is_valid() or not check(page):
            return Attempt(page)
        try:
            return Attempt(page, written=save(page))
        except Stale as error:
            stale = error.row
    page = settled(request.POST, build)
    page.is_valid()
    change = last_change_of(stale) if stale is not None else None
    return Attempt(page, clash=Clash(change, differences(page)), status=409)


def tell(request: HttpRequest, written: bool) -> None:
    """Say above the next page that it was saved, and when; the browser then forgets its copies (``data-saved``)."""
    if written:
        clock = be_time(timezone.now(), language="th" if get_language() == "th" else "en")
        messages.success(request, _("Saved at %(time)s") % {"time": clock}, extra_tags="saved")
    elif request.POST.get("saved_as_typed"):
        messages.success(request, _("Everything is saved."), extra_tags="saved")
    else:
        messages.info(request, _("Nothing was changed."))


def wants(request: HttpRequest, button: str) -> bool:
    """Whether the form was sent by this button."""
    return request.method == "POST" and button in request.POST


def posted_or_none(request: HttpRequest) -> Any:
    """The POST, or None on a GET: what a form takes as its data."""
    return request.POST if request.method == "POST" else None
