"""``manage.py load_item_sets``: load the item sets of fiscal years from files, showing every change.

Not here: the rules of loading (``indicators.item_sets.loader``).
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.item_sets.loader import Loading, load_item_set
from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.reader import ItemSetFile, read_item_set
from indicators.item_sets.topics import read_topics


class Command(BaseCommand):
    help = (
        "Load item sets (what ITA asks in a fiscal year). A year's first file is loaded; the same again changes "
        "nothing; a file that differs is shown and refused unless its version is higher and --accept-changes is given. "
        "Without FILES a set that was last saved in the browser stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all of fixtures/item_sets")
        parser.add_argument("--accept-changes", action="store_true", help="replace what is loaded by a higher version")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen and write nothing")

    def handle(self, *, files: list[Path], accept_changes: bool, dry_run: bool, **options: object) -> None:
        paths = files or sorted((settings.BASE_DIR / "fixtures" / "item_sets").glob("ITA-*.yaml"))
        read, refused = self._read(paths), []
        try:
            topics = read_topics(codes_by_year={} if files else {file.year: codes_of(file) for file in read})
        except ItemSetRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for file in read:
            try:
                loading = load_item_set(
                    file=file, accept_changes=accept_changes, dry_run=dry_run, topics=topics, keeps_edited=not files
                )
            except ItemSetRefused as refusal:
                refused.append(str(refusal))
            else:
                self._tell(file, loading, dry_run=dry_run)
        if refused:
            raise CommandError("\n".join(refused))

    def _read(self, paths: list[Path]) -> list[ItemSetFile]:
        """All files checked before the first is written."""
        read: list[ItemSetFile] = []
        refused = []
        for path in paths:
            try:
                file = read_item_set(path)
            except ItemSetRefused as refusal:
                refused.append(str(refusal))
                continue
            same_year = next((each for each in read if each.year == file.year), None)
            if same_year:
                refused.append(f"{file.name}: year {file.year} is in {same_year.name} too; give one of them")
            read.append(file)
        if refused:
            raise CommandError("\n".join(refused))
        return read

    def _tell(self, file: ItemSetFile, loading: Loading, *, dry_run: bool) -> None:
        if loading.outcome == "kept":
            words = f"kept as saved in the browser (version {loading.version}; the file has version {file.version})"
            self.stdout.write(f"{loading.year}: {words}")
            return
        would = "would be " if dry_run and loading.outcome != "unchanged" else ""
        items = len(file.data["items"])
        self.stdout.write(f"{loading.year}: {would}{loading.outcome} (version {loading.version}, {items} items)")
        for line in loading.changes:
            self.stdout.write(f"  {line}")


def codes_of(file: ItemSetFile) -> frozenset[str]:
    return frozenset(item["code"] for item in file.data["items"])
