"""Rules and deeds of evidence: what is warned of, who may, what serves which row, and a crash in between."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from audit.models import Change
from files.models import StoredFile
from files.opening import open_file
from files.services import path_of, read_bytes
from measures.evidence import RowName, doubts_about, row_named
from measures.models import Activity, Disclosure, Evidence, EvidenceUse, Plan
from measures.selectors.evidence import UNUSED, bytes_kept_for, evidence_of_year
from measures.services import Stale, delete_measure
from measures.services import evidence as deeds
from measures.services.evidence import (
    Facts,
    QuotaFull,
    StillUsed,
    attach_evidence,
    delete_evidence,
    edit_evidence,
    receive_file,
    take_evidence_away,
    use_evidence,
)
from measures.templatetags.evidence import warning_words
from tests.architecture.references import rows_of
from tests.files import made

DAY = datetime.date
TODAY = DAY(2025, 6, 1)


@pytest.mark.parametrize(("day", "years", "found"), [
    (None, {2568}, []),
    (DAY(2024, 9, 30), {2568}, ["other_year"]),
    (DAY(2024, 10, 1), {2568}, []),
    (DAY(2025, 6, 1), {2568}, []),
    (DAY(2025, 6, 2), {2568}, ["not_yet"]),
    (DAY(2025, 9, 30), {2568}, ["not_yet"]),
    (DAY(2025, 10, 1), {2568}, ["other_year", "not_yet"]),
    (DAY(2024, 9, 30), {2567, 2568}, []),
    (DAY(2568, 3, 1), {2568}, ["other_year", "not_yet"]),
])
def test_odd_days(day, years, found):
    assert doubts_about(day, years=years, today=TODAY) == found


@pytest.mark.parametrize(("word", "row"), [
    ("activity-12", RowName("activity", 12)), ("indicator-1", RowName("indicator", 1)),
    ("disclosure-9", RowName("disclosure", 9)), ("measure-1", None), ("activity-", None), ("activity-0", None),
    ("activity-๑", None), ("activity-1\n", None), ("activity-" + "9" * 19, None), ("", None), ("activity--1", None),
])
def test_rows_are_named(word, row):
    assert row_named(word) == row
    assert row is None or str(row) == word


def received(town, content=None, name="คำสั่ง.pdf", who="anong"):
    return receive_file(actor=town.standing(who), opened=open_file(content or made.pdf("one"), name=name))


def attach(filled, *, row=None, who="anong", **values):
    values.setdefault("facts", Facts("คำสั่งแต่งตั้ง", DAY(2025, 3, 14)))
    if "url" not in values:
        values.setdefault("received", received(filled.town))
    return attach_evidence(actor=filled.town.standing(who), plan=filled.plan, today=TODAY, row=row, **values)


@pytest.fixture
def open_town(filled):
    with scope(agency=filled.town.agency):
        yield filled


def activity_row(filled):
    return RowName("activity", filled.activity.pk)


def disclosure_row(filled):
    return RowName("disclosure", filled.disclosure.pk)


def test_a_file_is_attached_with_its_trace(open_town):
    evidence = attach(open_town, row=activity_row(open_town), round="twelve_months")
    assert (evidence.file_name, evidence.may_publish, evidence.warnings, evidence.uploaded_by_name) == (
        "คำสั่ง.pdf", False, [], "อนงค์ ศรีสวน"
    )
    use = evidence.uses.get()
    assert (use.activity_id, use.plan_id, use.round) == (open_town.activity.pk, open_town.plan.pk, "twelve_months")
    change = Change.objects.get(act="evidence.attached")
    assert change.after["sha256"] == evidence.file.sha256
    assert Plan.objects.get(pk=open_town.plan.pk).touched_at is not None


def test_another_divisions_row_is_recorded_for_it(open_town):
    evidence = attach(open_town, row=disclosure_row(open_town))  # of สำนักปลัด; Anong is of กองคลัง
    assert evidence.on_behalf_of == "สำนักปลัด"
    assert Change.objects.get(act="evidence.attached").on_behalf_of == "สำนักปลัด"


def test_identity_numbers_are_warned_of_and_kept(open_town):
    content = made.word("ก", in_table=made.IDENTITY)
    for kept in (received(open_town.town, content, "ก.docx"), received(open_town.town, None, f"{made.IDENTITY}.pdf")):
        assert attach(open_town, received=kept).warnings == ["identity_number"]


def test_one_file_serves_two_rows_and_is_kept_once(open_town):
    before = StoredFile.objects.count()
    evidence = attach(open_town, row=activity_row(open_town))
    count = use_evidence(
        actor=open_town.town.standing("chai"), plan=open_town.plan, evidence_ids=[evidence.pk, evidence.pk],
        row=disclosure_row(open_town),
    )
    again = attach(open_town, row=disclosure_row(open_town))
    assert (count, evidence.uses.count(), again.file_id) == (1, 2, evidence.file_id)
    assert StoredFile.objects.count() == before + 1


def test_using_it_again_for_the_same_row_changes_nothing(open_town):
    evidence = attach(open_town, row=activity_row(open_town))
    before = rows_of(open_town.town.agency)["measures.EvidenceUse"]
    assert use_evidence(
        actor=open_town.town.standing("chai"), plan=open_town.plan, evidence_ids=[evidence.pk],
        row=activity_row(open_town),
    ) == 0
    assert rows_of(open_town.town.agency)["measures.EvidenceUse"] == before
    assert Change.objects.filter(act="evidence.used").count() == 0


def test_an_address_is_evidence_too(open_town):
    evidence = attach(open_town, url="https://www.example.go.th/news/1", row=activity_row(open_town))
    assert (evidence.url, evidence.file, evidence.file_name) == ("https://www.example.go.th/news/1", None, "")


def test_either_a_file_or_an_address(open_town):
    with pytest.raises(ValueError, match="either"):
        attach(open_town, url="https://example.go.th", received=received(open_town.town))
    with pytest.raises(ValueError, match="either"):
        attach(open_town, url="", received=None)


@pytest.mark.parametrize("who", ["duangjai", "ekachai"])
def test_who_only_reads_may_do_none_of_it(open_town, who):
    standing, evidence = open_town.town.standing(who), open_town.recorded.evidence
    kept, before = received(open_town.town), rows_of(open_town.town.agency)
    row, plan = activity_row(open_town), open_town.plan
    refused = [
        lambda: receive_file(actor=standing, opened=open_file(made.pdf("two"), name="a.pdf")),
        lambda: attach(open_town, who=who, received=kept),
        lambda: use_evidence(actor=standing, plan=plan, evidence_ids=[evidence.pk], row=disclosure_row(open_town)),
        lambda: take_evidence_away(actor=standing, plan=plan, evidence=evidence, row=row),
        lambda: edit_evidence(
            actor=standing, plan=plan, evidence=evidence, seen_version=1, changes={"title": "ก"}, today=TODAY
        ),
        lambda: delete_evidence(actor=standing, plan=plan, evidence=evidence, seen_version=1),
    ]
    for deed in refused:
        with pytest.raises(PermissionDenied):
            deed()
    assert rows_of(open_town.town.agency) == before


def test_another_agencys_rows_and_evidence_are_not_there(open_town, foreign):
    standing, before = open_town.town.standing("chai"), rows_of(foreign.town.agency)
    with pytest.raises(Activity.DoesNotExist):
        attach(open_town, row=activity_row(foreign))
    with pytest.raises(Disclosure.DoesNotExist):
        attach(open_town, row=disclosure_row(foreign))
    with pytest.raises(Evidence.DoesNotExist):
        use_evidence(
            actor=standing, plan=open_town.plan, row=disclosure_row(open_town),
            evidence_ids=[open_town.recorded.evidence.pk, foreign.recorded.evidence.pk],
        )
    assert open_town.disclosure.evidence_uses.count() == 0  # the list is refused whole
    with pytest.raises(Evidence.DoesNotExist):
        edit_evidence(
            actor=standing, plan=open_town.plan, evidence=foreign.recorded.evidence, seen_version=1,
            changes={"title": "ก"}, today=TODAY,
        )
    assert rows_of(foreign.town.agency) == before


def test_taken_away_it_stays_in_the_list(open_town):
    evidence, standing = open_town.recorded.evidence, open_town.town.standing("chai")
    assert take_evidence_away(
        actor=standing, plan=open_town.plan, evidence=evidence, row=activity_row(open_town)
    ) is True
    assert take_evidence_away(
        actor=standing, plan=open_town.plan, evidence=evidence, row=activity_row(open_town)
    ) is False
    assert list(evidence_of_year(plan=open_town.plan, show=UNUSED)) == [evidence]
    assert Change.objects.filter(act="evidence.taken_away").count() == 1


def test_a_measures_evidence_outlives_it(open_town):
    delete_measure(actor=open_town.town.standing("chai"), measure=open_town.measure, seen_version=1)
    assert EvidenceUse.objects.count() == 0
    assert list(evidence_of_year(plan=open_town.plan)) == [open_town.recorded.evidence]


def test_a_years_evidence_outlives_it(open_town):
    open_town.plan.delete()
    assert EvidenceUse.objects.count() == 0
    assert list(Evidence.objects.all()) == [open_town.recorded.evidence]


def test_evidence_of_another_year_is_not_listed(open_town):
    other = Plan.objects.create(agency=open_town.town.agency, fiscal_year=2567)
    assert list(evidence_of_year(plan=other)) == []


def test_an_identity_number_in_the_words_is_warned_of_until_they_are_mended(open_town):
    facts = Facts("บัตรของผู้เข้าร่วม 1-1017-00230-70-8", DAY(2020, 1, 1))
    evidence = attach(open_town, facts=facts, received=received(open_town.town, made.pdf(made.IDENTITY)))
    assert evidence.warnings == ["identity_number", "identity_number_in_title", "other_year"]
    assert str(warning_words("identity_number_in_title")) == "มีเลขประจำตัวประชาชนในคำอธิบาย"
    assert edit_evidence(
        actor=open_town.town.standing("chai"), plan=open_town.plan, evidence=evidence, seen_version=1,
        changes={"title": "ผู้เข้าร่วม 45 คน"}, today=TODAY,
    ) is True
    evidence.refresh_from_db()
    assert evidence.warnings == ["identity_number", "other_year"]


def test_mending_counts_versions_and_renews_the_warning(open_town):
    evidence = attach(open_town, received=received(open_town.town, made.pdf(made.IDENTITY)))
    standing = open_town.town.standing("chai")

    def mend(version, **changes):
        return edit_evidence(
            actor=standing, plan=open_town.plan, evidence=evidence, seen_version=version, changes=changes, today=TODAY
        )

    assert mend(1, acted_on=DAY(2020, 1, 1)) is True
    evidence.refresh_from_db()
    assert (evidence.version, evidence.warnings) == (2, ["identity_number", "other_year"])
    with pytest.raises(Stale):
        mend(1, title="ก")
    assert mend(2, acted_on=None, may_publish=True) is True
    evidence.refresh_from_db()
    assert (evidence.title, evidence.warnings, evidence.may_publish) == ("คำสั่งแต่งตั้ง", ["identity_number"], True)
    with pytest.raises(ValueError, match="not editable"):
        mend(3, file_id=1)


def test_used_evidence_is_not_deleted(open_town):
    evidence, standing = open_town.recorded.evidence, open_town.town.standing("chai")
    with pytest.raises(StillUsed):
        delete_evidence(actor=standing, plan=open_town.plan, evidence=evidence, seen_version=1)
    take_evidence_away(actor=standing, plan=open_town.plan, evidence=evidence, row=activity_row(open_town))
    delete_evidence(actor=standing, plan=open_town.plan, evidence=evidence, seen_version=1)
    assert Evidence.objects.count() == 0


def test_the_quota_counts_each_file_once(open_town, settings):
    first = attach(open_town)
    used = bytes_kept_for(agency=open_town.town.agency)
    attach(open_town)  # the same bytes once more
    assert bytes_kept_for(agency=open_town.town.agency) == used
    settings.ITA_EVIDENCE_QUOTA = used + first.file.size - 1
    files = StoredFile.objects.count()
    with pytest.raises(QuotaFull):
        received(open_town.town, made.pdf("another"))
    assert StoredFile.objects.count() == files


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["_use", "trace"])
def test_killed_between_file_and_row(open_town, monkeypatch, step):
    """The file is there, no row speaks of it; the next try with the same bytes takes it up."""
    kept, before = received(open_town.town), Evidence.objects.count()

    def die(*_args, **_values):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(deeds, step, die)
        with pytest.raises(Killed):
            attach(open_town, row=activity_row(open_town), received=kept)
    assert (Evidence.objects.count(), EvidenceUse.objects.count()) == (before, 1)
    assert path_of(kept.stored).exists()
    evidence = attach(open_town, row=activity_row(open_town))
    assert (evidence.file_id, read_bytes(evidence.file)) == (kept.stored.pk, made_bytes(kept))


def made_bytes(kept):
    return path_of(kept.stored).read_bytes()
