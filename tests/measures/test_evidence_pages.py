"""Evidence in the browser: attaching, choosing again, mending, the file as it is given out, and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import content_disposition_header
from django_scopes import scope

from files.models import StoredFile
from files.services import path_of
from measures.models import Evidence, EvidenceUse, Plan
from tests.architecture.forms import post_forms
from tests.architecture.references import rows_of
from tests.files import made
from tests.measures.reading import form_of

pytestmark = pytest.mark.django_db

TITLE = "ภาพการอบรม ๔๕ คน"


def page(filled, name, **rest):
    return reverse(name, kwargs={"agency": filled.town.agency.slug, "year": filled.plan.fiscal_year, **rest})


def new_page(filled, kind="activity", more=""):
    row = {"activity": filled.activity, "indicator": filled.indicator_row, "disclosure": filled.disclosure}[kind]
    return f"{page(filled, 'evidence_new')}?row={kind}-{row.pk}{more}"


def upload(content=None, name="คำสั่ง ที่ ๑.pdf"):
    return SimpleUploadedFile(name, made.pdf("one") if content is None else content, "application/octet-stream")


def all_evidence(filled):
    with scope(agency=filled.town.agency):
        return list(Evidence.objects.select_related("file").prefetch_related("uses"))


def newest(filled):
    return all_evidence(filled)[0]


@pytest.mark.parametrize(("kind", "back"), [
    ("activity", "/staff/ban-suan/2568/measures/{measure}/results/six_months/#evidence-activity-{row}"),
    ("indicator", "/staff/ban-suan/2568/indicators/{row}/#evidence-indicator-{row}"),
    ("disclosure", "/staff/ban-suan/2568/oit/{row}/#evidence-disclosure-{row}"),
])
def test_a_file_from_a_row_and_back(filled, logged_in, kind, back):
    client = logged_in("anong")
    row = {"activity": filled.activity, "indicator": filled.indicator_row, "disclosure": filled.disclosure}[kind]
    here = back.format(row=row.pk, measure=filled.measure.pk)
    shown = client.get(here.split("#")[0]).content.decode()
    address = new_page(filled, kind, "&amp;round=six_months" if kind == "activity" else "")
    assert f'href="{address}"' in shown
    answer = client.post(address.replace("&amp;", "&"), {
        "file": upload(), "title": TITLE, "acted_on": "๑๔ มี.ค. ๖๘", "may_publish": "",
    })
    assert (answer.status_code, answer.url) == (302, here)
    evidence = newest(filled)
    assert (evidence.title, str(evidence.acted_on), evidence.file_name, evidence.may_publish) == (
        TITLE, "2025-03-14", "คำสั่ง ที่ ๑.pdf", False
    )
    shown = client.get(here.split("#")[0]).content.decode()
    assert TITLE in shown
    assert page(filled, "evidence_file", evidence_id=evidence.pk) in shown


def test_an_address_and_no_row(filled, logged_in):
    client, path = logged_in("chai"), page(filled, "evidence_new")
    answer = client.post(path, {"url": "https://www.example.go.th/ข่าว", "title": TITLE})
    evidence = newest(filled)
    assert answer.url == f"/staff/ban-suan/2568/evidence/#evidence-{evidence.pk}"
    assert (evidence.url, evidence.uses.count()) == ("https://www.example.go.th/ข่าว", 0)
    for wrong in ("javascript:alert(1)", "ftp://example.go.th", "example", "http://", "//example.go.th"):
        assert client.post(path, {"url": wrong, "title": TITLE}).context["form"].errors.keys() == {"url"}
    assert newest(filled) == evidence


def test_a_photograph_by_the_second_field(filled, logged_in):
    answer = logged_in("anong").post(new_page(filled), {
        "photo": upload(made.photo_with_place(), "IMG_1.jpg"), "title": TITLE,
    })
    assert answer.status_code == 302
    kept = path_of(newest(filled).file).read_bytes()
    assert (b"Exif" in kept, b"CANARY-PHONE" in kept) == (False, False)


def test_a_taken_file_is_not_chosen_twice(filled, logged_in):
    """Something else is to be mended: the file stays, and saving needs no second upload."""
    client, path = logged_in("anong"), new_page(filled)
    answer = client.post(path, {"file": upload(), "title": "", "acted_on": "14 มีนาคม 2568"})
    assert answer.context["form"].errors.keys() == {"title"}
    assert len(all_evidence(filled)) == 1
    kept = answer.context["form"]["kept"].value()
    assert kept in answer.content.decode()
    answer = client.post(path, {"kept": kept, "title": TITLE, "acted_on": "14 มีนาคม 2568"})
    assert answer.status_code == 302
    assert newest(filled).file_name == "คำสั่ง ที่ ๑.pdf"


def test_a_kept_file_is_nobody_elses(filled, foreign, logged_in):
    kept = logged_in("anong").post(new_page(filled), {"file": upload(), "title": ""}).context["form"]["kept"].value()
    other = Client()
    other.force_login(foreign.town.people["chai"])
    for client, path, word in (
        (other, page(foreign, "evidence_new"), kept), (logged_in("chai"), new_page(filled), kept),
        (logged_in("anong"), new_page(filled), kept + "x"), (logged_in("anong"), new_page(filled), "x"),
    ):
        answer = client.post(path, {"kept": word, "title": TITLE})
        assert answer.context["form"].errors.keys() == {"file"}
    assert (len(all_evidence(filled)), len(all_evidence(foreign))) == (1, 1)


def test_an_odd_day_is_asked_about_and_confirmed(filled, logged_in):
    client, path = logged_in("anong"), new_page(filled)
    answer = client.post(path, {"file": upload(), "title": TITLE, "acted_on": "30 กันยายน 2567"})
    form = answer.context["form"]
    assert [error.code for error in form.errors.as_data()["acted_on"]] == ["other_year"]
    assert 'name="confirmed" value="2024-09-30"' in answer.content.decode()
    said = {"kept": form["kept"].value(), "title": TITLE, "acted_on": "30 กันยายน 2567"}
    other_day = client.post(path, said | {"acted_on": "29 กันยายน 2567", "confirmed": "2024-09-30"})
    assert other_day.context["form"].errors.keys() == {"acted_on"}
    assert client.post(path, said | {"confirmed": "2024-09-30"}).status_code == 302
    assert newest(filled).warnings == ["other_year"]


def test_an_identity_number_is_warned_of(filled, logged_in):
    client = logged_in("anong")
    answer = client.post(new_page(filled), {"file": upload(made.pdf(made.IDENTITY)), "title": TITLE}, follow=True)
    assert [str(message.level_tag) for message in answer.context["messages"]] == ["success", "warning"]
    assert newest(filled).warnings == ["identity_number"]
    assert made.IDENTITY not in answer.content.decode()
    listed = client.get(page(filled, "evidence_list") + "?show=warned")
    assert [each.pk for each in listed.context["page"]] == [newest(filled).pk]


@pytest.mark.parametrize(("content", "name"), [
    (b"MZ\x90\0", "ภาพ.jpg"), (b"MZ\x90\0", "โปรแกรม.exe"), (made.OLE, "เก่า.xls"), (made.workbook(), "ตาราง.xlsm"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ภาพ.svg"), (b"<html></html>", "หน้า.html"), (b"", "ว่าง.pdf"),
    (made.pdf() + b"<html><script>", "สอง.pdf"), (made.png_that_says(20_000, 20_000), "ใหญ่.png"),
    (b"%PDF-" + bytes(20 * 1024**2), "หนัก.pdf"),
])
def test_refused_files_leave_nothing(filled, logged_in, content, name):
    before, files = rows_of(filled.town.agency), StoredFile.objects.count()
    answer = logged_in("anong").post(new_page(filled), {"file": upload(content, name), "title": TITLE})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"file"})
    assert (rows_of(filled.town.agency), StoredFile.objects.count()) == (before, files)


def test_a_request_too_large_is_answered_by_its_length(filled, logged_in, settings):
    """Before the session, the form token or the file is read."""
    settings.ITA_LARGEST_REQUEST = 1000
    client = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(new_page(filled), {"file": upload(bytes(2000)), "title": TITLE})
    assert answer.status_code == 413
    assert "20" in answer.content.decode()
    assert [each["sql"] for each in queries if "session" in each["sql"] or "evidence" in each["sql"]] == []


def test_the_quota_is_said(filled, logged_in, settings):
    settings.ITA_EVIDENCE_QUOTA = 10
    answer = logged_in("anong").post(new_page(filled), {"file": upload(), "title": TITLE})
    assert (answer.status_code, answer.context["form"].errors.keys()) == (409, {"file"})
    assert len(all_evidence(filled)) == 1


@pytest.mark.parametrize("name", [
    "ก" * 100 + ".pdf", "../../../etc/passwd.pdf", "ราย\u202efdp.pdf", "a;x=b<|>.pdf", "con.pdf",
])
def test_names_are_cleaned_and_given_out(filled, logged_in, name):
    client = logged_in("anong")
    assert client.post(new_page(filled), {"file": upload(name=name), "title": TITLE}).status_code == 302
    kept = newest(filled).file_name
    assert len(kept.encode()) <= 240
    assert not {"/", "\\", "<", "|", "\u202e", "\0"} & set(kept)
    answer = client.get(page(filled, "evidence_file", evidence_id=newest(filled).pk))
    assert answer["Content-Disposition"] == content_disposition_header(True, kept)


def test_the_file_is_given_out_inert(filled, logged_in):
    client = logged_in("anong")
    client.post(new_page(filled), {"file": upload(), "title": TITLE})
    evidence = newest(filled)
    for who in ("anong", "chai", "arun", "duangjai", "ekachai"):
        answer = logged_in(who).get(page(filled, "evidence_file", evidence_id=evidence.pk))
        assert (answer.status_code, answer.content) == (200, made.pdf("one"))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E0%B8%84")


def test_other_towns_learn_nothing(filled, foreign):
    other = Client()
    other.force_login(foreign.town.people["chai"])
    own, theirs = filled.recorded.evidence, foreign.recorded.evidence
    bodies = {
        other.get(path).content for path in (
            page(filled, "evidence_file", evidence_id=own.pk), page(foreign, "evidence_file", evidence_id=own.pk),
            page(foreign, "evidence_file", evidence_id=987_654), page(foreign, "evidence_edit", evidence_id=own.pk),
            page(filled, "evidence_list"), new_page(filled),
            f"{page(foreign, 'evidence_new')}?row=activity-{filled.activity.pk}",
            f"{page(foreign, 'evidence_attach')}?row=disclosure-{filled.disclosure.pk}",
            f"{page(foreign, 'evidence_new')}?row=measure-1", f"{page(foreign, 'evidence_new')}?row=activity-0",
        )
    }
    assert len(bodies) == 1
    assert other.get(page(foreign, "evidence_file", evidence_id=theirs.pk)).status_code == 200
    assert Client().get(page(filled, "evidence_file", evidence_id=own.pk)).status_code == 302


def test_damaged_bytes_are_not_given_out(filled, logged_in):
    client = logged_in("anong")
    client.post(new_page(filled), {"file": upload(), "title": TITLE})
    evidence = newest(filled)
    path = path_of(evidence.file)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 altered")
    for _each in range(2):
        answer = client.get(page(filled, "evidence_file", evidence_id=evidence.pk))
        assert (answer.status_code, b"altered" in answer.content) == (503, False)
        assert TITLE in answer.content.decode()
        path.unlink(missing_ok=True)


def test_choosing_what_is_kept(filled, logged_in, foreign):
    client, evidence = logged_in("anong"), filled.recorded.evidence
    path = f"{page(filled, 'evidence_attach')}?row=disclosure-{filled.disclosure.pk}"
    assert [each.pk for each in client.get(path).context["page"]] == [evidence.pk]
    assert [each.pk for each in client.get(path + "&q=ไม่มีคำนี้").context["page"]] == []
    assert client.post(path, {}).context["unsaid"] is True
    before = rows_of(filled.town.agency)
    both = [str(evidence.pk), str(foreign.recorded.evidence.pk)]
    assert client.post(path, {"evidence": both}).status_code == 404
    assert rows_of(filled.town.agency) == before
    answer = client.post(path, {"evidence": [str(evidence.pk), "x", "9" * 400]})
    assert answer.url == f"/staff/ban-suan/2568/oit/{filled.disclosure.pk}/#evidence-disclosure-{filled.disclosure.pk}"
    with scope(agency=filled.town.agency):
        assert filled.disclosure.evidence_uses.get().evidence_id == evidence.pk
    assert list(client.get(path).context["page"]) == []
    assert client.get(page(filled, "evidence_attach")).url == page(filled, "evidence_list")


def test_evidence_of_other_years_is_offered_when_asked(filled, logged_in):
    with scope(agency=filled.town.agency):
        Plan.objects.create(agency=filled.town.agency, fiscal_year=2569)
        later = filled.town.agency.plans.get(fiscal_year=2569).disclosures.create(code="o1", position=1)
    path = reverse("evidence_attach", kwargs={"agency": "ban-suan", "year": 2569}) + f"?row=disclosure-{later.pk}"
    client = logged_in("chai")
    assert list(client.get(path).context["page"]) == []
    assert [each.pk for each in client.get(path + "&years=all").context["page"]] == [filled.recorded.evidence.pk]


def test_mending_what_is_said(filled, logged_in):
    client, path = logged_in("anong"), page(filled, "evidence_edit", evidence_id=filled.recorded.evidence.pk)
    sent = form_of_first(client, path)
    answer = client.post(path, sent | {"title": TITLE, "may_publish": "yes"})
    assert answer.status_code == 302
    evidence = newest(filled)
    assert (evidence.title, evidence.may_publish, evidence.version) == (TITLE, True, 2)
    clash = client.post(path, sent | {"title": "ชื่ออื่น"})
    assert (clash.status_code, newest(filled).title) == (409, TITLE)
    assert "ชื่ออื่น" in clash.content.decode()
    assert client.post(path, form_of_first(client, path) | {"title": "  "}).context["form"].errors.keys() == {"title"}


def form_of_first(client, path):
    return post_forms(client.get(path).content.decode())[0].data()


def test_taking_away_and_removing(filled, logged_in):
    client, evidence = logged_in("chai"), filled.recorded.evidence
    where = page(filled, "evidence_edit", evidence_id=evidence.pk)
    detach = page(filled, "evidence_detach", evidence_id=evidence.pk)
    delete = page(filled, "evidence_delete", evidence_id=evidence.pk)
    assert client.post(delete, {"version": "1"}).url == where
    assert client.post(detach, {"row": "disclosure-987654"}).status_code == 404
    assert client.post(detach, {"row": "x"}).url == where
    with scope(agency=filled.town.agency):
        assert EvidenceUse.objects.count() == 1
    assert client.post(detach, {"row": f"activity-{filled.activity.pk}"}).url == where
    assert form_of(client, where).action == delete
    assert client.post(delete, {"version": "7"}).url == where
    assert len(all_evidence(filled)) == 1
    assert client.post(delete, {"version": "1"}).url == page(filled, "evidence_list")
    assert all_evidence(filled) == []


def test_who_only_reads_sees_no_buttons(filled, logged_in):
    shown = logged_in("ekachai").get(page(filled, "evidence_list")).content.decode()
    assert f"หลักฐาน {'ของเรา'}" in shown
    assert page(filled, "evidence_new") not in shown
    assert page(filled, "evidence_edit", evidence_id=filled.recorded.evidence.pk) + '"' not in shown


def test_queries_do_not_grow(filled, logged_in):
    client = logged_in("arun")
    paths = [
        page(filled, "evidence_list"), f"{page(filled, 'evidence_attach')}?row=disclosure-{filled.disclosure.pk}",
        page(filled, "result_edit", measure_id=filled.measure.pk, round="twelve_months"),
        page(filled, "oit_edit", disclosure_id=filled.disclosure.pk),
    ]

    def cost(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    few = [cost(path) for path in paths]
    with scope(agency=filled.town.agency):
        for number in range(60):
            activity = filled.measure.activities.create(position=number + 5) if number < 20 else filled.activity
            for _each in range(2):
                evidence = Evidence.objects.create(
                    agency=filled.town.agency, title=f"ห {number}", file_name="a.pdf",
                    file=filled.recorded.evidence.file,
                )
                EvidenceUse.objects.create(evidence=evidence, plan=filled.plan, activity=activity)
            EvidenceUse.objects.create(evidence=evidence, plan=filled.plan, disclosure=filled.disclosure)
            EvidenceUse.objects.create(evidence=evidence, plan=filled.plan, indicator_row=filled.indicator_row)
    many = [cost(path) for path in paths]
    assert [later <= before + 1 for later, before in zip(many, few, strict=True)] == [True] * 4, (few, many)
    assert len(client.get(paths[0]).context["page"]) == 40
