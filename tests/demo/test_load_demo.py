"""The demonstration: whole, marked, safe to repeat, and never in production."""

import io
import re
import stat

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import models
from django.test import override_settings
from django_scopes import scope, scopes_disabled

from accounts.doors import standing_in
from accounts.models import Agency, Appointment, Department, Office, User
from accounts.selectors import holder_of
from indicators.models import Item, ItemSet
from ita_portal.demo import FOLDER, TOWNS, accounts_file
from measures.models import Disclosure, Measure, Plan
from reports.models import ReportText
from tests.reports.interchange.there_and_back import differing
from tests.world import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ITA_DATA_DIR = tmp_path


def run() -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def everything() -> dict[str, list]:
    with scopes_disabled():
        return {
            model._meta.label: list(models.QuerySet(model).order_by("pk").values())
            for model in apps.get_models()
            if model._meta.app_label in ("accounts", "measures", "reports", "indicators", "audit")
        }


def test_three_marked_agencies_with_their_documents():
    run()
    agencies = Agency.objects.order_by("slug")
    assert [(one.slug, one.is_demo, one.is_tenant) for one in agencies] == [
        ("phaidum", True, True), ("sansaingam", True, True), ("sriphana", True, True),
    ]  # fmt: skip
    for town in TOWNS:
        out = io.StringIO()
        year = {"000.yaml": 2566, "001.yaml": 2568, "002.yaml": 2568}[town.document]
        call_command("dump_document", town.slug, year, stdout=out)
        assert differing((FOLDER / town.document).read_text("utf-8"), out.getvalue()) == set()


def test_one_agency_has_a_year_under_way_opened_from_its_document():
    """A newcomer finds something to record at once."""
    call_command("load_item_sets", stdout=io.StringIO())
    run()
    with scope(agency=Agency.objects.get(slug="phaidum")):
        plan = Plan.objects.get(fiscal_year=2569)
        assert plan.opened_from.fiscal_year == 2568
        titles = {
            year: list(Measure.objects.filter(plan__fiscal_year=year).values_list("title", flat=True))
            for year in (2568, 2569)
        }
        assert titles[2569] == titles[2568]
        assert (plan.disclosures.count(), plan.calendar_dates.exists()) == (26, True)
    with scopes_disabled():
        assert Plan.objects.count() == 4


def test_every_office_of_every_agency_is_held_and_can_log_in_with_the_listed_password():
    run()
    text = accounts_file().read_text("utf-8")
    [password] = re.findall(r"Password: (\S+)", text)
    listed = set(re.findall(r"^([a-z]+-[a-z]+)\s", text, re.MULTILINE))
    assert listed == set(User.objects.values_list("username", flat=True))
    assert len(listed) == 3 * len(Office) + 1
    for agency in Agency.objects.all():
        for office in Office:
            holder = holder_of(agency=agency, office=office)
            assert holder.user.username == f"{agency.slug}-{office.value}"
            assert authenticate(username=holder.user.username, password=password) == holder.user
            assert standing_in(user=holder.user, slug=agency.slug) is not None
    operator = authenticate(username="demo-operator", password=password)
    assert operator.is_operator
    assert not operator.is_superuser
    with scopes_disabled():
        assert not Appointment.objects.filter(user=operator).exists()


def test_acting_people_carry_the_words_of_their_documents():
    run()
    lines = {}
    for agency in Agency.objects.all():
        palad = holder_of(agency=agency, office=Office.PALAD)
        lines[agency.slug] = (palad.position, palad.acting_line)
    assert lines == {
        "sansaingam": ("หัวหน้าสำนักปลัด", "รักษาการแทน ปลัดเทศบาล"),
        "phaidum": ("ปลัดเทศบาล", ""),
        "sriphana": ("รองปลัดเทศบาล", "รักษาราชการแทน ปลัดเทศบาลตำบลศรีพนา"),
    }


def test_departments_are_the_divisions_the_documents_name():
    run()
    names = {}
    for agency in Agency.objects.all():
        with scope(agency=agency):
            names[agency.slug] = [one.name for one in Department.objects.all()]
            recorder = holder_of(agency=agency, office=Office.RECORDER)
            assert recorder.department.agency_id == agency.pk
    assert names["phaidum"] == ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุข"]
    assert names["sriphana"] == ["สำนักปลัด", "กองคลัง"]
    assert set(names["sansaingam"]) == {"สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"}


def test_the_list_is_for_the_eyes_of_its_owner_and_in_both_languages():
    run()
    file = accounts_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text("utf-8")
    assert "ทุกบัญชีใช้รหัสผ่านเดียวกัน" in text
    assert "one password for all" in text


def test_a_second_run_changes_nothing_and_people_keep_what_they_typed():
    run()
    with scope(agency=Agency.objects.get(slug="phaidum")):
        Measure.objects.filter(number=1).update(title="แก้โดยเจ้าหน้าที่")
        ReportText.objects.update(title_full="ชื่อใหม่")
    person = User.objects.get(username="phaidum-mayor")
    person.set_password("รหัสของฉันเอง-๒๕๖๙")
    person.save()
    before, list_before = everything(), accounts_file().read_bytes()
    run()
    assert everything() == before
    assert accounts_file().read_bytes() == list_before


def test_a_lost_list_is_written_anew_with_a_password_that_works():
    run()
    [old] = re.findall(r"Password: (\S+)", accounts_file().read_text("utf-8"))
    accounts_file().unlink()
    run()
    [new] = re.findall(r"Password: (\S+)", accounts_file().read_text("utf-8"))
    assert new != old
    assert authenticate(username="phaidum-mayor", password=new) == User.objects.get(username="phaidum-mayor")
    assert authenticate(username="phaidum-mayor", password=old) is None
    assert authenticate(username="demo-operator", password=new).is_operator


def test_what_was_taken_away_comes_back_and_nothing_else_changes():
    run()
    with scope(agency=Agency.objects.get(slug="sriphana")):
        Plan.objects.all().delete()
        ReportText.objects.all().delete()
    run()
    with scope(agency=Agency.objects.get(slug="sriphana")):
        assert Measure.objects.count() == 9
    assert Agency.objects.count() == 3
    assert User.objects.count() == 16


@pytest.mark.parametrize("values", [{"ITA_ENV": "production"}, {"ITA_ALLOW_DEMO": False}])
def test_refused_in_production_and_nothing_is_written(values):
    before = everything()
    with override_settings(**values), pytest.raises(CommandError):
        run()
    assert everything() == before
    assert not accounts_file().exists()


def test_a_real_agency_of_the_same_short_name_is_left_alone():
    real = make_agency("phaidum", "ไผ่ดำจริง")
    before = list(Agency.objects.filter(pk=real.pk).values())
    assert "phaidum" in run()
    assert list(Agency.objects.filter(pk=real.pk).values()) == before
    with scope(agency=real):
        assert not Plan.objects.exists()
        assert not Appointment.objects.exists()
    assert not User.objects.filter(username__startswith="phaidum").exists()


def test_with_item_sets_the_rows_point_to_them_and_without_it_says_so():
    assert "2566, 2568" in run()
    with scope(agency=Agency.objects.get(slug="sansaingam")):
        assert not Disclosure.objects.filter(item__isnull=False).exists()
        Plan.objects.all().delete()
        ReportText.objects.all().delete()
    for year in (2566, 2568):
        items = ItemSet.objects.create(fiscal_year=year, starts_on="2022-10-01", ends_on="2023-09-30")
        for number in range(1, 44):
            Item.objects.create(item_set=items, code=f"o{number}", number=number, instrument="OIT")
    assert "2566" not in run()
    with scope(agency=Agency.objects.get(slug="sansaingam")):
        assert Disclosure.objects.filter(item__item_set__fiscal_year=2566).count() == 43
