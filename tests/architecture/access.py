"""Reads the reviewed access table (``access.toml``) and says what an answer means.

Not here: the code's own table (``accounts.permissions``); the two are written apart and compared.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("access.toml")
STAFF = ("arun", "anong", "chai", "duangjai", "ekachai")
OUTSIDERS = ("oper", "fah-arun", "fah-chai", "fah-duangjai", "fah-ekachai", "former", "left")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@cache
def table() -> dict:
    """The whole file: ``acts``, ``routes`` and ``libraries``."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def expected_people(name: str, method: str) -> set[str]:
    """Who gets in at this route by this method; ``anon`` stands for everybody, logged in or not."""
    entry = table()["routes"][name]
    return set(entry.get("GET" if method == "HEAD" else method, ()))


def allows(name: str, method: str) -> bool:
    """Whether the route answers this method at all."""
    return ("GET" if method == "HEAD" else method) in table()["routes"][name]
