"""The sections a layout can order: one module each with ``blocks(content, options)``.

A section whose part of the content is empty yields nothing: no empty table, no lonely heading. ``OPTIONS`` names the
options a layout may set, ``COLUMNS`` the columns a table may have, each with the function that fills its cell.

Not here: the order and labels (layouts), how a block looks (writers).
"""

from __future__ import annotations

from types import ModuleType

from reports.sections import cover, heading, indicators, introduction, measures, oit, plan, scores, sign_off

SECTIONS: dict[str, ModuleType] = {
    "cover": cover,
    "heading": heading,
    "introduction": introduction,
    "measures": measures,
    "indicators": indicators,
    "oit": oit,
    "plan": plan,
    "scores": scores,
    "sign_off": sign_off,
}
