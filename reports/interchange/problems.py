"""What is wrong with a file, said so that the person who has it can mend it: where, what, and what to do.

Not here: finding it (``reader``, ``form``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

MOST_SHOWN = 20
"""More problems than this are counted, not listed."""


@dataclass(frozen=True)
class Problem:
    """One sentence about a place (``measures[2].entries[0].period``, or ``:12`` for a line of the file).

    ``sentence`` is lazy, its parameters may be lazy too.
    """

    place: str
    sentence: Any
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        text = str(self.sentence) % {key: str(value) for key, value in self.params.items()}
        return f"{self.place}: {text}" if self.place else text


class Refusal(Exception):
    """The file is not taken; nothing has been written."""

    def __init__(self, *problems: Problem):
        super().__init__(*problems)
        self.problems = list(problems)

    def in_file(self, name: str) -> Refusal:
        """The same, each place led by the name of the file; a place that is a line number joins it directly."""
        places = [f"{name}{'' if one.place[:1] in ('', ':') else ': '}{one.place}" for one in self.problems]
        return Refusal(*(replace(one, place=place) for one, place in zip(self.problems, places, strict=True)))

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        more = len(self.problems) - len(shown)
        return "\n".join(shown + ([str(_("… and %(count)s more.")) % {"count": more}] if more else []))


def in_both_languages(thing: Any) -> str:
    """The lazy text ``thing`` in Thai and then in English."""
    texts = []
    for language in ("th", "en"):
        with translation.override(language):
            texts.append(str(thing))
    return "\n".join(dict.fromkeys(texts))
