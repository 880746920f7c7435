"""Which departments the responsible units of a row name; documents print units freely, departments have one name.

Pure: no query. Not here: the departments of an agency (``measures.selectors.item_sets``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accounts.models import Department
from thai.text import normalise

_ALL = re.compile("ทุก(สำนัก|กอง|ส่วน|หน่วย|ฝ่าย|สังกัด)")
"""ทุกสำนัก/กอง, ทุกส่วนงาน, ทุกกอง, ทุกหน่วยงาน …: everybody answers."""
_TAIL = re.compile("(เทศบาล|องค์การบริหารส่วน(ตำบล|จังหวัด)|อบต|อบจ|ฯ|ฯลฯ|[.()])+$")
"""สำนักปลัดเทศบาล is called สำนักปลัด in most tables."""


def departments_of(units: Iterable[str], departments: Sequence[Department]) -> list[Department]:
    """The departments the units name, in the order of ``departments``; all of them for ทุกสำนัก/กอง.

    A name that stands only within a longer department's name (กองช่าง in กองช่างสุขาภิบาล) names the longer one.
    """
    names = sorted(
        ((_bare(department.name), department) for department in departments), key=lambda pair: -len(pair[0])
    )
    named = set()
    for unit in units:
        text = _squeezed(str(unit))
        if _ALL.search(text):
            return list(departments)
        for name, department in names:
            if name and name in text:
                named.add(department.pk)
                text = text.replace(name, "|")
    return [department for department in departments if department.pk in named]


def _squeezed(text: str) -> str:
    """One spelling, no white space."""
    return re.sub(r"\s+", "", normalise(text))


def _bare(name: str) -> str:
    """A department's name without what tables leave away at its end; the whole name if that leaves nothing."""
    whole = _squeezed(name)
    return _TAIL.sub("", whole) or whole
