"""Reading a YAML file that a person wrote: plain data only, no value silently lost, every value with its line.

Not here: what the data must look like (``shape``).
"""

from pathlib import Path
from typing import Any

import yaml

from indicators.item_sets.problems import ItemSetRefused, Problem

LARGEST_FILE = 2_000_000
"""Bytes; the largest real file has 67,000."""
Place = tuple[str | int, ...]

_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):
    """Safe YAML in which dates stay text: an unquoted 2024-10-01 is the words somebody typed."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> tuple[Any, dict[Place, int]]:
    """The data of the file and the line of every place in it; ``ItemSetRefused`` with the reason otherwise."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ItemSetRefused(path.name, ["the file is larger than 2 MB; an item set is far smaller"])
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ItemSetRefused(path.name, [f"the file cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ItemSetRefused(path.name, ["the file is not UTF-8; save it as UTF-8 and try again"]) from error
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if root is None:
            raise ItemSetRefused(path.name, ["the file is empty"])
        lines, problems = _walk(root)
        if problems:
            raise ItemSetRefused(path.name, problems)
        return loader.construct_document(root), lines
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ItemSetRefused(
            path.name, [Problem("", f"this is not YAML: {error.problem}; check quotes and indentation", line)]
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ItemSetRefused(path.name, [f"this is not YAML that can be read: {error}"]) from error


def _walk(root: yaml.Node) -> tuple[dict[Place, int], list[Problem]]:
    """Every place with its line, and what YAML would swallow silently: a key written twice, a reference."""
    lines: dict[Place, int] = {}
    problems: list[Problem] = []
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, Place]] = [(root, ())]
    while waiting:
        node, place = waiting.pop()
        line = node.start_mark.line + 1
        lines[place] = line
        if id(node) in seen:
            problems.append(Problem(words_of(place), "write the value out instead of referring to another (*)", line))
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                name = str(key.value)
                if name in keys:
                    message = f"“{name}” is written twice here; keep one"
                    problems.append(Problem(words_of(place), message, key.start_mark.line + 1))
                keys.add(name)
                waiting.append((value, (*place, name)))
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(value, (*place, number)) for number, value in enumerate(node.value)]
    return lines, sorted(problems, key=lambda problem: problem.line or 0)


def words_of(place: Place) -> str:
    """A place in words: ``items › 7 › title``; lists are counted from 1."""
    return " › ".join(str(step + 1) if isinstance(step, int) else step for step in place)
