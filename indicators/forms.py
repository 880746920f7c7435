"""Forms of the operator's item set pages.

Not here: reading a pasted list (``indicators.item_sets.pasted``), saving (``indicators.services``).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.layout import PlainForm
from indicators.confidence import LEVELS
from indicators.item_sets.edited import Provenance
from indicators.item_sets.pasted import MOST_LETTERS, MOST_LINES, TooMuch, read_pasted
from indicators.models import Item
from indicators.templatetags.item_sets import ELEMENTS_WORDS, LEVEL_WORDS, confidence
from thai.dates import CommonEraYear, DateError, parse_be_year
from thai.fiscal_year import fiscal_year_of
from thai.markers import parse_lines, render_lines
from thai.text import normalise, starts_with_lone_mark

FIRST_YEAR = 2550
YEARS_AHEAD = 10
LONGEST_TEXT = 20_000
COPY, PASTE = "copy", "paste"
LEVEL_CHOICES = [(level, LEVEL_WORDS[level]) for level in reversed(LEVELS)]
STATUS_CHOICES = [(status, ELEMENTS_WORDS[status]) for status in ("full", "shortened", "partial")]


class WordsField(forms.CharField):
    """Text in one spelling of what looks the same, without what cannot be seen."""

    def clean(self, value: Any) -> str:
        text = normalise(str(value or "")).strip()
        for number, line in enumerate(text.split("\n"), start=1):
            if any(starts_with_lone_mark(word) for word in line.split()):
                raise forms.ValidationError(
                    _("Line %(line)s: a word begins with a vowel or tone mark that has no letter before it.")
                    % {"line": number},
                    code="lone_mark",
                )
        return super().clean(text)


class NewYearForm(PlainForm, forms.Form):
    """Which year to begin, and from what."""

    fiscal_year = forms.CharField(
        label=gettext_lazy("Fiscal year (B.E.)"), max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Please give the fiscal year, for example 2569.")},
    )
    begin = forms.ChoiceField(
        label=gettext_lazy("What it starts from"), widget=forms.RadioSelect, initial=COPY,
        choices=[
            (COPY, gettext_lazy("A copy of an earlier year, marked as not confirmed")),
            (PASTE, gettext_lazy("The OIT list pasted from the manual")),
        ],
    )
    copy_from = forms.TypedChoiceField(label=gettext_lazy("Year to copy"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.years = years
        self.fields["copy_from"].choices = [(year, str(year)) for year in years]
        self.initial.setdefault("fiscal_year", str(years[0] + 1) if years else "")
        if not years:
            self.fields["begin"].choices = self.fields["begin"].choices[1:]
            self.initial["begin"] = PASTE
            del self.fields["copy_from"]

    def clean_fiscal_year(self) -> int:
        typed = normalise(self.cleaned_data["fiscal_year"]).strip()
        try:
            year = parse_be_year(typed)
        except CommonEraYear as era:
            words = _("%(typed)s is a year of the Common Era. Please give B.E. %(offered)s.")
            years = {"typed": era.typed_year, "offered": era.offered_year}
            raise forms.ValidationError(words % years, code="common_era") from era
        except DateError as error:
            words = _("“%(typed)s” could not be read as a year. Please write a year of four digits, for example 2569.")
            raise forms.ValidationError(words % {"typed": typed[:30]}, code=error.reason) from error
        last = fiscal_year_of(timezone.localdate()) + YEARS_AHEAD
        if not FIRST_YEAR <= year <= last:
            words = _("Please give a year between %(first)s and %(last)s.")
            raise forms.ValidationError(words % {"first": FIRST_YEAR, "last": last}, code="out_of_range")
        if year in self.years:
            words = _("Fiscal year %(year)s has an item set already. Please open it to change it.")
            raise forms.ValidationError(words % {"year": year}, code="there")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("begin") == COPY and "copy_from" not in self.errors and cleaned.get("copy_from") is None:
            self.add_error("copy_from", forms.ValidationError(_("Please choose the year to copy."), code="required"))
        return cleaned


class ProvenanceForm(PlainForm, forms.Form):
    """Where new wording comes from and how sure it is: asked with every save."""

    use_required_attribute = False
    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)
    source = WordsField(
        label=gettext_lazy("Source"), max_length=1000,
        help_text=gettext_lazy("The manual with its page, or the address of the page it was found on."),
        error_messages={"required": gettext_lazy("Please say where the wording comes from.")},
    )

    @property
    def version_seen(self) -> int:
        """The version of the set the page was made from; -1, which no set has, for anything else."""
        typed = str(self.data.get("seen_version", ""))
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


class PasteForm(ProvenanceForm):
    """The list as pasted; ``pasted`` is what was understood of it."""

    text = forms.CharField(
        label=gettext_lazy("The OIT list"), strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "pasted-text", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copy the table of the manual (item, information, elements) and paste it here. One block per item also "
            "works: the item's number first, then its title, then its elements."
        ),
        error_messages={"required": gettext_lazy("Please paste the list.")},
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure this is"), choices=[("", gettext_lazy("Please choose")), *LEVEL_CHOICES]
    )
    elements_status = forms.ChoiceField(
        label=gettext_lazy("Elements in this list"), choices=STATUS_CHOICES, initial="full"
    )
    leave_out = forms.BooleanField(
        label=gettext_lazy("Save without the lines that were not understood"), required=False
    )
    field_order = ("text", "source", "confidence", "elements_status", "leave_out", "seen_version")
    pasted = None

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        try:
            self.pasted = read_pasted(text)
        except TooMuch as much:
            words = _(
                "The list has %(lines)s lines and %(letters)s letters; at most %(most_lines)s lines and "
                "%(most_letters)s letters fit. Line %(next)s and what follows it cannot be taken. Please paste only "
                "the list of items."
            )
            facts = {
                "lines": f"{much.lines:,}", "letters": f"{much.letters:,}", "most_lines": f"{MOST_LINES:,}",
                "most_letters": f"{MOST_LETTERS:,}", "next": f"{min(much.lines, MOST_LINES + 1):,}",
            }
            raise forms.ValidationError(words % facts, code="too_much") from much
        return text

    @property
    def provenance(self) -> Provenance:
        """Source, confidence and state of the elements as chosen; of a valid form."""
        chosen = self.cleaned_data
        return Provenance(chosen["source"], chosen["confidence"], chosen["elements_status"])


class ItemForm(ProvenanceForm):
    """One item. ``changes`` are the changed fields in the words of an item set file."""

    title = WordsField(
        label=gettext_lazy("Title"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    elements = WordsField(
        label=gettext_lazy("Elements"), required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One element per line; its parts below it, two spaces further in. Empty when not known."
        ),
    )
    elements_status = forms.ChoiceField(
        label=gettext_lazy("Elements in this list"), required=False, choices=STATUS_CHOICES
    )
    confidence = forms.ChoiceField(label=gettext_lazy("How sure the title is"), required=False)
    elements_confidence = forms.ChoiceField(label=gettext_lazy("How sure the elements are"), required=False)
    topic = WordsField(
        label=gettext_lazy("Topic"), required=False, max_length=60,
        help_text=gettext_lazy("A short word that stays the same when the number moves from year to year."),
    )
    note = WordsField(
        label=gettext_lazy("Remark"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = (
        "title", "confidence", "elements", "elements_status", "elements_confidence", "topic", "note", "source",
        "seen_version",
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.item = item
        self.shown = {
            "title": item.title, "elements": elements_as_text(item.elements), "topic": item.topic, "note": item.note,
            "elements_status": item.elements_status,
        }
        self.initial |= self.shown
        self.initial["seen_version"] = item.item_set.version
        for name, stored in (("confidence", item.confidence), ("elements_confidence", item.elements_confidence)):
            kept = _("As it is: %(words)s") % {"words": confidence(stored)} if stored else _("Not said yet")
            self.fields[name].choices = [("", kept), *LEVEL_CHOICES]
        if item.instrument != "OIT":
            for name in ("elements", "elements_status", "elements_confidence"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors or not cleaned.get("elements"):
            return cleaned
        if "elements" in self.changes and not (self.item.elements_confidence or cleaned.get("elements_confidence")):
            words = _("Please say how sure the elements are.")
            self.add_error("elements_confidence", forms.ValidationError(words, code="required"))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """Only what differs from the item as shown; call after ``is_valid``."""
        given = self.cleaned_data
        changes: dict[str, Any] = {
            name: given[name] or None for name in ("title", "topic", "note")
            if name in given and given[name] != normalise(self.shown[name]).strip()
        }
        for name in ("confidence", "elements_confidence"):
            if given.get(name):
                changes[name] = given[name]
        if "elements" in given and given["elements"] != normalise(self.shown["elements"]).strip():
            changes["elements"] = elements_from_text(given["elements"])
        if given.get("elements") and given.get("elements_status") not in (None, "", self.item.elements_status):
            changes["elements_status"] = given["elements_status"]
        if not given.get("elements"):
            changes.pop("elements_confidence", None)
        return changes


def elements_as_text(elements: list[dict] | None) -> str:
    """The elements as lines, their parts two spaces further in."""
    return render_lines([
        {"marker": "-", "text": each["text"], "children": [{"marker": "-", "text": part} for part in each["children"]]}
        for each in elements or []
    ])


def elements_from_text(text: str) -> list[dict] | None:
    """The lines as elements of an item set file; deeper parts stand beside the parts. None for no text."""

    def parts(items: list) -> list[str]:
        return [text for item in items for text in [str(item["text"]), *parts(item.get("children", []))]]

    items = parse_lines(text)
    return [{"text": str(each["text"]), "children": parts(each.get("children", []))} for each in items] or None
