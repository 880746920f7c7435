"""Deny by default: every route is in the reviewed table with its door, and the table has no route that is not there."""

import pytest

from accounts.permissions import ACTS, EVERY_OFFICE
from tests.architecture.access import table
from tests.architecture.routes import all_routes

ROUTES = {route.name: route for route in all_routes()}


def differences(written: dict, real: dict) -> list[str]:
    """Where two tables differ, in words; empty when they are the same."""
    return [
        f"{key}: file says {written.get(key)!r}, code says {real.get(key)!r}"
        for key in sorted(written.keys() | real.keys())
        if written.get(key) != real.get(key)
    ]


def real_doors() -> dict[str, str]:
    return {
        name: f"{route.door.kind} {route.door.act}".strip() if route.door else "library"
        for name, route in ROUTES.items()
    }


def written_doors() -> dict[str, str]:
    return {name: entry["door"] for name, entry in table()["routes"].items()}


def real_acts() -> dict[str, list[str]]:
    return {act: sorted(rule.offices) + (["operator"] if rule.operator else []) for act, rule in ACTS.items()}


def test_every_route_is_listed_with_its_door():
    assert differences(written_doors(), real_doors()) == []


def test_every_library_route_has_a_reason():
    for name, entry in table()["routes"].items():
        if entry["door"] == "library":
            assert len(entry.get("reason", "")) > 10, name


def test_the_acts_of_the_code_are_those_of_the_file():
    assert differences(table()["acts"], real_acts()) == []


def test_methods_of_a_door_are_those_of_the_file():
    for name, route in ROUTES.items():
        if route.door:
            listed = {method for method in table()["routes"][name] if method.isupper()}
            assert listed == set(route.door.methods) - {"HEAD"}, name


@pytest.mark.parametrize("office", sorted(EVERY_OFFICE | {"operator"}))
def test_flipping_any_cell_of_an_act_is_seen(office):
    """The control: the comparison above notices every single cell, whichever side it is flipped on."""
    for act in ACTS:
        flipped = {key: list(value) for key, value in real_acts().items()}
        flipped[act] = sorted(set(flipped[act]) ^ {office})
        assert differences(table()["acts"], flipped), (act, office)


def test_no_page_of_django_admin():
    assert not [name for name in ROUTES if "admin" in str(getattr(ROUTES[name].view, "__module__", "")).split(".")]
