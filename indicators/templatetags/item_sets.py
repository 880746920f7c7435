"""Words for how complete and how sure the parts of an item set are, and addresses inside or outside an agency.

Not here: reading the remarks (``indicators.confidence``).
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from indicators.confidence import level_of
from indicators.item_sets.copied import copied_from
from indicators.item_sets.differences import LONGEST, Difference, in_one_line
from indicators.item_sets.pasted import Trouble

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
    is_typed: bool = False
    """Typed by an operator in the browser: to be read as it is."""


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
    return Source(number, tag, address, host, rest.strip().strip("()"), words.startswith(HELD_BY_PROJECT),
                  tag.startswith("typed"))


@register.filter
def confidence(remark: str) -> str:
    """How sure the source is, in words; of a copied part, from which year."""
    if year := copied_from(remark):
        return gettext("Copied from fiscal year %(year)s, not confirmed") % {"year": year}
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


UNREAD_WORDS = {
    "before_first": _("stands before the first item"),
    "twice": _("belongs to an item that stands here a second time"),
    "column": _("stands in a column that is not asked for"),
    "marks": _("holds only marks and no words"),
    "other_name": _("this heading has another name further up"),
    "no_such_number": _("there is no item 0"),
}
TROUBLE_WORDS = {
    "twice": gettext_noop("Line %(line)s: %(code)s stands here a second time, the first is in line %(other)s."),
    "missing": gettext_noop(
        "Line %(line)s: %(code)s is missing before %(other)s. If its wording is not known, write %(code)s alone on a "
        "line."
    ),
    "long_name": gettext_noop("Line %(line)s: the heading has %(other)s characters, at most 300 fit."),
    "no_items": gettext_noop("No item was found. Each item begins with its number, like o1, 01 or ข้อ ๑."),
}
PART_WORDS = {
    "set": _("The set"),
    "instruments": _("Instrument"),
    "indicators": _("Indicator"),
    "sub_indicators": _("Sub-indicator"),
    "issues": _("Issue"),
    "items": _("Item"),
}
FIELD_WORDS = {
    "version": _("Version"),
    "status": _("State of the list"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "scoring": _("Scoring"),
    "grade_bands": _("Result levels"),
    "report_items": _("Items answered by the two reports"),
    "calendar": _("Calendar"),
    "item_counts": _("Number of items"),
    "sources": _("Sources"),
    "notes": _("Remarks"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "weight": _("Weight (per cent)"),
    "confidence": _("How sure this is"),
    "instrument": _("Instrument"),
    "indicator_number": _("Indicator"),
    "sub_indicator_code": _("Sub-indicator"),
    "issue_number": _("Issue"),
    "item_codes": _("Items"),
    "group": _("Heading"),
    "title": _("Title"),
    "elements": _("Elements"),
    "elements_status": _("State of the elements"),
    "elements_confidence": _("How sure the elements are"),
    "elements_sources": _("Sources of the elements"),
    "is_reversed": _("Reversed: agreeing is bad"),
    "note": _("Remark"),
    "number": _("Item"),
    "extra": _("What else was found"),
}


@register.filter
def unread_words(reason: str) -> str:
    """Why a pasted line was not understood."""
    return UNREAD_WORDS[reason]


@register.filter
def trouble_words(trouble: Trouble) -> str:
    """The sentence on what stops a pasted list, naming its line."""
    return gettext(TROUBLE_WORDS[trouble.reason]) % vars(trouble)


INNER_WORDS = {
    "analysis_and_measures": _("Item that is the analysis with measures"),
    "progress_or_result": _("Item that is the report of results"),
}
CONFIDENCES = {"confidence", "elements_confidence"}
TAGS = {"sources", "elements_sources"}
"""Fields that hold only the short names of sources; the sources themselves differ as a part of the set."""


@register.filter
def worth_showing(differences: list[Difference]) -> list[Difference]:
    """The differences a reader can judge: without version numbers and short names of sources."""
    return [
        each for each in differences
        if each.field != "version" and not (each.field in TAGS and each.part != "set")
    ]


@register.filter
def differing_part(difference: Difference) -> str:
    """Which part of the set differs, in words: part, key, field."""
    inner = "" if difference.field == "sources" else INNER_WORDS.get(difference.inner, difference.inner)
    words = [PART_WORDS[difference.part], difference.key, FIELD_WORDS.get(difference.field, difference.field), inner]
    return " · ".join(str(word) for word in words if word)


@register.filter
def value_before(difference: Difference) -> str:
    """What stood before, in one line; empty for what is not known."""
    return _in_words(difference.field, difference.before)


@register.filter
def value_after(difference: Difference) -> str:
    """What stands afterwards, in one line; empty for what is not known."""
    return _in_words(difference.field, difference.after)


def _in_words(name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if name in CONFIDENCES:
        return str(confidence(str(value)))
    if name == "elements_status":
        return str(elements_state(value) or value)
    if isinstance(value, list) and all(isinstance(each, dict) and "text" in each for each in value):
        value = " / ".join(" ".join([each["text"], *each.get("children", [])]) for each in value)
    elif isinstance(value, list):
        value = ", ".join(map(str, value))
    text = in_one_line(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
