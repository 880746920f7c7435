"""``manage.py load_demo``: three agencies with their documents, people in every office, and the list of accounts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from ita_portal.demo import DemoRefused, load_demo
from reports.interchange.problems import Problem, in_both_languages


class Command(BaseCommand):
    """Safe to repeat: what is there stays as it is."""

    help = "Loads the demonstration: invented people, real documents. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demo = load_demo()
        except DemoRefused as error:
            sentence = _(
                "demonstration data is refused in production and wherever ITA_ALLOW_DEMO is off. Nothing was changed."
            )
            raise CommandError(in_both_languages(Problem("", sentence))) from error
        made = _("Demonstration: %(years)s new fiscal years, %(people)s new people. The accounts stand in %(file)s")
        counted = {"years": demo.new_years, "people": demo.new_people, "file": demo.accounts_file}
        self.stdout.write(in_both_languages(Problem("", made, counted)))
        if demo.left_alone:
            kept = _("%(slugs)s: this short name belongs to an agency that is no demonstration; it was left alone.")
            self.stdout.write(in_both_languages(Problem("", kept, {"slugs": ", ".join(demo.left_alone)})))
        if demo.years_without_item_set:
            missing = _(
                "The item sets of %(years)s are not loaded, so OIT rows stand on their own words. "
                "Run load_item_sets first next time."
            )
            years = ", ".join(map(str, demo.years_without_item_set))
            self.stdout.write(in_both_languages(Problem("", missing, {"years": years})))
