"""Documents nobody would write, but anybody might hand over: made from the form itself, so no key is forgotten.

Each key may be missing, null, of another type, or accompanied by keys that the form does not know.
"""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from reports.interchange.containers import Mapping, OneRow, Rows, Texts
from reports.interchange.echoes import Echo
from reports.interchange.fields import Date, Decimal, Flag, Integer, Kept, Number, Shape, Text, Word
from reports.interchange.form import AGENCY, DOCUMENT, SCHEMA

ODD_TEXTS = (
    "",
    " ",
    "no",
    "yes",
    "null",
    "~",
    "1",
    "๑",
    "๑.",
    "1.",
    "-",
    "- ",
    "010",
    "2024-02-31",
    "2024-10-01",
    "1:30",
    ".5",
    "1e5",
    "0x1f",
    "<<",
    "=",
    "#",
    "a: b",
    "a #b",
    "'",
    '"',
    "\\",
    "|",
    ">",
    "%",
    "@",
    "&a",
    "*a",
    "!",
    "{",
    "[",
    "?",
    " เว้นหน้า",
    "เว้นหลัง ",
    "สอง\nบรรทัด",
    "สาม\n\n บรรทัด\n",
    "\n",
    "แท็บ\tแท็บ",
    "ํา",
    "ท\u0e4dาน",
    "เเม่",
    "น\u200bา",
    "\ufeffก",
    "ก\0ข",
    "\x85",
    "\u2028",
    "\r\n",
    "\x07",
    "😀",
    "𝒳",
    "๓๑ ก.พ. ๒๕๖๗",
    "<b>&amp;</b>",
    "ยาว" * 60,
    "ํ",
    "~absent",
)
letters = st.characters(blacklist_categories=("Cs",))
texts = st.one_of(
    st.sampled_from(ODD_TEXTS), st.text(st.sampled_from("กำ่เแ๑1 .-\n:#'\""), max_size=12), st.text(letters, max_size=6)
)
numbers = st.one_of(
    st.integers(-3, 3000),
    st.integers(-(10**25), 10**25),
    st.floats(allow_nan=False, width=64),
    st.sampled_from([85.0, 1e16, 1e-7, -0.0, float("inf")]),
)
dates = st.one_of(
    st.dates(datetime.date(1900, 1, 1)),
    st.datetimes(datetime.datetime.fromisoformat("1900-01-01"), datetime.datetime.fromisoformat("2100-01-01")),
)
singles = st.one_of(st.none(), st.booleans(), numbers, texts, dates)
keys = st.one_of(
    texts, st.integers(-5, 5), st.booleans(), st.sampled_from(["note", "page", "~map", "~text", "note_ocr"])
)
anything = st.recursive(
    singles,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=5,
)


@st.composite
def raw_of(draw, shape: Shape, depth: int = 0):
    """A raw value that the shape accepts, as PyYAML would hand it over."""
    if isinstance(shape, Kept):
        return draw(anything)
    if isinstance(shape, Mapping):
        return draw(mapping_of(shape, depth))
    if isinstance(shape, OneRow):
        return draw(st.one_of(st.none(), mapping_of(shape.mapping, depth)))
    if isinstance(shape, Rows):
        most = 3 if depth < 6 else 0
        return draw(st.one_of(st.none(), st.lists(mapping_of(shape.mapping, depth + 1, null=False), max_size=most)))
    if isinstance(shape, Texts):
        return draw(st.one_of(st.none(), st.lists(raw_of(shape.shape), max_size=3)))
    usual = {
        Word: st.sampled_from(getattr(shape, "known", None) or ["-"]), Text: texts, Echo: texts,
        Integer: st.integers(0, 20), Decimal: st.sampled_from([85.0, 93.05, 0.1]), Number: st.integers(1, 60),
        Flag: st.booleans(), Date: st.sampled_from(["2024-10-01", "2024-02-31"]),
    }[type(shape)]  # fmt: skip
    return draw(st.one_of(usual, singles))


@st.composite
def mapping_of(draw, mapping: Mapping, depth: int = 0, null: bool = True):
    """A mapping of the form with some keys missing, some unknown, some spelled without quotes."""
    how = draw(st.integers(0, 9))
    if how == 0 and null and not mapping.required:
        return None
    if how == 1 and mapping.bare:
        return draw(raw_of(next(field.shape for field in mapping.fields if field.key == mapping.bare)).filter(_is_bare))
    made = {}
    for field in mapping.fields:
        if field.key in mapping.required or draw(st.integers(0, 5)):
            key = False if field.key == "no" and draw(st.booleans()) else field.key
            made[key] = draw(raw_of(field.shape, depth + 1))
    known = {field.key for field in mapping.fields}
    extra = draw(st.dictionaries(keys, anything, max_size=2)) if how > 6 else {}
    # An unquoted word next to the quoted one is the same key to people, and refused.
    taken = known | {False, "no", "yes"}
    return {key: value for key, value in extra.items() if key not in taken} | made


def _is_bare(raw) -> bool:
    return raw is not None and not isinstance(raw, dict)


@st.composite
def documents(draw):
    """A whole document with what places it."""
    made = draw(mapping_of(DOCUMENT, null=False))
    made["schema"] = SCHEMA
    made["agency"] = draw(mapping_of(AGENCY, null=False))
    made["agency"]["name"] = draw(st.sampled_from(["บ้านทดลอง", "ทุ่งทดสอบ"]))
    made["fiscal_years"] = {"measures": draw(singles), "report": draw(st.sampled_from([2567, "2568", "๒๕๖๙", 2566.0]))}
    return made
