"""Writes the empty workbooks for measures, results and the OIT list into a folder, to hand out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from measures.pasting.columns import TARGETS
from measures.pasting.workbook import write_workbook


class Command(BaseCommand):
    help = "Write plan.xlsx, results.xlsx and oit.xlsx, empty with their headings, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        for target in TARGETS:
            (folder / f"{target}.xlsx").write_bytes(write_workbook(target, []))
            self.stdout.write(str(folder / f"{target}.xlsx"))
