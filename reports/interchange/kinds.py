"""The kinds of value that the tables of the form are made of.

Not here: the tables (``form``), how a kind reads and writes (``fields``, ``containers``).
"""

from __future__ import annotations

from measures.models import RowStatus
from reports.interchange.containers import Field, Mapping, Rows, Texts
from reports.interchange.fields import Date, Decimal, Flag, Integer, Kept, Number, Text, Word

TEXT, INTEGER, DECIMAL, DATE, FLAG, KEPT = Text(), Integer(), Decimal(), Date(), Flag(), Kept()
TEXTS = Texts(TEXT)
STATUS = Word(*RowStatus.values)
YEAR = Integer(least=0)


def items_of(mapping: Mapping) -> Rows:
    """A list in a JSON column whose items keep their own memory."""
    return Rows(mapping, remembers_at_once=True)


ITEMS = items_of(
    Mapping(Field("marker", Text(empty=None), "marker"), Field("text", Text(null=""), "text"))
)  # fmt: skip
ITEMS.mapping.fields += (Field("children", ITEMS, "children", optional=True),)

PERIOD = Mapping(
    Field("text", TEXT, "period_text"), Field("start", DATE, "period_start"), Field("end", DATE, "period_end")
)
COLUMN = Mapping(Field("label", TEXT, "label"), Field("width", Number(), "width"), bare="label")
