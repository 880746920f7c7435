"""Bytes of a file to raw values, or a refusal that says what to do. Nothing a file holds is run or multiplied.

YAML is read from its events and not with a constructor, so that spellings survive (``raw.Plain``), a key that stands
twice is seen, depth and size are bounded before anything is built, and aliases cannot blow up.

Not here: what the keys mean (``form``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from reports.interchange.problems import Problem, Refusal
from reports.interchange.raw import Plain, Raw, constructed, from_number, from_plain_word, is_jsonb_safe

LARGEST_FILE = 20_000_000
DEEPEST = 40
MOST_VALUES = 2_000_000
"""Values in a file, those of aliases counted each time they are used, a long text as several."""

_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_MERGE = Plain("<<")


def read_file(path: Path) -> Raw:
    """The raw value of a YAML or JSON file. Raises Refusal."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refusal(
                Problem(
                    "",
                    _("the file is larger than %(most)s MB. Please load one document at a time."),
                    {"most": LARGEST_FILE // 1_000_000},
                )
            )
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(
            Problem("", _("the file cannot be read (%(reason)s). Please check its name."), {"reason": error.strerror})
        ) from error
    text = _decoded(content)
    if path.suffix.lower() == ".json" or (path.suffix.lower() not in (".yaml", ".yml") and text.lstrip()[:1] == "{"):
        return _read_json(text)
    return _Reading().read_yaml(text)


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal(
            Problem(
                "",
                _("the file is not in UTF-8; it may be in an old Thai encoding (TIS-620, Windows-874). "
                  "Please open it in an editor and save it again as UTF-8."),
            )
        ) from None  # fmt: skip


def _read_json(text: str) -> Raw:
    def no_key_twice(pairs: list[tuple[str, Raw]]) -> dict:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            twice = next(key for place, (key, _value) in enumerate(pairs) if key in dict(pairs[:place]))
            raise Refusal(_twice("", twice))
        return mapping

    def no_number(word: str) -> None:
        raise Refusal(_not_readable("", f"{word} is not JSON"))

    try:
        raw = json.loads(
            text, object_pairs_hook=no_key_twice, parse_constant=no_number,
            parse_float=lambda source: from_number(float(source)),
        )  # fmt: skip
        json.dumps(raw, ensure_ascii=False, default=lambda _plain: None).encode()
    except json.JSONDecodeError as error:
        raise Refusal(_not_readable(f":{error.lineno}", error.msg)) from error
    except UnicodeEncodeError as error:
        raise Refusal(_not_readable("", "half a character (a lone surrogate)")) from error
    except RecursionError as error:
        raise Refusal(_too_deep("")) from error
    except ValueError as error:  # a whole number of more than 4,300 digits
        raise Refusal(_not_readable("", str(error)[:100])) from error
    _check_depth(raw)
    return raw


def _check_depth(raw: Raw) -> None:
    level, values = [raw], 0
    for _depth in range(DEEPEST + 1):
        values += len(level)
        if values > MOST_VALUES:
            raise Refusal(_too_many(""))
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inner(one)]
        if not level:
            return
    raise Refusal(_too_deep(""))


def _inner(one: dict | list) -> list:
    return list(one.values()) if isinstance(one, dict) else one


class _Open:
    """A mapping or list being read; ``size`` counts the values inside."""

    def __init__(self, value: dict | list, anchor: str | None):
        self.value = value
        self.anchor = anchor
        self.key: Any = None
        self.waits_for_value = False
        self.merged: list[dict] = []
        self.size = 1


class _Reading:
    """One run over the events of a YAML text."""

    def __init__(self) -> None:
        self.anchors: dict[str, tuple[Raw, int]] = {}
        self.open: list[_Open] = []
        self.documents: list[Raw] = []
        self.values = 0

    def read_yaml(self, text: str) -> Raw:
        try:
            for event in yaml.parse(text, Loader=_BASE):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f":{mark.line + 1}" if mark else ""
            raise Refusal(_not_readable(place, error.problem or error.context)) from error
        except yaml.reader.ReaderError as error:
            place = f":{text.count(chr(10), 0, max(error.position, 0)) + 1}"
            raise Refusal(_not_readable(place, error.reason)) from error
        if len(self.documents) != 1:
            raise Refusal(
                Problem(
                    "",
                    _("the file holds %(count)s documents, one is expected. Please put each into a file of its own."),
                    {"count": len(self.documents)},
                )
            )
        return self.documents[0]

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._place(self._scalar(event), event, anchor=event.anchor, size=1 + len(event.value) // 100)
            case yaml.AliasEvent():
                if event.anchor not in self.anchors:
                    raise Refusal(_not_readable(self._line(event), f"*{event.anchor}"))
                value, size = self.anchors[event.anchor]
                self._place(value, event, size=size)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if event.tag not in (None, "!", f"{_CORE}map", f"{_CORE}seq"):
                    raise Refusal(self._tagged(event))
                if len(self.open) >= DEEPEST:
                    raise Refusal(_too_deep(self._line(event)))
                self.open.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = self.open.pop()
                for merged in done.merged:
                    done.value |= {key: value for key, value in merged.items() if key not in done.value}
                self._place(done.value, event, anchor=done.anchor, size=done.size)

    def _scalar(self, event: yaml.ScalarEvent) -> Raw:
        if event.tag in (None, "!"):
            if event.style or not event.implicit[0]:
                return event.value
            is_key = self.open and isinstance(self.open[-1].value, dict) and not self.open[-1].waits_for_value
            return _MERGE if is_key and event.value == _MERGE.source else from_plain_word(event.value)
        if event.tag == f"{_CORE}str":
            return event.value
        if event.tag.removeprefix(_CORE) not in ("int", "float", "bool", "null"):
            raise Refusal(self._tagged(event))
        try:
            value = constructed(event.tag, event.value)
        except (ValueError, KeyError) as error:  # the value is not what its tag says
            raise Refusal(self._tagged(event)) from error
        return value if value is None or is_jsonb_safe(value) else from_number(value)

    def _place(self, value: Raw, event: yaml.Event, *, anchor: str | None = None, size: int = 1) -> None:
        self.values += size if isinstance(event, yaml.AliasEvent) else 1
        if self.values > MOST_VALUES:
            raise Refusal(_too_many(""))
        if anchor:
            self.anchors[anchor] = (value, size)
        if not self.open:
            self.documents.append(value)
            return
        holder = self.open[-1]
        holder.size += size
        if isinstance(holder.value, list):
            holder.value.append(value)
        elif not holder.waits_for_value:
            self._take_key(holder, value, event)
        else:
            holder.waits_for_value = False
            if holder.key == _MERGE:
                self._merge(holder, value, event)
            else:
                holder.value[holder.key] = value

    def _take_key(self, holder: _Open, key: Raw, event: yaml.Event) -> None:
        if isinstance(key, dict | list):
            raise Refusal(_not_readable(self._line(event), "a list or mapping as a key"))
        if key in holder.value:
            raise Refusal(_twice(self._line(event), key.source if isinstance(key, Plain) else key))
        holder.key, holder.waits_for_value = key, True

    def _merge(self, holder: _Open, value: Raw, event: yaml.Event) -> None:
        wanted = value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in wanted):
            raise Refusal(_not_readable(self._line(event), "<<"))
        holder.merged += wanted

    def _line(self, event: yaml.Event) -> str:
        return f":{event.start_mark.line + 1}"

    def _tagged(self, event: Any) -> Problem:
        return Problem(
            self._line(event),
            _("the mark “%(tag)s” is not used in this form. Please remove it and keep the value."),
            {"tag": event.tag.replace(_CORE, "!!")},
        )


def _not_readable(place: str, reason: Any) -> Problem:
    return Problem(
        place,
        _("the file is not well-formed here (%(reason)s). Please check indentation, quotes and colons of this line."),
        {"reason": reason},
    )


def _twice(place: str, key: Any) -> Problem:
    return Problem(place, _("the key “%(key)s” stands twice in one group. Please keep one of them."), {"key": key})


def _too_deep(place: str) -> Problem:
    return Problem(
        place,
        _("lists and groups are nested deeper than %(most)s levels. Please check the indentation."),
        {"most": DEEPEST},
    )


def _too_many(place: str) -> Problem:
    return Problem(
        place, _("the file holds more than %(most)s values. Please load one document at a time."),
        {"most": f"{MOST_VALUES:,}"},
    )  # fmt: skip
