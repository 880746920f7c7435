"""Makes Sarabun a font in which every glyph stands for exactly one text, so that copied text is the typed text.

HarfBuzz draws SARA AM as two glyphs, NIKHAHIT over the consonant and SARA AA after it, and no reader of the PDF can
put them together again: ``ทำ`` is copied as ``ทํา`` or ``ทา``. Here the two become glyphs of their own that read as
the letters typed: the consonant with its ring (reads ``ท``) and a SARA AA that reads ``ำ``; with a tone mark the ring
and tone are one glyph already (reads the tone). Marks that stand on one another (``ิ์``) become one glyph as well:
a PDF would raise the upper one as a text of its own, and PDFium then reads it where it does not belong. Nothing
looks different.

Not here: writing the readings into a PDF (text_layer), adding glyphs and rules to a font as such (glyphs).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from fontTools.ttLib import TTFont

from .glyphs import add_to_ccmp, attach_like, attachment, classify, copy_glyph, join_glyphs

NIKHAHIT, SARA_AA, SARA_AM = 0x0E4D, 0x0E32, 0x0E33
CONSONANTS = range(0x0E01, 0x0E2F)
TONES = (0x0E48, 0x0E49, 0x0E4A, 0x0E4B)
VOWELS_ABOVE = (0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37, 0x0E47)
THANTHAKHAT, YAMAKKAN = 0x0E4C, 0x0E4E
MARKS_BELOW = (0x0E38, 0x0E39, 0x0E3A)
SHORTENED = (0x0E0E, 0x0E0F, 0x0E24, 0x0E26)
"""Letters that lose their foot over a mark below, which then hangs lower than under other letters."""


def read_exactly(source: Path, family: str) -> tuple[bytes, dict[int, str]]:
    """The font with unambiguous glyphs under the name ``family``, and what each glyph reads as, by glyph number.

    Raises ValueError when the font is not built the way Sarabun is (a new release must be looked at).
    """
    font = TTFont(source, recalcTimestamp=False)
    _drop_ambiguous_substitutions(font)
    _rename(font, family)
    readings = _readings(font)
    readings |= _give_sara_am_its_glyphs(font, readings)
    readings |= _join_raised_marks(font, readings)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), {font.getGlyphID(name): text for name, text in sorted(readings.items())}


def _drop_ambiguous_substitutions(font: TTFont) -> None:
    """Latin fi, fl and dotless i read as other characters than were typed; a tone before a ring loses its place."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == 4:
                table.ligatures.pop("f", None)
                for tone in [name for name in table.ligatures if _starts(name, TONES)]:
                    del table.ligatures[tone]
            elif table.LookupType == 1 and "yoYingthai.less" in table.mapping.values():
                for name in ("i", "j"):
                    table.mapping.pop(name, None)


def _rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = str(record).replace("Sarabun", family)


def _readings(font: TTFont) -> dict[str, str]:
    """What each glyph reads as before SARA AM is dealt with: its character, or that of the glyph it stands in for."""
    readings: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        if name in readings:
            raise ValueError(f"glyph {name} stands for two characters")
        readings[name] = chr(code)
    readings[font.getBestCmap()[0x00A0]] = " "
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == 1:
                for name, variant in table.mapping.items():
                    if "." in variant and name in readings:
                        readings.setdefault(variant, readings[name])
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == 4:
                for first, ligatures in table.ligatures.items():
                    for ligature in ligatures:
                        parts = (first, *ligature.Component)
                        if all(part in readings for part in parts):
                            readings.setdefault(ligature.LigGlyph, "".join(readings[part] for part in parts))
    return readings


def _give_sara_am_its_glyphs(font: TTFont, readings: dict[str, str]) -> dict[str, str]:
    """Adds the glyphs and the rules that choose them; the readings of the new glyphs."""
    cmap, order = font.getBestCmap(), font.getGlyphOrder()

    def variants(code: int) -> list[str]:
        return [name for name in order if readings.get(name) == chr(code)]

    sara_aa, sara_am = cmap[SARA_AA], cmap[SARA_AM]
    rings = variants(NIKHAHIT)
    ringed_tones = {
        name: chr(tone) for tone in TONES for name in order if readings.get(name) == chr(NIKHAHIT) + chr(tone)
    }
    if not rings or len(ringed_tones) < len(TONES):
        raise ValueError("the font has no NIKHAHIT, or none joined with tone marks")
    tones = [name for tone in TONES for name in variants(tone)]
    other_marks = [name for code in (*VOWELS_ABOVE, THANTHAKHAT, YAMAKKAN) for name in variants(code)]
    consonants = [name for code in CONSONANTS for name in variants(code)]

    new: dict[str, str] = {"am.aa": chr(SARA_AM)}
    copy_glyph(font, sara_aa, "am.aa")
    for ring in rings:
        copy_glyph(font, ring, f"am.{ring}")
        new[f"am.{ring}"] = chr(SARA_AM)
    for name, tone in ringed_tones.items():
        copy_glyph(font, name, f"am.{name}")
        new[f"am.{name}"] = tone
    joined: list[tuple[str, str, str]] = []
    for ring, mark in product(rings, other_marks):
        join_glyphs(font, f"am.{ring}.{mark}", mark, ring, (0, 0))
        joined.append((f"am.{ring}", mark, f"am.{ring}.{mark}"))
        new[f"am.{ring}.{mark}"] = readings[mark]
    ring_over: list[tuple[str, str, str]] = []
    for consonant, ring in product(consonants, rings):
        offset = attachment(font, 4, consonant, ring)
        if offset is not None:
            join_glyphs(font, f"am.{consonant}.{ring}", consonant, ring, offset)
            ring_over.append((consonant, f"am.{ring}", f"am.{consonant}.{ring}"))
            new[f"am.{consonant}.{ring}"] = readings[consonant]

    font.setGlyphOrder([*order, *new])
    classify(font, new, {result for _, _, result in ring_over} | {"am.aa"})
    twins = {f"am.{name}": name for name in ringed_tones} | {result: f"{ring[3:]}" for ring, _, result in joined}
    attach_like(font, twins)
    _add_rules(font, sara_aa, sara_am, rings, list(ringed_tones), [*tones, *other_marks], joined, ring_over)
    return new


def _join_raised_marks(font: TTFont, readings: dict[str, str]) -> dict[str, str]:
    """Makes one glyph of marks on marks, and of marks under shortened letters; the readings of the new glyphs."""
    order = font.getGlyphOrder()

    def variants(codes: Iterable[int]) -> list[str]:
        return [name for code in codes for name in order if readings.get(name) == chr(code)]

    pairs = [
        *((6, below, above) for below, above in product(variants(VOWELS_ABOVE), variants((*TONES, THANTHAKHAT)))),
        *((4, letter, mark) for letter, mark in product(variants(SHORTENED), variants(MARKS_BELOW))),
    ]
    new: dict[str, str] = {}
    twins: dict[str, str] = {}
    rules: list[str] = []
    for kind, lower, upper in pairs:
        offset = attachment(font, kind, lower, upper)
        if offset is not None:
            name = f"joined.{lower}.{upper}"
            join_glyphs(font, name, lower, upper, offset)
            new[name], twins[name] = readings[lower] + readings[upper], lower
            rules.append(f"  sub \\{lower} \\{upper} by \\{name};")
    font.setGlyphOrder([*order, *new])
    classify(font, new, {name for name, twin in twins.items() if readings[twin] in map(chr, SHORTENED)})
    attach_like(font, twins)
    add_to_ccmp(font, ["feature ccmp {", "lookup JOIN {", *rules, "} JOIN;", "} ccmp;"])
    return new


def _add_rules(
    font: TTFont,
    sara_aa: str,
    sara_am: str,
    rings: list[str],
    ringed_tones: list[str],
    marks: list[str],
    joined: list[tuple[str, str, str]],
    ring_over: list[tuple[str, str, str]],
) -> None:
    """Adds to ``ccmp``, after the font's own rules: pick the new glyphs wherever a SARA AA ends a SARA AM."""

    def group(names: list[str]) -> str:
        return "[" + " ".join(f"\\{name}" for name in names) + "]"

    ring, mark = group([*rings, *ringed_tones]), group(marks)
    lines = [
        "lookup AM_RING {",
        *(f"  sub \\{name} by \\am.{name};" for name in (*rings, *ringed_tones)),
        "} AM_RING;",
        f"lookup AM_AA {{ sub \\{sara_aa} by \\am.aa; }} AM_AA;",
        "feature ccmp {",
        "lookup AM_PICK {",
    ]
    # HarfBuzz moves the ring before all marks over the consonant, so up to three may stand between.
    for between in range(4):
        marks_between = f"{mark}' " * between
        lines.append(f"  sub {ring}' lookup AM_RING {marks_between}\\{sara_aa}' lookup AM_AA;")
    lines.append("} AM_PICK;")
    lines.append("lookup AM_JOIN {")
    lines += [f"  sub \\{first} \\{second} by \\{result};" for first, second, result in (*joined, *ring_over)]
    lines.append("} AM_JOIN;")
    lines.append("lookup AM_ALONE {")
    lines += [f"  sub \\am.{ring} \\am.aa by \\{sara_am};" for ring in rings]
    lines.append("} AM_ALONE;")
    lines.append("} ccmp;")

    add_to_ccmp(font, lines)


def _starts(name: str, codes: tuple[int, ...]) -> bool:
    return any(name.startswith(f"uni{code:04X}") for code in codes)
