"""Every version of an item set, kept whole: for looking back, and to know which sets were last saved in the browser.

Not here: what differs between two (``differences``), writing a set (``loader``).
"""

from dataclasses import dataclass

from indicators.item_sets.written import data_of
from indicators.models import ItemSet, ItemSetEdition


@dataclass(frozen=True)
class Note:
    """What is said of an edition beside its content; ``saved_by_name`` is empty for one that came from a file."""

    source: str = ""
    confidence: str = ""
    saved_by_name: str = ""


FROM_FILE = Note()


def keep_edition(item_set: ItemSet, note: Note) -> None:
    """Keep the set as it stands under its version; a version kept already stays as it was."""
    if not item_set.editions.filter(version=item_set.version).exists():
        ItemSetEdition.objects.create(
            item_set=item_set, version=item_set.version, data=data_of(item_set), source=note.source,
            confidence=note.confidence, saved_by_name=note.saved_by_name,
        )


def is_edited_here(item_set: ItemSet) -> bool:
    """Whether the version that stands was saved by a person in the browser."""
    return item_set.editions.filter(version=item_set.version).exclude(saved_by_name="").exists()
