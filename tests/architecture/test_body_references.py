"""Ids inside POST bodies: every reference a form sends is swapped for another agency's, one at a time.

Nothing of the other agency may change, and no row may come to point across agencies.
"""

import pytest
from django.db import transaction

from tests.architecture.access import allows, expected_people
from tests.architecture.forms import post_forms
from tests.architecture.references import agency_path, all_ids_of, crossing_references, rows_of
from tests.architecture.routes import address, all_routes, own_arguments

FORM_PAGES = [
    route
    for route in all_routes()
    if route.door and route.door.kind == "staff" and allows(route.name, "GET") and allows(route.name, "POST")
]


def is_reference(name: str, kind: str, value: str) -> bool:
    """Fields that carry an id: choices and hidden numbers, but not counters of a formset or versions."""
    if name == "csrfmiddlewaretoken" or name.endswith(("_FORMS", "version")):
        return False
    return kind in {"select", "hidden", "radio", "checkbox"} and (value.isdigit() or value == "" or kind == "select")


@pytest.mark.parametrize("route", FORM_PAGES, ids=lambda route: route.name)
def test_swapped_ids_are_refused(route, two_towns, people):
    own, other = two_towns
    path = address(route, own_arguments(own))
    person = people[sorted(expected_people(route.name, "POST"))[0]]
    foreign_before = rows_of(other.town.agency)
    foreign_ids = sorted(all_ids_of(other.town.agency) - all_ids_of(own.town.agency))[:3] or [987_654]
    foreign_ids += [
        row["id"] for label, rows in foreign_before.items() for row in rows if isinstance(row.get("id"), int)
    ]
    for form in post_forms(person.get(path).content.decode()):
        target = path if not form.action or form.action.startswith("?") else form.action
        fields = {name for name, value in form.values if is_reference(name, form.kinds.get(name, ""), value)}
        for name in sorted(fields):
            for foreign in sorted(set(foreign_ids)):
                with transaction.atomic():
                    answer = person.post(target, form.data(**{name: str(foreign)}))
                    assert answer.status_code < 500, (route.name, name, foreign)
                    assert crossing_references() == [], (route.name, name, foreign)
                    assert rows_of(other.town.agency) == foreign_before, (route.name, name, foreign)
                    transaction.set_rollback(True)


def test_the_check_sees_a_crossing(two_towns):
    """The control: one row pointed at another agency's row is found."""
    own, other = two_towns
    assert crossing_references() == []
    type(own.measure)._base_manager.filter(pk=own.measure.pk).update(group=other.group)
    assert crossing_references() == [f"measures.Measure {own.measure.pk}.group"]


def test_every_scoped_row_finds_its_agency(two_towns):
    own, _ = two_towns
    assert agency_path(type(own.result)) == "activity__measure__plan__agency"
