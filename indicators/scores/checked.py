"""A year's announced scores with what the checks say of them and what people noted, in five queries.

Not here: the checks (``indicators.calculation.checks``), adding a note (``notes``), the table (``beside``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import Agency
from indicators.calculation.checks import findings
from indicators.calculation.checks.finding import Finding
from indicators.calculation.figures import Figures
from indicators.calculation.reading import read_year_and_scales
from indicators.calculation.rules import Rules
from indicators.models import Origin, ScoreEdition, ScoreNote
from indicators.scores.selectors import current_edition, figures_of, values_of

MOST_NOTES = 300
"""The newest notes of a year that are looked at; all are kept."""


@dataclass(frozen=True)
class Noted:
    """A finding with the notes on it, newest first: those that hold, and those made on other figures."""

    finding: Finding
    notes: tuple[ScoreNote, ...] = ()
    earlier: tuple[ScoreNote, ...] = ()


@dataclass(frozen=True)
class Checked:
    """``past`` are notes on findings that are not made any more, newest first."""

    year: int
    edition: ScoreEdition | None
    figures: Figures
    rules: Rules
    names: Mapping[str, str]
    """Of instruments, indicators, sub-indicators and items, by code; empty for a year without an item set."""
    found: tuple[Noted, ...] = ()
    past: tuple[ScoreNote, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether the year has score pages: an item set or an edition."""
        return self.edition is not None or bool(self.rules.instruments or self.names)

    @property
    def is_from_document(self) -> bool:
        """Whether a score was read from a document of the agency, and so perhaps misread."""
        return any(each.origin == Origin.DOCUMENT for each in values_of(self.edition).values())

    def finding(self, check: str, subject: str) -> Finding | None:
        """The finding of this check on this subject, as the figures stand; None when it is not made."""
        made = (one.finding for one in self.found)
        return next((one for one in made if (one.check, one.subject) == (check, subject)), None)

    @property
    def open(self) -> list[Finding]:
        """What asks for somebody: findings without a note for the figures as they stand, gravest first.

        Items below the threshold are always among them: a measure answers these, not a note.
        """
        return [one.finding for one in self.found if not one.notes]

    def of_kind(self, *kinds: str) -> list[Noted]:
        """The findings of these kinds."""
        return [one for one in self.found if one.finding.kind in kinds]


def checked_scores(*, agency: Agency, year: int) -> Checked:
    """The current edition, checked. Five queries."""
    edition = current_edition(agency=agency, year=year)
    figures = figures_of(edition)
    reading, others = read_year_and_scales(year)
    notes = list(ScoreNote.objects.filter(agency=agency, assessed_year=year).order_by("-pk")[:MOST_NOTES])
    found = tuple(_with_notes(one, notes) for one in findings(figures, reading.rules, other_years=others))
    made = {(one.finding.check, one.finding.subject) for one in found}
    past = tuple(note for note in notes if (note.finding, note.subject) not in made)
    return Checked(year, edition, figures, reading.rules, reading.names, found, past)


def _with_notes(finding: Finding, notes: list[ScoreNote]) -> Noted:
    own = [note for note in notes if (note.finding, note.subject) == (finding.check, finding.subject)]
    return Noted(
        finding,
        notes=tuple(note for note in own if note.digest == finding.digest),
        earlier=tuple(note for note in own if note.digest != finding.digest),
    )
