"""A file in, a file out, and whether a reader who knows nothing of the portal finds the same in both."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from reports.interchange.dumper import dump_document
from reports.interchange.loader import Loaded, load_document
from reports.interchange.reader import read_file
from reports.interchange.writer import to_yaml

GIVEN = Path(__file__).resolve().parents[3] / "fixtures" / "demo"
INVENTED = Path(__file__).resolve().parent / "documents"
ALL = sorted([*GIVEN.glob("*.yaml"), *INVENTED.glob("*.yaml")])


def plainly(text: str) -> Any:
    """The file as any YAML library reads it."""
    return yaml.load(text, Loader=PlainLoader)  # noqa: S506 (a safe loader by another name)


class PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """PyYAML's safe loader, but a day that does not exist is text instead of an exception."""

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> datetime.date | str:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", PlainLoader.construct_yaml_timestamp)


def loaded(path: Path, **options: Any) -> Loaded:
    return load_document(document=read_file(path), **options)


def dumped(one: Loaded) -> str:
    with scope(agency=one.agency):
        return to_yaml(dump_document(agency=one.agency, fiscal_year=one.fiscal_year))


def leaves(value: Any, place: str = "") -> dict[str, str]:
    """Every single value by its place, types told apart."""
    if isinstance(value, dict):
        inner = [(f"{place}.{key!r}", one) for key, one in value.items()] or [(f"{place}{{}}", None)]
    elif isinstance(value, list):
        inner = [(f"{place}[{number}]", one) for number, one in enumerate(value)] or [(f"{place}[]", None)]
    else:
        return {place: f"{type(value).__name__} {value!r}"}
    return {where: leaf for at, one in inner for where, leaf in leaves(one, at).items()}


def differing(one: str, other: str) -> set[str]:
    """Places at which two files do not say the same."""
    mine, its = leaves(plainly(one)), leaves(plainly(other))
    return {place for place in mine.keys() | its.keys() if mine.get(place) != its.get(place)}
