"""Short pieces of a text around what is marked in it, cut where a reader would cut: at a space, never within a letter.

Pure; not here: finding what to mark (``measures.searching``, ``measures.old_years``).
"""

from __future__ import annotations

from thai.text import starts_with_lone_mark

_LOOK = 20
"""How many letters a cut may move to find a space."""
_LEADING_VOWELS = "เแโใไ"
ELLIPSIS = "…"


def head_of(text: str, most: int) -> str:
    """The beginning of a text with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    space = max(text.rfind(" ", most - _LOOK, most), text.rfind("\n", most - _LOOK, most))
    end = space if space > 0 else most
    while end > 0 and (starts_with_lone_mark(text[end:]) or text[end - 1] in _LEADING_VOWELS):
        end -= 1
    return f"{text[:end].rstrip()} {ELLIPSIS}"


def tail_of(text: str, most: int) -> str:
    """The end of a text with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    start = len(text) - most
    places = [text.find(space, start, start + _LOOK) for space in " \n"]
    start = min((place + 1 for place in places if place >= 0), default=start)
    while start < len(text) and (starts_with_lone_mark(text[start:]) or text[start - 1] in _LEADING_VOWELS):
        start += 1
    return f"{ELLIPSIS} {text[start:].lstrip()}"


def shortened(parts: list[tuple[str, bool]], around: int) -> list[tuple[str, bool]]:
    """Parts of a text (with whether each is marked), those not marked cut to ``around`` letters beside a mark."""
    short = []
    for place, (text, is_marked) in enumerate(parts):
        if not is_marked and len(text) > 2 * around:
            head = head_of(text, around) if place else ""
            tail = tail_of(text, around) if place < len(parts) - 1 else ""
            text = head.removesuffix(ELLIPSIS) + tail if head and tail else head or tail or head_of(text, 2 * around)
        short.append((text, is_marked))
    return short
