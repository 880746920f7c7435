"""The calendar as a file for calendar programs: no login, a secret address, dates and titles only.

Not here: what is in it (``measures.ics``), making the address (``calendar``).
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django_scopes import scope

from accounts.doors import public_page
from measures.ics import ics_of
from measures.selectors.calendar import dates_in_feed, feed_by_token


@public_page()
@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The dates of the agency's open years, as long as the token's person holds an office there; else 404."""
    feed = feed_by_token(token)
    if feed is None:
        raise Http404
    with scope(agency=feed.agency), override("th"):
        name = _("ITA calendar of %(agency)s") % {"agency": feed.agency}
        content = ics_of(name=name, domain=feed.agency.slug, dates=dates_in_feed(agency=feed.agency))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ita.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
