"""Words for how complete and how sure the parts of an item set are, and addresses inside or outside an agency.

Not here: reading the remarks (``indicators.confidence``).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.confidence import level_of

register = template.Library()

LEVEL_WORDS = {
    "high": _("High confidence"),
    "medium-high": _("Rather high confidence"),
    "medium": _("Medium confidence"),
    "low-medium": _("Rather low confidence"),
    "low": _("Low confidence"),
    "unknown": _("Confidence not known"),
}
ELEMENTS_WORDS = {
    "full": _("Elements complete"),
    "shortened": _("Elements shortened by the source"),
    "partial": _("Elements known in part"),
    "unknown": _("Elements not found yet"),
}
INSTRUMENT_WORDS = {
    "IIT": _("IIT questions"),
    "EIT": _("EIT questions"),
    "OIT": _("OIT items"),
}


HELD_BY_PROJECT = "municipal document:"
"""How the item sets begin the explanation of a document that is not on the web."""


@dataclass(frozen=True)
class Source:
    """Where a wording was found: an address on the web where there is one, and the keepers' note in their language."""

    number: int
    tag: str
    address: str
    host: str
    note: str
    is_document: bool


@register.filter
def as_sources(explained: dict[str, str]) -> list[Source]:
    """The sources of an item set in a steady order, numbered from 1."""
    return [_source(number, tag, str(explained[tag])) for number, tag in enumerate(sorted(explained), start=1)]


@register.filter
def sources_named(explained: dict[str, str], tags: list[str] | None) -> list[Source]:
    """Those of the set's sources that a part names, in the part's own order."""
    by_tag = {source.tag: source for source in as_sources(explained)}
    return [by_tag[tag] for tag in tags or () if tag in by_tag]


def _source(number: int, tag: str, words: str) -> Source:
    address, _gap, rest = words.partition(" ")
    if not address.startswith(("http://", "https://")):
        address, rest = "", words
    host = urlsplit(address).netloc.removeprefix("www.")
    return Source(number, tag, address, host, rest.strip().strip("()"), words.startswith(HELD_BY_PROJECT))


@register.filter
def confidence(remark: str) -> str:
    """How sure the source is, in words."""
    return LEVEL_WORDS[level_of(remark)]


@register.filter
def elements_state(status: str) -> str:
    """How much of an item's elements is known, in words; nothing for questions, which have none."""
    return ELEMENTS_WORDS.get(status, "")


@register.filter
def instrument_heading(code: str) -> str:
    """The heading over an instrument's list."""
    return INSTRUMENT_WORDS.get(code, code)


@register.simple_tag(takes_context=True)
def item_sets_address(context: template.Context, fiscal_year: int | None = None) -> str:
    """The page of a year, or of all years: the agency's own inside an agency, else the installation's."""
    standing: Any = context.get("standing")
    values: dict[str, Any] = {"agency": standing.agency.slug} if standing else {}
    route = "item_set" if standing else "installation_item_set"
    if fiscal_year is None:
        return reverse(f"{route}_list", kwargs=values)
    return reverse(f"{route}_detail", kwargs={**values, "year": fiscal_year})
