"""What a pasted table would record in the OIT list: matched by code in any spelling, addresses added and never removed.

Not here: writing (``measures.services.pasting``).
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from measures.forms.disclosure import DisclosureForm, LinkForm
from measures.forms.pasted.proposal import Difference, Proposed, State, compare
from measures.models import Disclosure, DisclosureLink
from measures.pasting.columns import OIT, fields_of
from measures.pasting.matching import code_number
from measures.pasting.rows import Reading, Row
from measures.pasting.table import clean

KINDS = {field.name: field.kind for field in fields_of(OIT).values()}
ROW_FIELDS = tuple(field.name for field in fields_of(OIT).values() if not field.finds and field.name != "links")
OWN_WORDS = {"title": "shown_title", "elements": "shown_elements"}
"""A new row has no item of the set: what the table prints as the item's words becomes its own."""
_BEGINNINGS = ("http://", "https://", "ftp://", "www.")


@dataclass(frozen=True)
class LinkLine:
    """An address with the way to it, as a cell says them."""

    url: str
    click_path: str = ""


def propose_oit(
    reading: Reading, *, disclosures: list[Disclosure], headings: dict[str, str], taken: dict[int, tuple[int, int]],
    may_add: bool,
) -> list[Proposed]:
    """What each row would record or, where ``may_add``, add; ``disclosures`` with their links prefetched."""
    by_id = {row.pk: row for row in disclosures}
    by_number: dict[int, Disclosure] = {}
    by_code: dict[str, Disclosure] = {}
    for row in disclosures:
        number = row.number if row.number is not None else code_number(row.code)
        if number is not None:
            by_number.setdefault(number, row)
        by_code.setdefault(clean(row.code).lower(), row)
    proposals, used = [], set()
    for row in reading.rows:
        code = row.values.get("code", "")
        ref = taken.get(row.number) or row.ref
        meant = by_id.get(ref[0]) if ref else None
        meant = meant or by_code.get(clean(code).lower()) or by_number.get(code_number(code) or -1)
        proposals.append(_propose(row, meant, used, headings, reading, may_add=may_add))
        if meant is not None:
            used.add(meant.pk)
    return proposals


def _propose(
    row: Row, meant: Disclosure | None, used: set[int], headings: dict[str, str], reading: Reading, *, may_add: bool
) -> Proposed:
    code = row.values.get("code", "")
    title = f"{code} {row.values.get('shown_title', '')}".strip()
    proposed = Proposed(row.number, title=title, rows={"disclosure": meant})
    if meant is not None and meant.pk in used:
        proposed.errors.append(_("This item stands in the table twice. Please leave one of the two rows."))
        proposed.settle()
        return proposed
    texts = {name: row.values[name] for name in ROW_FIELDS if name in row.values}
    if meant is None:
        number = code_number(code)
        if number is None or not may_add:
            proposed.state = State.UNFOUND
            proposed.errors.append(_("No OIT item of this year has the code “%(code)s”.") % {"code": code[:40]})
            return proposed
        for name, shown in OWN_WORDS.items():
            if row.values.get(shown):
                texts.setdefault(name, row.values[shown])
        proposed.changes["disclosure.code"] = code
        proposed.changes["disclosure.group"] = row.values.get("group") or row.group
        proposed.is_new = True
    compare(proposed, "disclosure", DisclosureForm(row=meant), texts, headings, KINDS, is_exact=reading.is_exact)
    if "links" in row.values:
        _compare_links(proposed, meant, row.values["links"], headings.get("links", ""))
    proposed.settle()
    return proposed


def render_links(links: list[DisclosureLink]) -> str:
    """Addresses as one cell: each on a line, the way to it indented below."""
    lines = []
    for link in links:
        lines.append(clean(link.url))
        lines += [f"  {line.strip()}" for line in clean(link.click_path).split("\n") if line.strip()]
    return "\n".join(lines)


def parse_links(text: str) -> list[LinkLine]:
    """The addresses of a cell; a line that is none belongs, as click path, to the address above."""
    found: list[LinkLine] = []
    for line in text.split("\n"):
        words = line.strip()
        if words.lower().startswith(_BEGINNINGS) or (words and not found):
            found += [LinkLine(each) for each in words.split()] if _all_addresses(words) else [LinkLine(words)]
        elif words:
            path = f"{found[-1].click_path}\n{words}" if found[-1].click_path else words
            found[-1] = LinkLine(found[-1].url, path)
    return found


def _all_addresses(words: str) -> bool:
    return all(each.lower().startswith(_BEGINNINGS) for each in words.split())


def _compare_links(proposed: Proposed, meant: Disclosure | None, text: str, heading: str) -> None:
    stored = list(meant.links.all()) if meant else []
    if clean(render_links(stored)) == clean(text):
        return
    by_url = {link.url: link for link in stored}
    added = []
    for line in parse_links(text):
        if line.url in by_url:
            link = by_url[line.url]
            if line.click_path and clean(line.click_path) != clean(link.click_path):
                proposed.differences.append(Difference(
                    f"links.{link.pk}", f"{heading} {link.url}".strip(), link.click_path, line.click_path,
                    fills=not link.click_path.strip(),
                ))
                proposed.changes[f"links.{link.pk}"] = {"click_path": line.click_path}
            continue
        try:
            url, path = _read("url", line.url), _read("click_path", line.click_path)
        except forms.ValidationError as error:
            label = heading or str(LinkForm.base_fields["url"].label)
            proposed.errors += [
                _("Column “%(column)s”: %(problem)s") % {"column": label, "problem": problem}
                for problem in error.messages
            ]
            continue
        added.append({"url": url, "click_path": path})
    if added:
        proposed.changes["links.added"] = added
        proposed.differences.append(Difference(
            "links.added", str(LinkForm.base_fields["url"].label), "",
            "\n".join(f"{each['url']}\n  {each['click_path']}".rstrip() for each in added), fills=True,
        ))


def _read(name: str, text: str) -> str:
    """The text as the row's form would take it. Raises ValidationError."""
    return deepcopy(LinkForm.base_fields[name]).clean(text) if text else ""
