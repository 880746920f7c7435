"""``manage.py render_report AGENCY YEAR --layout NAME --output FILE``: a year as a PDF, straight from the live rows.

Nothing is stored: no report, no snapshot. The file appears whole or not at all.
"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scope

from accounts.models import Agency
from files.durable import write_durably
from measures.models import Round
from reports.compose import NoSuchYear, compose_content
from reports.document import build_document
from reports.layouts import LayoutError, layout_names, load_layout
from reports.models import ReportKind
from reports.selectors import years_of
from reports.writers.bounded import RenderFailed, render


class Command(BaseCommand):
    help = "Writes an agency's year as an official PDF in one of the layouts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="the agency's short name in addresses (slug)")
        parser.add_argument("year", type=int, help="fiscal year, B.E. (2568)")
        parser.add_argument("--layout", required=True, help=f"one of: {', '.join(layout_names())}")
        parser.add_argument("--output", required=True, type=Path, help="the PDF file to write")
        parser.add_argument("--kind", choices=ReportKind.values, help="without it the first the layout serves")
        parser.add_argument("--round", default=Round.TWELVE_MONTHS.value, choices=Round.values)

    def handle(self, *args: object, **options: object) -> None:
        try:
            layout = load_layout(str(options["layout"]))
        except LayoutError as error:
            raise CommandError(str(error)) from error
        agency = self._agency(str(options["agency"]))
        with scope(agency=agency):
            try:
                content = compose_content(
                    agency=agency, fiscal_year=options["year"], kind=options["kind"] or layout.kinds[0],
                    round_name=options["round"], default_numerals=layout.numerals,
                )  # fmt: skip
            except NoSuchYear as error:
                years = ", ".join(map(str, years_of(agency=agency))) or "none yet"
                unknown = f"{agency.slug} has no fiscal year {options['year']}. There are: {years}."
                raise CommandError(unknown) from error
        document = build_document(content, layout)
        if not document.blocks:
            raise CommandError(f"{agency.slug} {options['year']} has nothing that layout {layout.name} prints.")
        try:
            pdf = render(document)
        except RenderFailed as error:
            raise CommandError(f"The PDF could not be set: {error}") from error
        write_whole(options["output"], pdf)
        self.stdout.write(f"{options['output']}: {len(pdf)} bytes")

    def _agency(self, slug: str) -> Agency:
        agency = Agency.objects.filter(slug=slug).first()
        if agency is None:
            known = Agency.objects.filter(is_tenant=True).order_by("slug").values_list("slug", flat=True)
            raise CommandError(f"There is no agency {slug!r}. There are: {', '.join(known[:50]) or 'none yet'}.")
        return agency


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, then rename: nobody sees half a file. Raises CommandError when the disk refuses."""
    try:
        write_durably(target.absolute(), content, mode=0o644)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}") from error
