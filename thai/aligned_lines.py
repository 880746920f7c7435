"""Which line of an edited text is which line of the text before, so that what hangs on a line survives the edit.

Not here: what hangs on them (``thai.markers``).
"""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

ALIKE = 0.5
"""Two different lines are the same line edited when at least half of their characters agree (difflib's ratio)."""
COMPARED = 80
"""Characters of a line compared; the beginnings of two lines tell whether they are one."""
MOST_COMPARISONS = 400
"""Beyond so many pairs in one changed stretch, lines are paired in order; comparing all would be slow."""
LARGE = 100_000
"""Pairs of lines; above, lines that repeat often are no anchors any more, or equal lines would take minutes."""


def align(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each line of ``after`` the index of the line of ``before`` that it is, or None for a new one.

    Each line before is used once at most. Exactly one line changed is always recognised as that, whatever repeats.
    """
    found: list[int | None] = [None] * len(after)
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        found[start] = start
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        found[-1 - end] = len(before) - 1 - end
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > LARGE)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pairs = [(number, number) for number in range(old_to - old_from)]
        elif tag == "replace":
            pairs = _pairs(old[old_from:old_to], new[new_from:new_to])
        else:
            pairs = []
        for of_old, of_new in pairs:
            found[start + new_from + of_new] = start + old_from + of_old
    _find_moved(before, after, found)
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (old, new) in order: all when there are as many, else those most alike."""
    if len(old) == len(new) or len(old) * len(new) > MOST_COMPARISONS:
        return [(number, number) for number in range(min(len(old), len(new)))]
    # best[i][j]: the highest total likeness of old[i:] with new[j:], pairs never crossing
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.strip()[:COMPARED], other.strip()[:COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


def _find_moved(before: Sequence[str], after: Sequence[str], found: list[int | None]) -> None:
    """A line cut here and pasted there is still that line."""
    used = set(found)
    free = defaultdict(list)
    for number, line in enumerate(before):
        if number not in used and line:
            free[line].append(number)
    for number, line in enumerate(after):
        if found[number] is None and free[line]:
            found[number] = free[line].pop(0)
