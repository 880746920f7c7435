"""Every test of this folder prints: fonts and dictionary are built first (nothing happens when they are current)."""

import pytest

from reports.typesetting.build import build


@pytest.fixture(scope="session", autouse=True)
def _typesetting() -> None:
    build()
