"""Words and links of the score pages: tabs, what a line is called, why a pasted line was not taken.

Not here: the lines themselves (``indicators.scores.lines``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from indicators.models import Origin, ScoreEdition, ScoreSheet
from indicators.scores.lines import Line, Part
from indicators.scores.pasted import LEVEL, Left, Taken
from indicators.scores.selectors import current_edition, values_of

register = template.Library()

TABS = (
    ("score_sheet", _("Score sheet")),
    ("score_check", _("Check of the scores")),
    ("score_charts", _("Charts")),
    ("score_standing", _("Standing")),
    ("score_editions", _("Earlier editions")),
)
LEFT_WORDS = {
    "heading": gettext_noop("A heading without a score."),
    "no_score": gettext_noop("No score stands here. Please write the figure beside the code."),
    "no_subject": gettext_noop("It is not clear what this is the score of. Please write its code, like o9, i1 or indicator 3."),  # noqa: E501
    "several_subjects": gettext_noop("Several codes stand here. Please give each its own line."),
    "several_numbers": gettext_noop("Several figures stand here. Please leave only the score."),
    "bare_number": gettext_noop("“%(named)s” alone may be an item or an indicator. Please write o%(named)s or indicator %(named)s."),  # noqa: E501
    "zero_or_o": gettext_noop("“%(named)s” may begin with a zero or with the letter o. Please write o9 for the item."),
    "not_in_sheet": gettext_noop("“%(named)s” is not in the item set of this year."),
    "twice": gettext_noop("Its value stands already in line %(named)s."),
    "level_twice": gettext_noop("The level was given already further up."),
    "over": gettext_noop("“%(named)s” is more than 100. Please check the figure."),
    "under": gettext_noop("“%(named)s” is less than 0. Please check the figure."),
    "decimals": gettext_noop("“%(named)s” has more than two decimals. Please write it as announced, like 93.05."),
    "comma": gettext_noop("“%(named)s” has a comma. Please write the decimals after a point, like 93.05."),
    "not_a_number": gettext_noop("“%(named)s” is not a score. Please write figures only, like 93.05."),
}


@dataclass(frozen=True)
class Tab:
    """One tab: where it leads, what it says, whether one is there."""

    address: str
    words: str
    is_here: bool


@register.simple_tag(takes_context=True)
def score_tabs(context: template.Context, here: str) -> list[Tab]:
    """The score pages of the year in the context (``assessed_year``, else ``year``)."""
    agency, year = context["standing"].agency, _year(context)
    tabs = []
    for route, words in TABS:
        address = reverse(route, kwargs={"agency": agency.slug, "year": year})
        tabs.append(Tab(address, str(words), route == here))
    report_year = context["printed_year"] if "printed_year" in context else printed_year(agency, year)
    if report_year:
        address = reverse("score_list", kwargs={"agency": agency.slug, "year": report_year})
        tabs.append(Tab(address, gettext("As printed in the document"), is_here=False))
    return tabs


def printed_year(agency, year: int) -> int | None:
    """The latest fiscal year whose report prints scores of this assessed year."""
    of_year = Q(rows__year=year) | Q(rows__year__isnull=True, assessed_year=year)
    sheets = ScoreSheet.objects.filter(of_year, agency=agency, rows__isnull=False).order_by("-report_year")
    return sheets.values_list("report_year", flat=True).first()


@register.simple_tag(takes_context=True)
def current_scores(context: template.Context) -> ScoreEdition | None:
    """The current edition of the year: the page's own ``edition``, else asked for."""
    if "edition" in context:
        return context["edition"]
    return current_edition(agency=context["standing"].agency, year=_year(context))


def _year(context: template.Context) -> int:
    return context["assessed_year"] if "assessed_year" in context else context["year"]


@register.filter
def origins(edition: ScoreEdition | None) -> str:
    """Where the edition's values were read, each source once."""
    found = dict.fromkeys(each.origin for each in values_of(edition).values())
    return ", ".join(str(Origin(origin).label) for origin in found)


@register.filter
def line_label(line: Line) -> str:
    """What a value is called: ``Item o9``."""
    words = {
        Part.OVERALL: _("Overall score"),
        Part.INSTRUMENT: "%(code)s",
        Part.INSTRUMENT_PART: _("%(code)s part %(number)s"),
        Part.INDICATOR: _("Indicator %(code)s"),
        Part.SUB_INDICATOR: _("Sub-indicator %(code)s"),
        Part.ITEM: _("Item %(code)s"),
        Part.FLOOR: _("No indicator is below"),
    }[Part(line.part)]
    code, _dot, number = line.code.partition(".")
    whole = {"code": code, "number": number} if line.part == Part.INSTRUMENT_PART else {"code": line.code}
    return str(words) % whole


@register.filter
def left_words(left: Left) -> str:
    """Why a pasted line was not taken, and what to do."""
    return gettext(LEFT_WORDS[left.reason]) % {"named": left.named[:30]}


@register.filter
def taken_as(taken: Taken) -> str:
    """What a pasted line was read as."""
    return gettext("Level as announced") if taken.key == LEVEL else line_label(Line(taken.key))
