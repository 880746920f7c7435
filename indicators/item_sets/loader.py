"""Writing an item set: the first time as it is; later only what was shown and agreed to, all of a file or nothing.

An item keeps its row as long as its code stays, so what agencies recorded for it stays tied to it. Nothing is ever
replaced silently: a differing file needs a higher version *and* a word from the person.
Not here: reading and checking files (``reader``), the words of a difference (``differences``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import ProtectedError

from indicators.item_sets.differences import differences
from indicators.item_sets.editions import FROM_FILE, Note, is_edited_here, keep_edition
from indicators.item_sets.problems import ItemSetRefused, ItemsHeld
from indicators.item_sets.reader import ItemSetFile
from indicators.item_sets.rows import PARTS, Part, Rows, SetRows, rows_in_database, rows_of_file
from indicators.item_sets.topics import Topics, read_topics, write_topics
from indicators.models import ItemSet


@dataclass(frozen=True)
class Loading:
    """What came of one file: ``loaded``, ``changed`` or ``unchanged``, with the lines of what differs."""

    year: int
    outcome: str
    version: int
    changes: Sequence[str] = field(default_factory=tuple)


def load_item_set(
    *, file: ItemSetFile, accept_changes: bool = False, dry_run: bool = False, topics: Topics | None = None,
    keeps_edited: bool = False, note: Note = FROM_FILE,
) -> Loading:
    """Load one checked file; ``ItemSetRefused`` leaves the database as it was. A dry run writes nothing.

    The items' topics are written too, also beside an unchanged file; ``topics`` default to the project's.
    The version before and the new one are kept as editions under ``note``. With ``keeps_edited`` a set that was last
    saved in the browser stays as it is, whatever the file says (outcome ``kept``).

    Refused are: other content under the same or a lower version; a change without ``accept_changes``; an item going
    that recorded rows refer to.
    """
    rows = rows_of_file(file.data)
    with transaction.atomic():
        item_set = ItemSet.objects.select_for_update().filter(fiscal_year=file.year).first()
        if item_set is None:
            loading = Loading(file.year, "loaded", file.version)
        else:
            changes = [str(each) for each in differences(rows_in_database(item_set), rows)]
            if changes and keeps_edited and is_edited_here(item_set):
                return Loading(file.year, "kept", item_set.version)
            if not changes:
                if not dry_run:
                    write_topics(own_topics(file) or topics or read_topics(), year=file.year)
                return Loading(file.year, "unchanged", file.version)
            _agreed(file, item_set, changes, accept_changes=accept_changes or dry_run)
            loading = Loading(file.year, "changed", file.version, changes)
            keep_edition(item_set, FROM_FILE)
        item_set = _write(file, item_set, rows)
        write_topics(own_topics(file) or topics or read_topics(), year=file.year)
        keep_edition(item_set, note)
        if dry_run:  # written and taken back: so a dry run meets every refusal the real one would
            transaction.set_rollback(True)
    return loading


def _agreed(file: ItemSetFile, item_set: ItemSet, changes: Sequence[str], *, accept_changes: bool) -> None:
    loaded = f"version {item_set.version} of {file.year} is loaded"
    if file.version < item_set.version:
        raise ItemSetRefused(file.name, [f"{loaded}, and this file is the older version {file.version}", *changes])
    if file.version == item_set.version:
        remedy = f"set “version: {file.version + 1}” in it"
        raise ItemSetRefused(file.name, [f"{loaded}, and this file differs under the same number; {remedy}", *changes])
    if not accept_changes:
        remedy = f"to replace it with version {file.version} run again with --accept-changes"
        raise ItemSetRefused(file.name, [f"{loaded}; {remedy}", *changes])


def own_topics(file: ItemSetFile) -> Topics | None:
    """The topics a file says itself, as one written from the browser does; None when it says none."""
    said = {(file.year, item["code"]): item["topic"] for item in file.data["items"] if item.get("topic")}
    return Topics({}, said) if said else None


def _write(file: ItemSetFile, item_set: ItemSet | None, rows: SetRows) -> ItemSet:
    item_set = item_set or ItemSet(fiscal_year=file.year)
    for name, value in rows.own.items():
        setattr(item_set, name, value)
    item_set.source_digest = rows.digest
    item_set.save()
    for name, part in PARTS.items():
        _write_part(file, item_set, part, getattr(rows, name))
    return item_set


def _write_part(file: ItemSetFile, item_set: ItemSet, part: Part, rows: Rows) -> None:
    there = {getattr(row, part.key): row for row in part.model.objects.filter(item_set=item_set)}
    _take_out(file, [there.pop(key) for key in list(there) if key not in rows])
    new = []
    for position, (key, values) in enumerate(rows.items()):
        wanted = {**values, "position": position} if part.is_ordered else values
        row = there.get(key)
        if row is None:
            new.append(part.model(item_set=item_set, **{part.key: key}, **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            row.save()  # not bulk_update: it would store JSON null where nothing is known
    part.model.objects.bulk_create(new)


def _take_out(file: ItemSetFile, going: list) -> None:
    held: dict[str, int] = {}
    for row in going:
        try:
            row.delete()
        except ProtectedError as error:
            held[row.code] = len(error.protected_objects)
    if held:
        raise ItemsHeld(file.name, file.year, held)
