"""Raw values to the bytes of a YAML or JSON file; the same values give the same bytes everywhere.

Not here: which values (``dumper``).
"""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from reports.interchange.raw import Plain, Raw, tag_of

_WIDE = 100
"""Longer texts stand in a block of their own, as in the transcribed documents."""
_LIKE_A_NUMBER = re.compile("[0-9๐-๙][0-9๐-๙.,]*")
_FOLDED_BY_READERS = re.compile("[\x85\u2028\u2029\ufeff\t\r]")


class _Writer(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(writer: _Writer, text: str) -> yaml.Node:
    style = None
    if _FOLDED_BY_READERS.search(text) or not all(char.isprintable() or char in " \n" for char in text):
        style = '"'  # the other styles lose these on the way back
    elif (len(text) > _WIDE or "\n" in text) and text == text.strip() and " \n" not in text:
        style = "|"
    elif "\n" in text:
        style = '"'
    elif _LIKE_A_NUMBER.fullmatch(text):
        style = "'"  # some readers take Thai digits for numbers
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _plain(writer: _Writer, word: Plain) -> yaml.Node:
    return writer.represent_scalar(tag_of(word.source), word.source)


_Writer.add_representer(str, _text)
_Writer.add_representer(Plain, _plain)


def to_yaml(raw: Raw) -> str:
    """The document as YAML, keys in the order given."""
    return yaml.dump(raw, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10**9)


def to_json(raw: Raw) -> str:
    """The document as JSON; what JSON has no word for (a date, a number as key) becomes text."""
    return json.dumps(_json_ready(raw), ensure_ascii=False, indent=2) + "\n"


def _json_ready(raw: Raw) -> Any:
    if isinstance(raw, list):
        return [_json_ready(one) for one in raw]
    if isinstance(raw, dict):
        return {_key(key): _json_ready(value) for key, value in raw.items()}
    if isinstance(raw, Plain):
        number = isinstance(raw.value, bool | int) or (isinstance(raw.value, float) and raw.value - raw.value == 0)
        return raw.value if number else raw.source
    return raw


def _key(key: Raw) -> str:
    if isinstance(key, Plain):
        return key.source
    return key if isinstance(key, str) else json.dumps(key)
