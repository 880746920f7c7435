"""Adds glyphs and substitutions to a TrueType font: what fontTools leaves to be put together by hand.

Not here: which glyphs Thai needs (sarabun).
"""

from __future__ import annotations

import copy
from typing import Any

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

BASE_GLYPH, MARK_GLYPH = 1, 3
"""Glyph classes of the GDEF table."""


def copy_glyph(font: TTFont, source: str, name: str) -> None:
    """A glyph ``name`` that looks like ``source``."""
    font["glyf"].glyphs[name] = copy.deepcopy(font["glyf"][source])
    font["hmtx"].metrics[name] = font["hmtx"][source]


def join_glyphs(font: TTFont, name: str, base: str, mark: str, offset: tuple[int, int]) -> None:
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


def attachment(font: TTFont, kind: int, base: str, mark: str) -> tuple[int, int] | None:
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


def classify(font: TTFont, new: dict[str, str], bases: set[str]) -> None:
    """Tells the font which of the ``new`` glyphs are letters (``bases``); the others are marks."""
    table = font["GDEF"].table
    for name in new:
        table.GlyphClassDef.classDefs[name] = BASE_GLYPH if name in bases else MARK_GLYPH


def attach_like(font: TTFont, twins: dict[str, str]) -> None:
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


def add_to_ccmp(font: TTFont, feature: list[str]) -> None:
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
