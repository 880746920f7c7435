"""Looks at addresses on pages: the newest of an address, words of its verdict, and addresses fit for a link."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.forms import BaseFormSet
from django.utils.functional import Promise

from measures.link_words import Words, note_words, words_of
from measures.models import Disclosure, LinkCheck
from measures.selectors.links import UNCHECKED, latest_checks

register = template.Library()


@register.filter
def check_of(checks: dict[str, LinkCheck] | str, url: str) -> LinkCheck | None:
    """The look at this address out of ``latest_checks``."""
    return checks.get(url) if checks else None


@register.filter
def words_of_check(check: LinkCheck | None) -> Words:
    """Title, meaning, remedy and tone; of a missing look that nobody has looked yet."""
    return words_of(check.verdict if check else UNCHECKED)


@register.filter
def words_of_verdict(verdict: str) -> Words:
    """The same for a bare verdict."""
    return words_of(verdict)


@register.filter
def notes_of_check(check: LinkCheck | None) -> list[Promise | str]:
    """A sentence for each note of the look."""
    return note_words(check.notes) if check else []


@register.filter
def web_address(url: str | None) -> str:
    """The address if a click on it opens a web page and nothing else; empty otherwise."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


@register.simple_tag
def looks_at(rows: Iterable[Disclosure]) -> dict[str, LinkCheck]:
    """The newest look at each address of these OIT rows, in one query when their links are fetched already."""
    return latest_checks(link.url for row in rows for link in row.links.all())


@register.simple_tag
def looks_at_forms(forms: BaseFormSet) -> dict[str, LinkCheck]:
    """The same for the addresses in the form of one row."""
    return latest_checks(form.row.url for form in forms if form.row)
