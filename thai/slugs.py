"""ASCII names for addresses, made once from a Thai name; once given they never change.

Not here: keeping them (``accounts.Agency.slug``).
"""

import re
from collections.abc import Container

LONGEST = 60
"""Characters; ``accounts.Agency.slug`` holds as many."""

_KIND_PREFIXES = {
    "pao": "pao",
    "city_municipality": "city",
    "town_municipality": "town",
    "subdistrict_municipality": "tambon",
    "sao": "sao",
    "special": "",
}


def romanise(thai: str) -> str:
    """``thai`` in the letters a to z, digits and hyphens after the Royal Institute's system; may be empty."""
    from pythainlp.transliterate import romanize  # imported here: it loads a word list (1 s) and is needed rarely

    from thai.digits import to_arabic

    words = [romanize(word, engine="royin") if not word.isascii() else word for word in to_arabic(thai).split()]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-")


def agency_slug(name: str, kind: str = "", taken: Container[str] = ()) -> str:
    """A slug for the agency ``name`` (without its kind) that is not in ``taken``: ``tambon-sriphana``, then ``…-2``.

    The same name gives the same slug on every machine.
    """
    stem = "-".join(part for part in (_KIND_PREFIXES.get(kind, ""), romanise(name)) if part) or "agency"
    stem = stem[: LONGEST - 5].strip("-")
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
