"""What is computed stays inside: neither reports nor public pages know how to compute or check scores."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

INTERNAL = (
    "indicators.calculation.arithmetic", "indicators.calculation.bounds", "indicators.calculation.checks",
    "indicators.calculation.spans", "indicators.scores.beside", "indicators.scores.checked",
)  # fmt: skip


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("package", ["reports", "publishing"])
def test_what_is_printed_or_published_computes_nothing(package):
    modules = sorted((settings.BASE_DIR / package).rglob("*.py"))
    assert len(modules) > 10
    found = {(module.name, name) for module in modules for name in imported(module) if name.startswith(INTERNAL)}
    assert found == set()


def test_the_search_finds_what_the_page_of_the_check_imports():
    names = set(imported(settings.BASE_DIR / "indicators" / "views" / "score_check.py"))
    assert any(name.startswith(INTERNAL) for name in names)
