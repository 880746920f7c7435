"""The 13-digit number of somebody's identity card in a text that may be published; shown masked, never whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from measures.detectors.observation import Observation, observe
from measures.detectors.reading import Year
from thai.identity_numbers import identity_numbers_in

REASON = gettext_noop("This looks like the number of an identity card. Please leave it out: the text may be published.")


def find(year: Year) -> Iterator[Observation]:
    for field in year.texts():
        for place in identity_numbers_in(field.text)[:1]:
            yield observe("identity_number", field, place.masked, REASON)
