"""Makes Sarabun a font in which every glyph stands for exactly one text, so that copied text is the typed text.

HarfBuzz draws SARA AM as two glyphs, NIKHAHIT over the consonant and SARA AA after it, and no reader of the PDF can
put them together again: ``ทำ`` is copied as ``ทํา`` or ``ทา``. Here the two become glyphs of their own that read as
the letters typed: the consonant with its ring (reads ``ท``) and a SARA AA that reads ``ำ``; with a tone mark the ring
and tone are one glyph already (reads the tone). Marks that stand on one another (``ิ์``) become one glyph as well:
a PDF would raise the upper one as a text of its own, and PDFium then reads it where it does not belong. Nothing
looks different.

Not here: writing the readings into a PDF (text_layer), symbols that Sarabun lacks (symbols).
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

NIKHAHIT, SARA_AA, SARA_AM = 0x0E4D, 0x0E32, 0x0E33
CONSONANTS = range(0x0E01, 0x0E2F)
TONES = (0x0E48, 0x0E49, 0x0E4A, 0x0E4B)
VOWELS_ABOVE = (0x0E31, 0x0E34, 0x0E35, 0x0E36, 0x0E37, 0x0E47)
THANTHAKHAT, YAMAKKAN = 0x0E4C, 0x0E4E
MARKS_BELOW = (0x0E38, 0x0E39, 0x0E3A)
SHORTENED = (0x0E0E, 0x0E0F, 0x0E24, 0x0E26)
"""Letters that lose their foot over a mark below, which then hangs lower than under other letters."""

BASE_GLYPH, MARK_GLYPH = 1, 3
"""Glyph classes of the GDEF table."""


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
    _copy_glyph(font, sara_aa, "am.aa")
    for ring in rings:
        _copy_glyph(font, ring, f"am.{ring}")
        new[f"am.{ring}"] = chr(SARA_AM)
    for name, tone in ringed_tones.items():
        _copy_glyph(font, name, f"am.{name}")
        new[f"am.{name}"] = tone
    joined: list[tuple[str, str, str]] = []
    for ring, mark in product(rings, other_marks):
        _join_glyphs(font, f"am.{ring}.{mark}", mark, ring, (0, 0))
        joined.append((f"am.{ring}", mark, f"am.{ring}.{mark}"))
        new[f"am.{ring}.{mark}"] = readings[mark]
    ring_over: list[tuple[str, str, str]] = []
    for consonant, ring in product(consonants, rings):
        offset = _attachment(font, 4, consonant, ring)
        if offset is not None:
            _join_glyphs(font, f"am.{consonant}.{ring}", consonant, ring, offset)
            ring_over.append((consonant, f"am.{ring}", f"am.{consonant}.{ring}"))
            new[f"am.{consonant}.{ring}"] = readings[consonant]

    font.setGlyphOrder([*order, *new])
    _classify(font, new, {result for _, _, result in ring_over} | {"am.aa"})
    twins = {f"am.{name}": name for name in ringed_tones} | {result: f"{ring[3:]}" for ring, _, result in joined}
    _attach_like(font, twins)
    _add_rules(font, sara_aa, sara_am, rings, list(ringed_tones), [*tones, *other_marks], joined, ring_over)
    return new


def _copy_glyph(font: TTFont, source: str, name: str) -> None:
    font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][source])
    font["hmtx"].metrics[name] = font["hmtx"][source]


def _join_glyphs(font: TTFont, name: str, base: str, mark: str, offset: tuple[int, int]) -> None:
    """A composite glyph: ``base`` with ``mark`` moved by ``offset`` font units; as wide as ``base``."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for part, (x, y) in ((base, (0, 0)), (mark, offset)):
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = part, x, y, 0x0002
        glyph.components.append(component)
    font["glyf"].glyphs[name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (font["hmtx"][base][0], glyph.xMin)


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
        offset = _attachment(font, kind, lower, upper)
        if offset is not None:
            name = f"joined.{lower}.{upper}"
            _join_glyphs(font, name, lower, upper, offset)
            new[name], twins[name] = readings[lower] + readings[upper], lower
            rules.append(f"  sub \\{lower} \\{upper} by \\{name};")
    font.setGlyphOrder([*order, *new])
    _classify(font, new, {name for name, twin in twins.items() if readings[twin] in map(chr, SHORTENED)})
    _attach_like(font, twins)
    _add_to_ccmp(font, ["feature ccmp {", "lookup JOIN {", *rules, "} JOIN;", "} ccmp;"])
    return new


def _attachment(font: TTFont, kind: int, base: str, mark: str) -> tuple[int, int] | None:
    """How far GPOS moves the mark to sit on the base, in font units; None when it does not place it.

    ``kind`` is 4 for a mark on a letter, 6 for one on another mark.
    """
    names = ("Mark", "Base") if kind == 4 else ("Mark1", "Mark2")
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType != kind:
                continue
            marks, bases = (getattr(table, f"{name}Coverage").glyphs for name in names)
            if mark not in marks or base not in bases:
                continue
            record = getattr(table, f"{names[0]}Array").MarkRecord[marks.index(mark)]
            base_record = getattr(getattr(table, f"{names[1]}Array"), f"{names[1]}Record")[bases.index(base)]
            anchor, mark_anchor = getattr(base_record, f"{names[1]}Anchor")[record.Class], record.MarkAnchor
            if anchor is not None:
                return anchor.XCoordinate - mark_anchor.XCoordinate, anchor.YCoordinate - mark_anchor.YCoordinate
    return None


def _classify(font: TTFont, new: dict[str, str], bases: set[str]) -> None:
    table = font["GDEF"].table
    for name in new:
        table.GlyphClassDef.classDefs[name] = BASE_GLYPH if name in bases else MARK_GLYPH


def _attach_like(font: TTFont, twins: dict[str, str]) -> None:
    """Gives each new glyph the places at which its twin sits on others and others sit on its twin."""
    rank = font.getReverseGlyphMap(rebuild=True)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if table.LookupType == 4:
                _extend(table.MarkCoverage, table.MarkArray, "Mark", twins, rank)
                _extend(table.BaseCoverage, table.BaseArray, "Base", twins, rank)
            elif table.LookupType == 6:
                _extend(table.Mark1Coverage, table.Mark1Array, "Mark", twins, rank)
                _extend(table.Mark2Coverage, table.Mark2Array, "Mark2", twins, rank)


def _extend(coverage: Any, array: Any, what: str, twins: dict[str, str], rank: dict[str, int]) -> None:
    records = dict(zip(coverage.glyphs, getattr(array, f"{what}Record"), strict=True))
    records |= {name: copy.deepcopy(records[twin]) for name, twin in twins.items() if twin in records}
    coverage.glyphs = sorted(records, key=rank.__getitem__)
    setattr(array, f"{what}Record", [records[name] for name in coverage.glyphs])
    setattr(array, f"{what}Count", len(records))


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

    _add_to_ccmp(font, lines)


def _add_to_ccmp(font: TTFont, feature: list[str]) -> None:
    """Compiles a ``ccmp`` feature and puts it behind the rules of the font's own."""
    lines = ["languagesystem DFLT dflt; languagesystem thai dflt; languagesystem latn dflt;", *feature]
    own = font["GSUB"]
    del font["GSUB"]
    addOpenTypeFeaturesFromString(font, "\n".join(lines), tables=["GSUB"])
    added = font["GSUB"].table
    font["GSUB"] = own
    _append_lookups(own.table, added)


def _append_lookups(table: Any, added: Any) -> None:
    """Puts the lookups of ``added`` behind those of ``table`` and its feature's into each ``ccmp`` of it."""
    base = len(table.LookupList.Lookup)
    for lookup in added.LookupList.Lookup:
        for subtable in lookup.SubTable:
            _shift(subtable, base)
        table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    indices = [index + base for index in added.FeatureList.FeatureRecord[0].Feature.LookupListIndex]
    features = {id(r.Feature): r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "ccmp"}
    if not features:
        raise ValueError("the font has no ccmp feature")
    for feature in features.values():
        feature.LookupListIndex = sorted({*feature.LookupListIndex, *indices})
        feature.LookupCount = len(feature.LookupListIndex)


def _shift(subtable: Any, base: int) -> None:
    for record in getattr(subtable, "SubstLookupRecord", None) or ():
        record.LookupListIndex += base
    for rules in getattr(subtable, "ChainSubRuleSet", None) or getattr(subtable, "ChainSubClassSet", None) or ():
        for rule in getattr(rules, "ChainSubRule", None) or getattr(rules, "ChainSubClassRule", None) or ():
            for record in rule.SubstLookupRecord:
                record.LookupListIndex += base


def _starts(name: str, codes: tuple[int, ...]) -> bool:
    return any(name.startswith(f"uni{code:04X}") for code in codes)
