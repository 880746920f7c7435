"""The required elements of an OIT item as a tree to tick, and how far the ticks are.

An element is known by its texts from the top down, so a tick stays with its words when the list is reordered and
falls away when they change. Only ends of the tree are ticked: a heading is there when all below it is.

Pure; not here: writing ticks (``measures.services.ticks``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

Path = tuple[str, ...]


@dataclass(frozen=True)
class Element:
    """One element; ``key`` names it in a form."""

    path: Path
    marker: str
    children: tuple[Element, ...] = ()

    @property
    def text(self) -> str:
        return self.path[-1]

    @property
    def key(self) -> str:
        return hashlib.sha256("\x1f".join(self.path).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Share:
    """``done`` of ``total`` elements are on the website."""

    done: int
    total: int


def tree_of(elements: Sequence[dict | str], above: Path = ()) -> tuple[Element, ...]:
    """The elements of an item set or of the agency's own list; of equal texts side by side the first counts."""
    found: dict[Path, Element] = {}
    for each in elements:
        text = str(each if isinstance(each, str) else each.get("text", "")).strip()
        below = () if isinstance(each, str) else each.get("children") or ()
        path = (*above, text)
        if text and path not in found:
            marker = "" if isinstance(each, str) else str(each.get("marker") or "")
            found[path] = Element(path, marker, tree_of(below, path))
    return tuple(found.values())


def ends_of(tree: Sequence[Element]) -> Iterator[Element]:
    """The elements that can be ticked, in order."""
    for element in tree:
        if element.children:
            yield from ends_of(element.children)
        else:
            yield element


def share_of(tree: Sequence[Element], present: Collection[Sequence[str]]) -> Share:
    """How many ends are ticked; ticks for words that no longer stand do not count."""
    ticked = {tuple(path) for path in present}
    ends = list(ends_of(tree))
    return Share(sum(end.path in ticked for end in ends), len(ends))


def ticked_anew(
    tree: Sequence[Element], present: Collection[Sequence[str]], *, shown: Collection[str], ticked: Collection[str]
) -> list[list[str]]:
    """The ticks after a person answered the ``shown`` keys with the ``ticked`` ones; all others stay as they are.

    So two people who tick different elements at the same time both keep their ticks. Keys of no element are ignored.
    """
    before = {tuple(path) for path in present}
    after = []
    for end in ends_of(tree):
        is_there = end.key in ticked if end.key in shown else end.path in before
        if is_there:
            after.append(list(end.path))
    return after
