"""``manage.py dump_document AGENCY YEAR [--output FILE] [--json]``: a year as ``ita-document/1``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from accounts.models import Agency
from files.durable import write_durably
from reports.interchange.dumper import NoSuchYear, dump_document
from reports.interchange.problems import Problem, in_both_languages
from reports.interchange.writer import to_json, to_yaml


class Command(BaseCommand):
    """Writes the year's document to standard output or to a file."""

    help = "Writes an agency's year in the form ita-document/1, as YAML or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("agency", metavar="AGENCY", help="the agency's short name in addresses")
        parser.add_argument("year", type=int, metavar="YEAR", help="fiscal year, B.E.")
        parser.add_argument("--output", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="JSON instead of YAML")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            sentence = _("there is no agency “%(slug)s”.")
            raise CommandError(in_both_languages(Problem("", sentence, {"slug": options["agency"]})))
        try:
            with scope(agency=agency):
                document = dump_document(agency=agency, fiscal_year=options["year"])
        except NoSuchYear as error:
            sentence = _("%(agency)s has nothing recorded for fiscal year %(year)s.")
            about = {"agency": agency.full_name, "year": options["year"]}
            raise CommandError(in_both_languages(Problem("", sentence, about))) from error
        output: Path | None = options["output"]
        as_json = options["json"] or (output is not None and output.suffix.lower() == ".json")
        text = to_json(document) if as_json else to_yaml(document)
        if output is None:
            self.stdout.write(text, ending="")
        else:
            try:
                write_durably(output.absolute(), text.encode(), mode=0o644)
            except OSError as error:
                raise CommandError(f"{output} cannot be written: {error.strerror}") from error
