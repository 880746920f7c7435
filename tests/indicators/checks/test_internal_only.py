"""What is computed stays inside: what is printed or published reaches nothing that computes or checks, on no way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ROOMS = ("reports", "publishing", "measures", "indicators", "accounts", "files", "jobs", "audit", "links", "thai")
INTERNAL = (
    "indicators.calculation.arithmetic", "indicators.calculation.bounds", "indicators.calculation.checks",
    "indicators.calculation.levels", "indicators.calculation.spans", "indicators.scores.beside",
    "indicators.scores.checked",
)  # fmt: skip
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ROOMS for path in (ROOT / room).rglob("*.py")
}  # fmt: skip


def imported(module: str) -> Iterator[str]:
    """The own modules that a module imports, those inside its functions too."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        yield from (name for name in names if name in MODULES)


def reached(start: list[str]) -> set[str]:
    """All own modules reached from these, however far."""
    found, waiting = set(start), list(start)
    while waiting:
        for name in imported(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def internal(names: set[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(INTERNAL))


@pytest.mark.parametrize("room", ["reports", "publishing"])
def test_what_is_printed_or_published_computes_nothing(room):
    start = [name for name in MODULES if name.split(".")[0] == room]
    assert len(start) > 10
    assert internal(reached(start)) == []


def test_the_search_finds_what_the_page_of_the_check_reaches():
    assert set(INTERNAL) <= reached(["indicators.views.score_check"])


@pytest.mark.parametrize("folder", ["reports", "publishing"])
def test_no_printed_or_public_page_uses_the_words_of_the_check(folder):
    pages = sorted((ROOT / "templates" / folder).rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"{% load [^%]*score_findings[^%]*%}|indicators/_(?:computed|finding)", text) == [], page.name
