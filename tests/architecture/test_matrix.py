"""Every route × person × method against the reviewed table; whoever is refused changed nothing.

A refusal is 404, and another agency's object answers byte for byte like one that does not exist.
"""

import re

import pytest
from django.db import transaction

from tests.architecture.access import OUTSIDERS, STAFF, allows, expected_people, table
from tests.architecture.routes import NOWHERE, address, all_routes, own_arguments

GUARDED = [route for route in all_routes() if route.door and route.door.kind in {"staff", "operator", "member"}]
PUBLIC = [route for route in all_routes() if route.door and route.door.kind == "public"]
EVERYBODY = ("anon", *STAFF, *OUTSIDERS)
METHODS = ("GET", "POST")


def ask(client, method: str, path: str):
    """The answer, with everything it wrote taken back, so that the next question finds the same world."""
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    return answer


def seen(answer) -> str:
    """``in``, ``login``, ``404`` or ``405``."""
    if answer.status_code in {302, 303} and "/account/login/" in answer.headers["Location"]:
        return "login"
    if answer.status_code in {404, 405}:
        return str(answer.status_code)
    return "in"


def expected(name: str, person: str, method: str) -> str:
    if not allows(name, method):
        return "405"
    people = expected_people(name, method)
    if person in people or "anon" in people or ("member" in people and person not in {"anon", "left"}):
        entry = table()["routes"][name]
        return entry.get("without_second_factor", entry.get("after_post", "in") if method == "POST" else "in")
    return "login" if person in {"anon", "left"} else "404"


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_who_gets_in(route, two_towns, people, fingerprint):
    own, _ = two_towns
    path = address(route, own_arguments(own))
    before = fingerprint()
    answers = {(person, method): seen(ask(people[person], method, path)) for person in EVERYBODY for method in METHODS}
    assert answers == {
        (person, method): expected(route.name, person, method) for person in EVERYBODY for method in METHODS
    }
    assert fingerprint() == before


@pytest.mark.parametrize("route", GUARDED, ids=lambda route: route.name)
def test_a_refused_person_changes_nothing(route, two_towns, people, fingerprint):
    """Without the net: no rollback, so a write by someone refused would stay and be seen."""
    own, _ = two_towns
    path = address(route, own_arguments(own))
    before = fingerprint()
    for person in EVERYBODY:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if expected(route.name, person, method) != "in":
                people[person].generic(method, path)
    assert fingerprint() == before


@pytest.mark.parametrize(
    "route", [route for route in GUARDED if len(route.arguments) > 1], ids=lambda route: route.name
)
def test_anothers_object_is_like_none(route, two_towns, people):
    """Own agency in the address, another agency's row: the same bytes as for a row that does not exist."""
    own, other = two_towns
    mine, theirs = own_arguments(own), own_arguments(other)
    swapped = {name for name in route.arguments if name.endswith("_id") and isinstance(mine[name], int)}
    if not swapped:
        return
    foreign = address(route, mine | {name: theirs[name] for name in swapped})
    nowhere = address(route, mine | {name: NOWHERE for name in swapped})
    for person in STAFF:
        for method in METHODS:
            if not allows(route.name, method):
                continue
            first, second = ask(people[person], method, foreign), ask(people[person], method, nowhere)
            assert (first.status_code, second.status_code) == (404, 404), (person, method)
            assert bare(first) == bare(second)
            assert b"CANARY" not in first.content


@pytest.mark.parametrize("route", [one for one in GUARDED if "agency" in one.arguments], ids=lambda route: route.name)
def test_anothers_agency_is_like_none(route, two_towns, people):
    theirs = own_arguments(two_towns[1])
    foreign = address(route, theirs)
    nowhere = address(route, theirs | {"agency": "mai-mi"})
    for person in STAFF:
        first, second = ask(people[person], "GET", foreign), ask(people[person], "GET", nowhere)
        if not allows(route.name, "GET"):
            first, second = ask(people[person], "POST", foreign), ask(people[person], "POST", nowhere)
        assert (first.status_code, second.status_code) == (404, 404)
        assert bare(first) == bare(second)


def bare(answer) -> bytes:
    """The body with what differs by every request masked."""
    return re.sub(rb'(nonce-|name="csrfmiddlewaretoken" value=")[^"]+', b"", answer.content)


def test_public_pages_are_in_the_table_for_everybody():
    assert [route.name for route in PUBLIC if table()["routes"][route.name].get("GET") != ["anon"]] == []
