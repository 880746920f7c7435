"""Files nobody speaks of go after a while, all others stay; and storing the same bytes meanwhile loses nothing."""

import datetime

import pytest
from django.utils import timezone
from django_scopes import scope

from files import services
from files.forgetting import forget_unused, unused
from files.models import StoredFile
from files.services import path_of, read_bytes, store_bytes
from jobs.models import Job
from measures.evidence_jobs import KEPT, forget_unused_files
from measures.models import Evidence
from tests.filled import fill
from tests.world import make_town

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ITA_DATA_DIR = tmp_path


def stored_before(content: bytes, age: datetime.timedelta) -> StoredFile:
    stored = store_bytes(content, media_type="text/plain")
    StoredFile.objects.filter(pk=stored.pk).update(created_at=timezone.now() - age)
    return stored


def test_only_what_is_old_and_unused_goes():
    filled = fill(make_town(), "ของเรา")
    StoredFile.objects.update(created_at=timezone.now() - 10 * KEPT)
    used = {filled.snapshot.content_id, filled.snapshot.pdf_id, filled.recorded.evidence.file_id}
    assert set(StoredFile.objects.values_list("pk", flat=True)) == used
    old, young = stored_before(b"old", KEPT + MINUTE), stored_before(b"young", KEPT - MINUTE)
    assert forget_unused_files(Job()) == {"files": 1}
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {*used, young.pk}
    assert (path_of(old).exists(), path_of(young).exists()) == (False, True)
    for stored in StoredFile.objects.all():
        assert read_bytes(stored)  # raises when missing or altered
    assert forget_unused_files(Job()) == {"files": 0}


def test_removed_evidence_leaves_its_file_unused():
    town = make_town()
    filled = fill(town, "ของเรา")
    with scope(agency=town.agency):
        Evidence.objects.all().delete()
    assert [each.pk for each in unused()] == [filled.recorded.evidence.file_id]


def test_storing_the_same_bytes_while_they_are_forgotten(monkeypatch):
    """The file goes between the look at it and the new row."""
    stored_before(b"same", KEPT + MINUTE)
    looked = services._holds

    def look_and_lose(target, digest):
        found = looked(target, digest)
        assert forget_unused(before=timezone.now()) == 1
        return found

    with monkeypatch.context() as patched:
        patched.setattr(services, "_holds", look_and_lose)
        again = store_bytes(b"same", media_type="text/plain")
    assert StoredFile.objects.get() == again
    assert read_bytes(again) == b"same"


def test_a_cut_before_the_row_goes_is_mended_by_storing_again(monkeypatch):
    stored = stored_before(b"cut", KEPT + MINUTE)

    def die(self, *_args, **_values):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(StoredFile, "delete", die)
        with pytest.raises(KeyboardInterrupt):
            forget_unused(before=timezone.now())
    assert StoredFile.objects.get() == stored
    assert read_bytes(store_bytes(b"cut", media_type="text/plain")) == b"cut"
