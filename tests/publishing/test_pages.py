"""Public pages: what they show, that they set no cookie and read no session, and that nothing unpublished leaks."""

import re

import pytest
from django.urls import reverse

from accounts.models import Appointment
from publishing.models import Edition
from tests.filled import fill
from tests.reports.signoff.papers import act, add_snapshot, bring_to, make_report
from tests.world import PASSWORD, make_other_town, make_town

pytestmark = pytest.mark.django_db
LIMIT = 60_000
"""Bytes of HTML without pictures (LOOK)."""


@pytest.fixture
def edition(signed, publish):
    return publish(signed)


def addresses(edition) -> dict[str, str]:
    return {
        "home": reverse("public_home"),
        "agency": reverse("public_agency", kwargs={"slug": edition.agency_slug}),
        "year": reverse("public_year", kwargs={"slug": edition.agency_slug, "year": edition.fiscal_year}),
        "document": reverse("public_document", kwargs={"code": edition.code}),
    }


PAGES = ("home", "agency", "year", "document")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_public_page_is_the_same_for_everybody(client, stranger, edition, page, prefix):
    address = prefix + addresses(edition)[page]
    response = stranger.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response
    assert response["Cache-Control"] == "public, max-age=60"
    assert len(response.content) < LIMIT
    client.login(username="chai", password=PASSWORD)
    same = client.get(address)
    assert same.content == response.content
    assert "Vary" not in same
    known = stranger.get(address, headers={"If-None-Match": response["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert stranger.head(address).status_code == 200
    assert stranger.post(address).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_asks_little(stranger, edition, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        stranger.get(addresses(edition)[page])


def test_the_addresses_are_as_decided(edition):
    assert addresses(edition) == {
        "home": "/", "agency": "/agencies/ban-suan/", "year": "/agencies/ban-suan/2568/",
        "document": f"/documents/{edition.code}/",
    }  # fmt: skip


def test_the_document_page_says_who_signed_when_and_what_to_check(stranger, edition):
    text = stranger.get(addresses(edition)["document"]).content.decode()
    for words in (
        edition.title, "เทศบาลตำบลบ้านสวน", "2568", edition.code, edition.pdf_sha256, edition.file_name,
        "ดวงใจ มั่นคง", "ปลัดเทศบาล", "เอกชัย รุ่งเรือง", "นายกเทศมนตรีตำบลบ้านสวน",
        reverse("published_file", kwargs={"sha256": edition.pdf_sha256, "file_name": edition.file_name}),
    ):  # fmt: skip
        assert words in text


def test_an_acting_mayor_is_shown_as_acting(town, stranger, publish):
    Appointment._base_manager.filter(user=town.ekachai).update(
        position="รองนายกเทศมนตรี", acting_wording="รักษาราชการแทน", acting_for="นายกเทศมนตรีตำบลบ้านสวน"
    )
    edition = publish(bring_to(town, make_report(town), "signed"))
    text = stranger.get(addresses(edition)["document"]).content.decode()
    assert "รักษาราชการแทน นายกเทศมนตรีตำบลบ้านสวน" in text


def test_a_code_typed_in_capitals_finds_its_document(stranger, edition):
    response = stranger.get(f"/documents/{edition.code.upper()}/")
    if edition.code != edition.code.upper():
        assert (response.status_code, response["Location"]) == (301, f"/documents/{edition.code}/")


def test_a_replaced_edition_points_to_the_newer_one(town, stranger, edition, publish):
    newer = publish(bring_to(town, make_report(town, words="ฉบับแก้"), "signed"))
    old_page = stranger.get(f"/documents/{edition.code}/").content.decode()
    assert f'href="/documents/{newer.code}/"' in old_page
    assert f'href="/documents/{edition.code}/"' not in stranger.get(f"/documents/{newer.code}/").content.decode()
    listed = stranger.get("/agencies/ban-suan/").content.decode()
    assert f"/documents/{newer.code}/" in listed
    assert f"/documents/{edition.code}/" not in listed
    whole_year = stranger.get("/agencies/ban-suan/2568/").content.decode()
    assert f"/documents/{newer.code}/" in whole_year
    assert f"/documents/{edition.code}/" in whole_year


def test_search_finds_by_parts_of_name_and_place(stranger, edition, publish):
    other = make_other_town()
    publish(bring_to(other, make_report(other), "signed"), by=other)

    def found(words):
        text = stranger.get("/", {"q": words}).content.decode()
        return {slug for slug in ("ban-suan", "khao-thong") if f"/agencies/{slug}/" in text}

    assert found("") == {"ban-suan", "khao-thong"}
    assert found("เขาทอง") == {"khao-thong"}
    assert found("สวน ชลบุรี") == {"ban-suan"}
    assert found("เทศบาล") == {"ban-suan", "khao-thong"}
    assert found("ไม่มี") == set()
    assert found("ก" * 101) == {"ban-suan", "khao-thong"}


@pytest.mark.parametrize("q", ["\x00", "%", "_", "'; --", "<script>alert(1)</script>", "\ud7ff"])
def test_a_strange_search_is_a_page(stranger, edition, q):
    response = stranger.get("/", {"q": q})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_the_list_is_paged_and_its_queries_bounded(stranger, edition, django_assert_num_queries):
    fields = [field.attname for field in Edition._meta.concrete_fields if field.attname != "id"]
    Edition.objects.bulk_create(
        Edition(**{name: getattr(edition, name) for name in fields} | {
            "code": f"c{number:07}", "report_id": 50_000 + number, "agency_slug": f"town-{number}",
            "agency_name": f"เทศบาลตำบล {number:03}",
        })
        for number in range(120)
    )  # fmt: skip
    with django_assert_num_queries(3):
        response = stranger.get("/")
    assert len(response.content) < LIMIT
    assert response.content.decode().count('href="/agencies/') == 25
    assert stranger.get("/?page=5").content.decode().count('href="/agencies/') == 21


@pytest.mark.parametrize("address", [
    "/agencies/khao-thong/", "/agencies/nowhere/", "/agencies/ban-suan/2500/", "/agencies/ban-suan/" + "9" * 30 + "/",
    "/documents/aaaaaaaa/", "/agencies/khao-thong/2568/",
])  # fmt: skip
def test_what_is_not_public_does_not_exist(stranger, edition, address):
    other = make_other_town()
    bring_to(other, make_report(other), "signed")
    assert stranger.get(address).status_code == 404


def test_a_demonstration_agency_says_so_on_every_page(stranger, publish):
    demo = make_town("demo", "สาธิต", prefix="d-", is_demo=True)
    edition = publish(bring_to(demo, make_report(demo), "signed"), by=demo)
    for address in addresses(edition).values():
        assert "Demonstration data" in stranger.get("/en" + address).content.decode()


def test_a_real_agency_does_not(stranger, edition):
    for address in addresses(edition).values():
        assert "Demonstration data" not in stranger.get("/en" + address).content.decode()


def test_no_unpublished_word_of_any_agency_is_public(town, stranger, publish):
    """Everything a town records carries a canary; so do drafts, reasons, opinions and later snapshots."""
    canary = "คานารีสวน"
    fill(town, canary)
    other = make_other_town()
    fill(other, canary)
    for state, year in (("draft", 2561), ("at_palad", 2562), ("at_mayor", 2563), ("sent_back", 2564),
                        ("signed", 2565), ("cancelled", 2566)):  # fmt: skip
        report = make_report(town, words=canary, fiscal_year=year)
        bring_to(town, report, state)
    sent_back = make_report(town, words=canary, fiscal_year=2567)
    act(town, "chai", sent_back, "propose", note=f"ความเห็น {canary}")
    act(town, "duangjai", sent_back, "send_back", note=f"เหตุผล {canary}")
    clean = make_report(town, words="เผยแพร่ได้", fiscal_year=2560)
    edition = publish(bring_to(town, clean, "signed"))
    add_snapshot(sent_back, words=canary)

    def crawl(start: str) -> dict[str, bytes]:
        seen, queue = {}, [start]
        while queue:
            address = queue.pop()
            if address in seen or address.startswith(("/static/", "/staff/", "/en/staff/")):
                continue
            response = stranger.get(address)
            seen[address] = b"".join(response.streaming_content) if response.streaming else response.content
            if not response.streaming:
                queue += [link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', response.content.decode())]
        return seen

    pages = crawl("/")
    assert {"/", "/en/", f"/documents/{edition.code}/", "/agencies/ban-suan/2560/"} <= set(pages)
    assert any("เผยแพร่ได้".encode() in page for page in pages.values())
    for address, page in pages.items():
        assert canary.encode() not in page, address
    for year in range(2561, 2568):
        assert stranger.get(f"/agencies/ban-suan/{year}/").status_code == 404


def test_an_edition_holds_no_live_reference():
    """Public pages read editions alone; a foreign key would open a way to live rows."""
    assert [field.name for field in Edition._meta.get_fields() if field.is_relation] == []
