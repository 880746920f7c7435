"""``manage.py load_document FILE [--agency SLUG] [--replace]``: one document of ``ita-document/1`` into the portal."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from reports.interchange.loader import Loaded, load_document
from reports.interchange.problems import MOST_SHOWN, Problem, Refusal, in_both_languages
from reports.interchange.reader import read_file

COUNTED = {
    "measures": _("measures"),
    "plan_rows": _("rows of the plan"),
    "indicator_rows": _("indicators"),
    "oit_rows": _("OIT items"),
    "issues": _("issues analysed"),
    "item_scores": _("scores of items"),
    "sign_offs": _("desks of the sign-off"),
}


class Said:
    """What was loaded, in the language asked for."""

    def __init__(self, loaded: Loaded):
        self.loaded = loaded

    def __str__(self) -> str:
        counts = [f"{words} {self.loaded.counts[name]}" for name, words in COUNTED.items() if self.loaded.counts[name]]
        head = _("%(agency)s, fiscal year %(year)s") % {
            "agency": self.loaded.agency.full_name, "year": self.loaded.fiscal_year
        }  # fmt: skip
        return " · ".join([str(head), *counts])


class Command(BaseCommand):
    """Prints the agency's short name on the first line, then what was loaded; warnings go to standard error."""

    help = "Loads one document of the form ita-document/1 (YAML or JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--agency", metavar="SLUG", help="the agency's short name in addresses, new or known")
        parser.add_argument("--replace", action="store_true", help="also replace what people have typed since")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            loaded = load_document(document=read_file(path), slug=options["agency"], replace=options["replace"])
        except Refusal as refusal:
            raise CommandError(in_both_languages(refusal.in_file(path.name))) from refusal
        for warning in loaded.warnings[:MOST_SHOWN]:
            self.stderr.write(in_both_languages(Refusal(warning).in_file(path.name)))
        if more := len(loaded.warnings[MOST_SHOWN:]):
            self.stderr.write(in_both_languages(Problem("", _("… and %(count)s more."), {"count": more})))
        self.stdout.write(loaded.agency.slug)
        self.stdout.write(in_both_languages(Said(loaded)))
