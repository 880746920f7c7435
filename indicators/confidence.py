"""How sure a source is, read from the remark that says so: one level out of five, or unknown.

Not here: the remarks themselves; they are kept and shown as written.
"""

import re

LEVELS = ("unknown", "low", "low-medium", "medium", "medium-high", "high")
"""From least to most sure."""
_LEVEL = re.compile(r"\b(low-medium|medium-high|high|medium|low|unknown)\b")
_ASIDE = re.compile(r"\([^()]*\)")


def level_of(remark: str) -> str:
    """The level a remark begins or ends with; of several the least sure, asides in brackets left out.

    ``"name medium (…); item range low-medium"`` is low-medium; no level at all is unknown.
    """
    found = _LEVEL.findall(_ASIDE.sub(" ", remark))
    return min(found, key=LEVELS.index) if found else "unknown"
