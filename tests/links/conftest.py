"""Rules that allow exactly one server of the test beside the public net."""

from __future__ import annotations

import pytest

from links.addresses import is_public


@pytest.fixture
def only():
    """``only((ip, port))``: the strict rule for addresses, any port, and this one server."""

    def rule_for(*allowed: tuple[str, int]):
        return lambda ip, port: (ip, port) in allowed or is_public(ip)

    return rule_for
