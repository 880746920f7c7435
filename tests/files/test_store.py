"""Bytes are kept once under their digest, come back unchanged or not at all; a failing disk leaves nothing behind."""

import errno
import hashlib
import os

import pytest
from django.conf import settings

from files.models import StoredFile
from files.services import FileAltered, FileMissing, path_of, read_bytes, store_bytes

pytestmark = pytest.mark.django_db

CONTENT = "รายงานผล ๒๕๖๘".encode()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ITA_DATA_DIR = tmp_path


def everything_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_digest_is_the_name(tmp_path):
    stored = store_bytes(CONTENT, media_type="text/plain")
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert (stored.sha256, stored.size, stored.media_type) == (digest, len(CONTENT), "text/plain")
    assert everything_below(tmp_path) == [f"files/{digest[:2]}/{digest}"]
    assert read_bytes(stored) == CONTENT
    assert oct(path_of(stored).stat().st_mode & 0o777) == "0o640"


def test_the_same_bytes_are_kept_once(tmp_path):
    first = store_bytes(CONTENT, media_type="text/plain")
    when = path_of(first).stat().st_mtime_ns
    assert store_bytes(CONTENT, media_type="application/pdf") == first
    assert path_of(first).stat().st_mtime_ns == when
    assert StoredFile.objects.get().media_type == "text/plain"


def test_other_bytes_are_another_file():
    assert store_bytes(b"a", media_type="text/plain") != store_bytes(b"b", media_type="text/plain")
    assert store_bytes(b"", media_type="text/plain").size == 0


@pytest.mark.parametrize("damage", [CONTENT + b" ", CONTENT[:-1], b"", CONTENT.replace(b"\xe0", b"\xe1", 1)])
def test_altered_bytes_are_never_given_out_and_storing_again_repairs(damage):
    stored = store_bytes(CONTENT, media_type="text/plain")
    path_of(stored).write_bytes(damage)
    with pytest.raises(FileAltered, match=stored.sha256):
        read_bytes(stored)
    store_bytes(CONTENT, media_type="text/plain")
    assert read_bytes(stored) == CONTENT


def test_a_missing_file_says_so():
    stored = store_bytes(CONTENT, media_type="text/plain")
    path_of(stored).unlink()
    with pytest.raises(FileMissing, match=stored.sha256):
        read_bytes(stored)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_refusing_disk_leaves_neither_row_nor_file(step, monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left"):
        store_bytes(CONTENT, media_type="text/plain")
    assert StoredFile.objects.count() == 0
    assert everything_below(tmp_path) == []


def test_a_file_left_without_its_row_is_adopted():
    stored = store_bytes(CONTENT, media_type="text/plain")
    StoredFile.objects.all().delete()
    again = store_bytes(CONTENT, media_type="text/plain")
    assert read_bytes(again) == CONTENT
    assert again.sha256 == stored.sha256


def test_files_lie_in_the_data_folder():
    assert path_of(store_bytes(b"x", media_type="text/plain")).is_relative_to(settings.ITA_DATA_DIR)
