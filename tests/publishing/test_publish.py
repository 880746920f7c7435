"""Publishing: exactly what was signed becomes public, twice is once, and whatever is wrong changes nothing."""

import hashlib
import os

import pytest
from django.urls import reverse
from django_scopes import scope

from files.services import path_of as stored_path
from publishing import storage
from publishing.codes import ALPHABET, LENGTH
from publishing.models import Edition
from publishing.services import NotPublishable
from reports.ledger import entries_of, verify_chain
from reports.models import LedgerEntry, Report, Snapshot
from reports.signoff import Overtaken, Refusal, Refused
from tests.reports.signoff.papers import add_snapshot, bring_to, database, make_report
from tests.world import PASSWORD, make_operator, make_other_town, make_town

pytestmark = pytest.mark.django_db


def published_files() -> dict[str, bytes]:
    """Every file below the folder of published files."""
    return {str(file.relative_to(storage.folder())): file.read_bytes()
            for file in storage.folder().rglob("*") if file.is_file()}  # fmt: skip


def test_the_edition_says_what_was_signed(town, signed, publish):
    edition = publish(signed)
    pdf = signed.current_snapshot.pdf
    assert (signed.state, edition.report_id, edition.edition_number) == ("published", signed.pk, 1)
    assert (edition.agency_slug, edition.agency_name) == ("ban-suan", "เทศบาลตำบลบ้านสวน")
    assert edition.agency_place == "อำเภอเมือง จังหวัดชลบุรี"
    assert (edition.kind, edition.fiscal_year, edition.round) == ("result", 2568, "twelve_months")
    assert (edition.title, edition.pages) == (signed.current_snapshot.title, 3)
    assert edition.file_name == "รายงานผลการดำเนินการ-2568-เทศบาลตำบลบ้านสวน.pdf"
    assert (edition.pdf_sha256, edition.snapshot_digest) == (pdf.sha256, signed.current_snapshot.digest)
    assert [(one["act"], one["office"], one["name"]) for one in edition.signatures] == [
        ("propose", "reporter", "ชัย ตั้งตรง"), ("approve", "palad", "ดวงใจ มั่นคง"),
        ("sign", "mayor", "เอกชัย รุ่งเรือง"),
    ]  # fmt: skip
    files = published_files()
    assert list(files) == [f"{pdf.sha256}/{edition.file_name}"]
    content = files[f"{pdf.sha256}/{edition.file_name}"]
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (edition.pdf_sha256, edition.size)
    assert len(edition.code) == LENGTH
    assert set(edition.code) <= set(ALPHABET)
    with scope(agency=town.agency):
        entry = entries_of(signed).last()
        assert (entry.act, entry.from_state, entry.to_state) == ("publish", "signed", "published")
        assert edition.signed_at == LedgerEntry.objects.get(act="sign").at
    assert verify_chain(town.agency) == []


def test_the_file_is_readable_by_the_web_server(signed, publish):
    edition = publish(signed)
    path = storage.path_of(edition.pdf_sha256, edition.file_name)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o755) == (0o644, 0o755)


def test_twice_is_once(signed, publish):
    first = publish(signed)
    before, files = database(), published_files()
    assert publish(signed) == first
    assert (database(), published_files()) == (before, files)


def test_a_lost_file_is_put_back_by_publishing_again(signed, publish):
    edition = publish(signed)
    files = published_files()
    storage.path_of(edition.pdf_sha256, edition.file_name).unlink()
    assert publish(signed) == edition
    assert published_files() == files


@pytest.mark.parametrize("state", ["draft", "at_palad", "at_mayor", "sent_back", "cancelled"])
def test_only_a_signed_report(town, publish, state):
    report = bring_to(town, make_report(town), state)
    before = database()
    with pytest.raises(Refused) as refused:
        publish(report)
    assert refused.value.why == Refusal.STATE
    assert (database(), published_files()) == (before, {})


@pytest.mark.parametrize("who", ["duangjai", "ekachai", "anong"])
def test_only_who_may_publish(signed, publish, who):
    before = database()
    with pytest.raises(Refused) as refused:
        publish(signed, who=who)
    assert refused.value.why == Refusal.OFFICE
    assert (database(), published_files()) == (before, {})


def test_the_administrator_may(signed, publish):
    assert publish(signed, who="arun").report_id == signed.pk


def test_an_operator_in_an_office_may_not(town, signed, publish):
    town.chai.is_operator = True
    town.chai.save()
    before = database()
    with pytest.raises(Refused):
        publish(signed)
    assert (database(), published_files()) == (before, {})


def test_another_agencys_report_does_not_exist(signed, publish):
    other = make_other_town()
    before = database()
    with pytest.raises(Report.DoesNotExist):
        publish(signed, by=other)
    publish(signed)
    after = database()
    with pytest.raises(Report.DoesNotExist):
        publish(signed, by=other)
    assert after != before
    assert database() == after


def test_a_page_from_before_the_last_move_publishes_nothing(town, signed, publish):
    signed.revision -= 1
    before = database()
    with pytest.raises(Overtaken) as overtaken:
        publish(signed)
    assert overtaken.value.entry.act == "sign"
    assert (database(), published_files()) == (before, {})


def _change_stored(stored, change):
    path = stored_path(stored)
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(change(content))


TAMPERINGS = {
    "pdf byte": lambda report: _change_stored(report.current_snapshot.pdf, lambda old: old[:-1] + b"#"),
    "pdf truncated": lambda report: _change_stored(report.current_snapshot.pdf, lambda old: old[:20]),
    "pdf gone": lambda report: stored_path(report.current_snapshot.pdf).unlink(),
    "content byte": lambda report: _change_stored(report.current_snapshot.content, lambda old: old + b" "),
    "content gone": lambda report: stored_path(report.current_snapshot.content).unlink(),
    "other pdf row": lambda report: Snapshot._base_manager.filter(pk=report.current_snapshot_id).update(
        pdf=report.current_snapshot.content
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampered_paper_is_not_published(signed, publish, name):
    TAMPERINGS[name](signed)
    before = database()
    with pytest.raises(NotPublishable) as refused:
        publish(signed)
    assert refused.value.why == "file"
    assert (database(), published_files()) == (before, {})


def test_a_broken_chain_publishes_nothing(signed, publish):
    LedgerEntry._base_manager.filter(act="approve").update(opinion="อื่น")
    before = database()
    with pytest.raises(NotPublishable) as refused:
        publish(signed)
    assert refused.value.why == "ledger"
    assert (database(), published_files()) == (before, {})


def test_another_snapshot_slipped_under_the_signatures_publishes_nothing(town, signed, publish):
    add_snapshot(signed, words="สอดไส้")
    before = database()
    with pytest.raises(NotPublishable) as refused:
        publish(signed)
    assert refused.value.why == "signatures"
    assert (database(), published_files()) == (before, {})


def test_a_disk_that_refuses_leaves_nothing(signed, publish, monkeypatch):
    def refuse(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    before = database()
    with pytest.raises(OSError, match="No space left"):
        publish(signed)
    assert (database(), published_files()) == (before, {})


def test_a_failure_after_the_file_takes_the_file_back(signed, publish, monkeypatch):
    def refuse(*_args, **_values):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(Edition, "save", refuse)
    before = database()
    with pytest.raises(RuntimeError):
        publish(signed)
    assert (database(), published_files()) == (before, {})
    assert not any(storage.folder().iterdir())


def test_a_correction_replaces_the_earlier_edition_and_only_that(town, signed, publish):
    first = publish(signed)
    other_year = publish(bring_to(town, make_report(town, fiscal_year=2567), "signed"))
    other_round = publish(bring_to(town, make_report(town, round="six_months"), "signed"))
    correction = bring_to(town, make_report(town, words="ฉบับแก้"), "signed")
    second = publish(correction)
    for one in (first, other_year, other_round):
        one.refresh_from_db()
    assert (first.superseded_by_code, second.superseded_by_code, second.edition_number) == (second.code, "", 2)
    assert (other_year.superseded_by_code, other_round.superseded_by_code) == ("", "")
    with scope(agency=town.agency):
        assert Report.objects.get(pk=signed.pk).state == "superseded"
        assert entries_of(signed).last().act == "supersede"
    assert len(published_files()) == 4
    assert verify_chain(town.agency) == []


def test_another_agencys_editions_stay(town, signed, publish):
    other = make_other_town()
    theirs = publish(bring_to(other, make_report(other), "signed"), by=other)
    publish(signed)
    theirs.refresh_from_db()
    assert theirs.superseded_by_code == ""


def test_the_page_publishes_once_and_leads_back(client, town, signed):
    client.login(username="chai", password=PASSWORD)
    address = reverse("report_publish", kwargs={"agency": "ban-suan", "report_id": signed.pk})
    page = client.get(address)
    assert page.status_code == 200
    assert "http://testserver/agencies/ban-suan/" in page.content.decode()
    seen = {"seen_digest": signed.current_snapshot.digest, "seen_revision": signed.revision}
    answer = client.post(address, seen)
    assert (answer.status_code, answer["Location"]) == (
        302, reverse("report_detail", kwargs={"agency": "ban-suan", "report_id": signed.pk}),
    )  # fmt: skip
    edition = Edition.objects.get()
    again = client.post(address, seen)
    assert again.status_code == 302
    assert Edition.objects.get() == edition
    assert client.get(address).status_code == 302


def test_the_page_says_why_not(client, signed):
    client.login(username="chai", password=PASSWORD)
    address = reverse("report_publish", kwargs={"agency": "ban-suan", "report_id": signed.pk})
    seen = {"seen_digest": signed.current_snapshot.digest, "seen_revision": signed.revision}
    before = database()
    assert client.post(address, seen | {"seen_revision": "x"}).status_code == 409
    stored_path(signed.current_snapshot.pdf).unlink()
    assert client.post(address, seen).status_code == 409
    after = database()
    after["sessions.Session"] = before["sessions.Session"]
    assert after == before
    assert published_files() == {}


@pytest.mark.parametrize("who", ["duangjai", "anong", "fah-chai", "oper"])
def test_the_page_does_not_exist_for_others(client, signed, who):
    make_other_town()
    make_operator()
    client.login(username=who, password=PASSWORD)
    address = reverse("report_publish", kwargs={"agency": "ban-suan", "report_id": signed.pk})
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert Edition.objects.count() == 0


def test_a_demonstration_agency_says_so(publish):
    town = make_town("demo", "สาธิต", prefix="d-", is_demo=True)
    assert publish(bring_to(town, make_report(town), "signed"), by=town).is_demo is True


def test_two_presses_at_once_make_one_edition(town, signed, publish, monkeypatch):
    honest, made = storage.keep, []

    def while_somebody_else_publishes(content, name):
        monkeypatch.setattr(storage, "keep", honest)
        with scope(agency=town.agency):
            made.append(publish(Report.objects.select_related("current_snapshot").get(pk=signed.pk), who="arun"))
        return honest(content, name)

    monkeypatch.setattr(storage, "keep", while_somebody_else_publishes)
    assert publish(signed) == made[0]
    assert Edition.objects.get() == made[0]
    assert list(published_files()) == [f"{made[0].pdf_sha256}/{made[0].file_name}"]
    with scope(agency=town.agency):
        assert [entry.act for entry in entries_of(signed)].count("publish") == 1
