"""The short code of a published document: read aloud, typed from paper, never mistaken.

Not here: looking one up (``selectors``).
"""

from __future__ import annotations

import secrets

from publishing.models import Edition

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0 and o, 1, i and l."""
LENGTH = 8
"""31 letters to the 8th are 850 thousand million codes."""


def new_code() -> str:
    """A code no edition has. The database's unique constraint stands behind it."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not Edition.objects.filter(code=code).exists():
            return code
