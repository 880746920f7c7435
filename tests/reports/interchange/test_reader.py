"""Files that are no document at all: each refused with its place and what to do, none able to harm."""

import json
import math
from pathlib import Path

import pytest
import yaml

from reports.interchange import reader
from reports.interchange.problems import Refusal
from reports.interchange.raw import Plain
from reports.interchange.reader import read_file
from reports.interchange.writer import to_json, to_yaml


def read(tmp_path: Path, content: str | bytes, name: str = "file.yaml"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path)


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)
REFUSED = {
    "broken.yaml": ("a: 1\nb: [1, 2\nc: 3\n", ":3", "well-formed"),
    "tab.yaml": ("a:\n\tb: 1\n", ":2", "well-formed"),
    "empty.yaml": ("", "", "holds 0 documents"),
    "two.yaml": ("a: 1\n---\nb: 2\n", "", "holds 2 documents"),
    "twice.yaml": ("a: 1\nb:\n  c: 1\n  c: 2\n", ":4", "“c” stands twice"),
    "no-twice.yaml": ("- no: 1\n  no: 2\n", ":2", "“no” stands twice"),
    "python.yaml": ("a: !!python/object/apply:os.system ['true']\n", ":1", "“!!python/object/apply:os.system”"),
    "own-tag.yaml": ("a: 1\nb: !secret x\n", ":2", "“!secret”"),
    "binary.yaml": ("a: !!binary aGVsbG8=\n", ":1", "“!!binary”"),
    "no-int.yaml": ("a: !!int x\n", ":1", "“!!int”"),
    "deep.yaml": ("[" * 5000 + "]" * 5000, ":1", "nested deeper"),
    "laughs.yaml": (LAUGHS, "", "more than 2,000,000 values"),
    "itself.yaml": ("a: &a [*a]\n", ":1", "well-formed"),
    "unknown-alias.yaml": ("a: *b\n", ":1", "well-formed"),
    "list-key.yaml": ("? [a]\n: 1\n", ":1", "well-formed"),
    "merge.yaml": ("a: {<<: 5}\n", ":1", "well-formed"),
    "control.yaml": ("a: 1\nb: x\x07y\n", ":2", "well-formed"),
    "thai874.yaml": ("a: เทศบาล\n".encode("cp874"), "", "save it again as UTF-8"),
    "picture.yaml": (b"\x89PNG\r\n\x1a\n\0\0\0", "", "save it again as UTF-8"),
    "broken.json": ('{"a": 1,\n "b": }', ":2", "well-formed"),
    "twice.json": ('{"a": {"b": 1, "b": 2}}', "", "“b” stands twice"),
    "nan.json": ('{"a": NaN}', "", "NaN is not JSON"),
    "deep.json": ("[" * 100_000 + "]" * 100_000, "", "nested deeper"),
    "somewhat-deep.json": ("[" * 50 + "]" * 50, "", "nested deeper"),
    "surrogate.json": ('{"a": "\\ud800"}', "", "surrogate"),
    "digits.json": ('{"a": ' + "9" * 5000 + "}", "", "well-formed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_of_ours_is_refused_by_place(name, tmp_path):
    content, place, words = REFUSED[name]
    with pytest.raises(Refusal) as refusal:
        read(tmp_path, content, name)
    [problem] = refusal.value.problems
    assert problem.place == place
    assert words in str(problem.sentence) % problem.params


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(Refusal, match="cannot be read"):
            read_file(path)
    monkeypatch.setattr(reader, "LARGEST_FILE", 10)
    with pytest.raises(Refusal, match="larger than"):
        read(tmp_path, "a: 1234567890\n")


def test_marks_at_the_start_and_other_encodings_of_unicode_are_read(tmp_path):
    assert read(tmp_path, b"\xef\xbb\xbf" + "ก: ข\n".encode()) == {"ก": "ข"}
    assert read(tmp_path, "ก: ข\n".encode("utf-16")) == {"ก": "ข"}
    assert read(tmp_path, b'\xef\xbb\xbf{"a": "\xe0\xb8\x81"}', "file.json") == {"a": "ก"}
    assert read(tmp_path, '{"a": 1}', "no-suffix") == {"a": 1}
    assert read(tmp_path, "a: 1\r\nb: |\r\n  x\r\n  y\r\n") == {"a": 1, "b": "x\ny\n"}


def test_words_that_yaml_takes_for_something_else_keep_their_spelling(tmp_path):
    raw = read(tmp_path, "no: 010\nday: 2024-10-01\nnone: 2024-02-31\nscore: 94.70\nplain: 5\nnan: .nan\nq: '010'\n")
    assert raw == {
        Plain("no"): Plain("010"), "day": Plain("2024-10-01"), "none": "2024-02-31", "score": Plain("94.70"),
        "plain": 5, "nan": Plain(".nan"), "q": "010",
    }  # fmt: skip
    assert raw[Plain("no")].value == 8
    assert math.isnan(raw["nan"].value)
    assert to_yaml(raw) == "no: 010\nday: 2024-10-01\nnone: '2024-02-31'\nscore: 94.70\nplain: 5\nnan: .nan\nq: '010'\n"
    assert json.loads(to_json(raw)) == {
        "no": 8, "day": "2024-10-01", "none": "2024-02-31", "score": 94.7, "plain": 5, "nan": ".nan", "q": "010",
    }  # fmt: skip


def test_aliases_and_merged_keys_are_read_as_yaml_means_them(tmp_path):
    text = "base: &b {x: 1, y: [2]}\nother: {<<: *b, x: 3}\nboth: {<<: [*b, {z: 4}]}\nagain: *b\nquoted: {'<<': 5}\n"
    assert read(tmp_path, text) == yaml.safe_load(text.replace("quoted: {'<<': 5}", "")) | {"quoted": {"<<": 5}}
    assert read(tmp_path, "a: !!str 010\nb: !!float 1\nc: !!null x\nd: !!map {e: !!seq [1]}\n") == {
        "a": "010", "b": 1.0, "c": None, "d": {"e": [1]},
    }  # fmt: skip
