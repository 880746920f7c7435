"""What the frames of pages need: menu entries that know where one is, the other language's address, pages of lists."""

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Agency

register = template.Library()


@register.inclusion_tag("parts/menu_link.html", takes_context=True)
def menu_link(context: template.Context, route: str, label: str, icon: str, **options: Any) -> dict[str, Any]:
    """One entry of the left menu; ``exact`` marks it as here only on its own page, not on those below it.

    ``also`` names a part of the address, like ``/scores/``, whose pages belong to the entry as well.
    """
    return _entry(context, route, label, icon, **options)


@register.inclusion_tag("parts/bar_link.html", takes_context=True)
def bar_link(context: template.Context, route: str, label: str, icon: str, **options: Any) -> dict[str, Any]:
    """One of the four places at the foot of a phone."""
    return _entry(context, route, label, icon, **options)


@register.simple_tag
def is_demo_installation() -> bool:
    """Whether any agency here is a demonstration: then pages that belong to no agency say so too."""
    return settings.ITA_ALLOW_DEMO and Agency.objects.filter(is_demo=True).exists()


@register.simple_tag(takes_context=True)
def address_in(context: template.Context, language: str) -> str:
    """This page's address in another language; the rest of the address stays."""
    request: HttpRequest = context["request"]
    bare = request.path_info.removeprefix("/en") if request.path_info.startswith("/en/") else request.path_info
    query = request.META.get("QUERY_STRING", "")
    return ("/en" if language == "en" else "") + bare + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int, parameter: str = "") -> str:
    """The same address with another page of the list; filters stay."""
    query = context["request"].GET.copy()
    query[parameter or "page"] = str(number)
    return "?" + query.urlencode()


@register.filter
def shown_pages(paginator: Paginator, number: int) -> list[int]:
    """The page numbers worth a link, 0 where some are left out."""
    return [
        0 if each == paginator.ELLIPSIS else int(each)
        for each in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    ]


def _entry(
    context: template.Context,
    route: str,
    label: str,
    icon: str,
    *,
    exact: bool = False,
    also: str = "",
    year: int | None = None,
) -> dict[str, Any]:
    standing = context.get("standing")
    address = {"agency": standing.agency.slug} if standing else {}
    if year:
        address["year"] = year
    href = reverse(route, kwargs=address)
    path = context["request"].path
    return {
        "href": href, "label": label, "icon": icon,
        "here": path == href or (not exact and path.startswith(href)) or bool(also and also in path),
    }  # fmt: skip
