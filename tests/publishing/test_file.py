"""The published file over HTTP: whole, in parts, unchanged, by head; its name, its tag, and nothing else's bytes."""

import hashlib
from urllib.parse import quote, unquote

import pytest
from django.urls import reverse

from files.services import read_bytes
from publishing import storage
from publishing.models import Edition
from publishing.serving import Unsatisfiable, range_asked
from tests.reports.signoff.papers import bring_to, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(own_folder, signed, publish):
    return publish(signed)


@pytest.fixture
def pdf(edition):
    return storage.path_of(edition.pdf_sha256, edition.file_name).read_bytes()


@pytest.fixture
def address(edition):
    return reverse("published_file", kwargs={"sha256": edition.pdf_sha256, "file_name": edition.file_name})


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_address_is_as_decided(edition, address):
    assert unquote(address) == f"/published/{edition.pdf_sha256}/รายงานผลการดำเนินการ-2568-เทศบาลตำบลบ้านสวน.pdf"


def test_the_whole_file(stranger, edition, address, pdf):
    response = stranger.get(address)
    assert (response.status_code, body(response)) == (200, pdf)
    assert hashlib.sha256(pdf).hexdigest() == edition.pdf_sha256
    headers = {name: response[name] for name in (
        "Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Cache-Control", "X-Content-Type-Options",
        "Content-Security-Policy", "Content-Disposition",
    )}  # fmt: skip
    assert headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(pdf)),
        "ETag": f'"{edition.pdf_sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": f"inline; filename*=utf-8''{quote(edition.file_name)}",
    }
    assert not response.cookies
    assert "Vary" not in response


def test_head_gives_the_same_headers_and_no_byte(stranger, address, pdf):
    whole, head = stranger.get(address), stranger.head(address)
    assert (head.status_code, body(head)) == (200, b"")
    assert dict(head.items()) == dict(whole.items())
    assert head["Content-Length"] == str(len(pdf))
    body(whole)


@pytest.mark.parametrize("known", ['"{sha}"', 'W/"{sha}"', '"other", "{sha}"', "*"])
def test_not_modified(stranger, edition, address, known):
    response = stranger.get(address, headers={"If-None-Match": known.format(sha=edition.pdf_sha256)})
    assert (response.status_code, body(response)) == (304, b"")
    assert response["ETag"] == f'"{edition.pdf_sha256}"'


def test_another_tag_gets_the_file(stranger, address, pdf):
    response = stranger.get(address, headers={"If-None-Match": '"other"'})
    assert (response.status_code, body(response)) == (200, pdf)


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-0", (0, 0)), ("bytes=0-99", (0, 99)), ("bytes=10-19", (10, 19)), ("bytes=50-", (50, None)),
     ("bytes=-10", (-10, None)), ("bytes=5-999999", (5, None)), ("bytes=-999999", (0, None))],
)  # fmt: skip
def test_a_range(stranger, address, pdf, asked, part):
    first = part[0] if part[0] >= 0 else len(pdf) + part[0]
    last = part[1] if part[1] is not None else len(pdf) - 1
    response = stranger.get(address, headers={"Range": asked})
    assert (response.status_code, body(response)) == (206, pdf[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(pdf)}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_beyond_the_end(stranger, address, pdf, asked):
    response = stranger.get(address, headers={"Range": asked})
    assert (response.status_code, body(response)) == (416, b"")
    assert response["Content-Range"] == f"bytes */{len(pdf)}"


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", "bytes=๑-๒", ""])
def test_what_is_no_single_range_gets_the_whole_file(stranger, address, pdf, asked):
    response = stranger.get(address, headers={"Range": quote(asked, safe="=-,")})
    assert (response.status_code, body(response)) == (200, pdf)


def test_a_range_of_an_older_file_gets_the_whole_new_one(stranger, edition, address, pdf):
    old = stranger.get(address, headers={"Range": "bytes=0-9", "If-Range": '"old"'})
    same = stranger.get(address, headers={"Range": "bytes=0-9", "If-Range": f'"{edition.pdf_sha256}"'})
    assert (old.status_code, body(old)) == (200, pdf)
    assert (same.status_code, body(same)) == (206, pdf[:10])


def test_the_parts_make_the_whole(stranger, address, pdf):
    pieces = []
    for first in range(0, len(pdf), 37):
        pieces.append(body(stranger.get(address, headers={"Range": f"bytes={first}-{first + 36}"})))
    assert b"".join(pieces) == pdf


def test_ranges_of_an_empty_file():
    assert range_asked("bytes=-", 0) is None
    with pytest.raises(Unsatisfiable):
        range_asked("bytes=-5", 0)
    with pytest.raises(Unsatisfiable):
        range_asked("bytes=0-", 0)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_but_reading(stranger, address, method):
    assert getattr(stranger, method)(address).status_code == 405


def test_only_files_of_editions(stranger, edition, address, own_folder):
    folder = storage.path_of(edition.pdf_sha256, edition.file_name).parent
    (folder / "ร่าง.pdf").write_bytes(b"unpublished")
    (own_folder / "secret.pdf").write_bytes(b"secret")
    sha = edition.pdf_sha256
    for path in (
        f"/published/{sha}/ร่าง.pdf", f"/published/{sha}/", f"/published/{sha}", "/published/",
        f"/published/{'0' * 64}/{edition.file_name}", f"/published/{sha.upper()}/{edition.file_name}",
        f"/published/{sha}/../../secret.pdf", f"/published/{sha}/..%2f..%2fsecret.pdf",
        f"/published/{sha}/%2e%2e/%2e%2e/secret.pdf", f"/published/{sha}/{edition.file_name}%00.pdf",
        "/published/../secret.pdf", f"/en/published/{sha}/{edition.file_name}",
    ):  # fmt: skip
        response = stranger.get(path)
        assert response.status_code == 404, path
        assert b"secret" not in body(response)
        assert b"unpublished" not in body(response)


def test_a_lost_file_is_not_found_and_logged(stranger, edition, address, caplog):
    storage.path_of(edition.pdf_sha256, edition.file_name).unlink()
    assert stranger.get(address).status_code == 404
    assert f"published file of edition {edition.code} cannot be read" in caplog.text


def test_a_replaced_edition_keeps_its_file(town, stranger, signed, edition, address, publish, pdf):
    publish(bring_to(town, make_report(town, words="ฉบับแก้"), "signed"))
    assert Edition.objects.exclude(superseded_by_code="").get() == edition
    assert body(stranger.get(address)) == pdf


def test_the_bytes_are_those_that_were_signed(signed, edition, pdf):
    assert pdf == read_bytes(signed.current_snapshot.pdf)
