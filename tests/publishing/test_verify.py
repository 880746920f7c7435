"""``verify_published`` names each kind of damage and nothing else."""

import io

import pytest
from django.core.management import CommandError, call_command

from publishing import storage
from publishing.verification import Fault, faults
from tests.reports.signoff.papers import bring_to, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def editions(town, publish):
    return [publish(bring_to(town, make_report(town, fiscal_year=year), "signed")) for year in (2566, 2567, 2568)]


def path(edition):
    return storage.path_of(edition.pdf_sha256, edition.file_name)


def missing(one, _other):
    path(one).unlink()
    path(one).parent.rmdir()


def unreadable(one, _other):
    path(one).unlink()
    path(one).mkdir()  # not even root reads a folder as a file


def truncated(one, _other):
    path(one).write_bytes(path(one).read_bytes()[:-1])


def altered(one, _other):
    content = bytearray(path(one).read_bytes())
    content[7] ^= 1
    path(one).write_bytes(content)


def swapped(one, other):
    path(one).write_bytes(path(other).read_bytes())


@pytest.mark.parametrize("damage", [missing, unreadable, truncated, altered, swapped])
def test_a_damage_is_named_at_its_edition(editions, damage):
    assert list(faults()) == []
    damage(editions[1], editions[2])
    one = editions[1]
    assert list(faults()) == [Fault(damage.__name__, f"{one.pdf_sha256}/{one.file_name}", one.code)]


@pytest.mark.parametrize("name", ["extra.pdf", ".new-abc"])
def test_what_no_edition_has_is_an_orphan(editions, name):
    (path(editions[0]).parent / name).write_bytes(b"%PDF")
    (storage.folder() / ("f" * 64)).mkdir()
    assert list(faults()) == [
        Fault("orphan", place)
        for place in sorted((f"{editions[0].pdf_sha256}/{name}", "f" * 64))
    ]


def test_nothing_published_and_no_folder_is_fine(own_folder, db):
    out = io.StringIO()
    call_command("verify_published", stdout=out)
    assert out.getvalue() == "0 editions, every file as it was published.\n"


def test_the_command_is_content(editions):
    out = io.StringIO()
    call_command("verify_published", stdout=out)
    assert out.getvalue() == "3 editions, every file as it was published.\n"


def test_the_command_names_all_and_fails(editions):
    missing(editions[0], None)
    truncated(editions[1], None)
    altered(editions[2], None)
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_published", stdout=out)
    assert failed.value.returncode == 1
    assert out.getvalue().splitlines() == [
        f"{what}: {edition.pdf_sha256}/{edition.file_name} (edition {edition.code})"
        for what, edition in zip(("missing", "truncated", "altered"), editions, strict=True)
    ]
