"""Loading item sets: once as they are, again without change, otherwise only what was shown and agreed to."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import Model
from django_scopes import scope

from indicators.item_sets.loader import load_item_set
from indicators.item_sets.problems import ItemSetRefused
from indicators.item_sets.reader import read_item_set
from indicators.item_sets.rows import rows_in_database, rows_of_file
from indicators.models import Indicator, Instrument, Issue, Item, ItemSet, SubIndicator
from measures.models import Disclosure, Plan
from tests.world import make_agency

pytestmark = pytest.mark.django_db
REAL = settings.BASE_DIR / "fixtures" / "item_sets"
REAL_2568 = read_item_set(REAL / "ITA-2568.yaml").data
NOW = REAL_2568["version"]
"""The version the files have now; all have the same."""
TABLES: list[type[Model]] = [ItemSet, Instrument, Indicator, SubIndicator, Issue, Item]


def stored() -> str:
    """Everything that is stored of item sets, to compare before and after."""
    return "\n".join(serializers.serialize("json", table.objects.order_by("pk")) for table in TABLES)


def item_of(data: dict, code: str) -> dict:
    return next(item for item in data["items"] if item["code"] == code)


def run(*files: Path, **options: bool) -> list[str]:
    out = StringIO()
    call_command("load_item_sets", *files, stdout=out, **options)
    return out.getvalue().splitlines()


def load(year: int) -> ItemSet:
    load_item_set(file=read_item_set(REAL / f"ITA-{year}.yaml"))
    return ItemSet.objects.get(fiscal_year=year)


def test_the_command_loads_all_six_years_and_again_changes_nothing():
    counts = {2564: 73, 2565: 43, 2566: 43, 2567: 59, 2568: 28, 2569: 26}
    assert run() == [f"{year}: loaded (version {NOW}, {items} items)" for year, items in counts.items()]
    before = stored()
    assert run() == [f"{year}: unchanged (version {NOW}, {items} items)" for year, items in counts.items()]
    assert stored() == before


@pytest.mark.parametrize("year", range(2564, 2570))
def test_every_value_of_a_file_is_stored(year):
    file = read_item_set(REAL / f"ITA-{year}.yaml")
    item_set = load(year)
    assert rows_in_database(item_set) == rows_of_file(file.data)
    assert item_set.source_digest == rows_in_database(item_set).digest == rows_of_file(file.data).digest
    assert len(item_set.source_digest) == hashlib.sha256().digest_size * 2
    stored_words = json.dumps(
        [list(table.objects.values()) for table in TABLES], ensure_ascii=False, default=str
    )  # every text of the file but its headings about the year
    for text in texts_of({**file.data, "fiscal_year": None}):
        assert json.dumps(text, ensure_ascii=False) in stored_words


def texts_of(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for value in values for text in texts_of(value)]


def test_what_is_unknown_stays_unknown():
    item_set = load(2569)
    assert {instrument.weight for instrument in item_set.instruments.all()} == {None}
    assert item_set.item_counts == {"IIT": None, "EIT": None, "OIT": 26}
    assert set(item_set.items.values_list("elements_status", "indicator_number", "issue_number")) == {
        ("unknown", None, None)
    }
    assert item_set.items.filter(elements__isnull=True, elements_sources__isnull=True).count() == 26
    assert (item_set.sub_indicators.count(), item_set.issues.count(), item_set.indicators.count()) == (0, 0, 0)


def test_a_known_year_is_stored_with_sources_and_confidence():
    item_set = load(2568)
    assert (item_set.starts_on, item_set.ends_on) == (dt.date(2024, 10, 1), dt.date(2025, 9, 30))
    assert [(each.code, each.weight) for each in item_set.instruments.all()] == [
        ("IIT", Decimal(30)), ("EIT", Decimal(30)), ("OIT", Decimal(40)),
    ]  # fmt: skip
    item = item_set.items.get(code="o2")
    assert (item.number, item.sub_indicator_code, item.elements_status, item.elements_confidence) == (
        2, "9.1", "full", "medium-high",
    )  # fmt: skip
    assert (item.elements_sources, item.sources) == (["mahidol68", "kud"], ["rtrda68"])
    candidate = item_set.items.get(code="o9")
    assert candidate.elements is None
    assert candidate.extra["candidate_elements"][0]["source"] == ["psu_o9"]
    assert [each.code for each in item_set.sub_indicators.all()] == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]


def retitle(data: dict) -> None:
    item_of(data, "o7")["title"] = "รายงานผลประจำปี"


def test_a_silent_change_is_refused_and_changes_nothing(changed_file):
    load(2568)
    before = stored()
    path = changed_file(2568, retitle)
    for options in ({}, {"accept_changes": True}):
        with pytest.raises(CommandError) as refusal:
            run(path, **options)
        assert str(refusal.value).splitlines() == [
            f"changed.yaml: version {NOW} of 2568 is loaded, and this file differs under the same number; "
            f"set “version: {NOW + 1}” in it",
            "changed.yaml: item o7 title: รายงานผลการดำเนินงานประจำปี พ.ศ. 2567 → รายงานผลประจำปี",
        ]
        assert stored() == before


def test_a_higher_version_needs_a_word_and_then_changes_only_what_was_shown(changed_file):
    item_set = load(2568)
    load(2567)
    pks = dict(item_set.items.values_list("code", "pk"))

    def change(data):
        retitle(data)
        data["version"] = NOW + 1
        data["calendar"]["results"] = "2025-08-16"

    path = changed_file(2568, change)
    shown = [
        f"set version: {NOW} → {NOW + 1}",
        "set calendar › results: 2025-08-15 → 2025-08-16",
        "item o7 title: รายงานผลการดำเนินงานประจำปี พ.ศ. 2567 → รายงานผลประจำปี",
    ]
    before = stored()
    with pytest.raises(CommandError) as refusal:
        run(path)
    assert str(refusal.value).splitlines() == [
        f"changed.yaml: version {NOW} of 2568 is loaded; to replace it with version {NOW + 1} run again with "
        "--accept-changes",
        *(f"changed.yaml: {line}" for line in shown),
    ]
    changed, lines = f"changed (version {NOW + 1}, 28 items)", [f"  {line}" for line in shown]
    assert run(path, dry_run=True) == [f"2568: would be {changed}", *lines]
    assert stored() == before
    others = {item.pk: item for item in Item.objects.exclude(code="o7", item_set=item_set)}

    assert run(path, accept_changes=True) == [f"2568: {changed}", *lines]
    item_set.refresh_from_db()
    assert (item_set.version, item_set.calendar["results"]) == (NOW + 1, "2025-08-16")
    assert item_set.items.get(code="o7").title == "รายงานผลประจำปี"
    assert dict(item_set.items.values_list("code", "pk")) == pks
    for item in Item.objects.exclude(code="o7", item_set=item_set):
        assert {name: value for name, value in vars(item).items() if name != "_state"} == {
            name: value for name, value in vars(others[item.pk]).items() if name != "_state"
        }
    assert item_set.items.filter(elements__isnull=True).count() == 24
    assert run(path) == [f"2568: unchanged (version {NOW + 1}, 28 items)"]


def test_an_older_file_is_refused(changed_file):
    def newer(data):
        data["version"] = NOW + 2
        retitle(data)

    load_item_set(file=read_item_set(changed_file(2568, newer)))
    before = stored()
    older = f"version {NOW + 2} of 2568 is loaded, and this file is the older version {NOW}"
    with pytest.raises(ItemSetRefused, match=older):
        load_item_set(file=read_item_set(REAL / "ITA-2568.yaml"), accept_changes=True)
    assert stored() == before


def test_a_row_changed_behind_the_loaders_back_is_noticed():
    item_set = load(2568)
    item_set.items.filter(code="o1").update(title="แก้เอง")
    before = stored()
    with pytest.raises(ItemSetRefused, match="item o1 title: แก้เอง → โครงสร้าง"):
        load_item_set(file=read_item_set(REAL / "ITA-2568.yaml"))
    assert stored() == before


def drop_last(data: dict) -> None:
    """The set without o28, told everywhere."""
    data["version"] = NOW + 1
    data["items"] = [item for item in data["items"] if item["code"] != "o28"]
    data["item_counts"]["OIT"] = 27
    data["report_items"]["progress_or_result"] = None
    for each in [*data["sub_indicators"], *data["issues"]]:
        each["items"] = [code for code in each["items"] if code != "o28"]


def test_an_item_comes_and_goes(changed_file):
    item_set = load(2568)
    file = read_item_set(changed_file(2568, drop_last))
    loading = load_item_set(file=file, accept_changes=True)
    title = item_of(REAL_2568, "o28")["title"]
    assert [line for line in loading.changes if line.startswith("item ")] == [f"item o28 goes: {title}"]
    assert item_set.items.count() == 27

    def back(data):
        data["version"] = NOW + 2

    loading = load_item_set(file=read_item_set(changed_file(2568, back)), accept_changes=True)
    assert [line.split(":")[0] for line in loading.changes if line.startswith("item ")] == ["item o28 comes"]
    assert list(item_set.items.values_list("code", flat=True)) == [f"o{number}" for number in range(1, 29)]


def test_an_item_that_rows_refer_to_cannot_go(changed_file):
    item = load(2568).items.get(code="o28")
    agency = make_agency()
    with scope(agency=agency):
        plan = Plan.objects.create(agency=agency, fiscal_year=2568)
        Disclosure.objects.create(plan=plan, item=item, code="o28")
        Disclosure.objects.create(plan=plan, item=item, code="028")
    before = stored()
    path = changed_file(2568, drop_last)
    for options in ({"accept_changes": True}, {"dry_run": True}):
        with pytest.raises(CommandError) as refusal:
            run(path, **options)
        assert str(refusal.value) == (
            "changed.yaml: item o28 of 2568 cannot go: 2 recorded rows refer to it; keep it in the file"
        )
        assert stored() == before


def test_a_new_order_is_shown_and_kept(changed_file):
    item_set = load(2568)

    def reorder(data):
        data["version"] = NOW + 1
        data["sub_indicators"].reverse()

    loading = load_item_set(file=read_item_set(changed_file(2568, reorder)), accept_changes=True)
    assert loading.changes == [
        f"set version: {NOW} → {NOW + 1}", "sub-indicators in another order: 10.2, 10.1, 9.5, 9.4, 9.3, 9.2, 9.1",
    ]  # fmt: skip
    assert [each.code for each in item_set.sub_indicators.all()] == ["10.2", "10.1", "9.5", "9.4", "9.3", "9.2", "9.1"]


def test_one_broken_file_stops_all(changed_file):
    broken = changed_file(2568, lambda data: data.update(version=0))
    with pytest.raises(CommandError, match=r"changed\.yaml: version: starts at 1"):
        run(REAL / "ITA-2567.yaml", broken)
    assert ItemSet.objects.count() == 0


def test_a_refused_file_does_not_hold_up_the_others(changed_file):
    load(2568)
    with pytest.raises(CommandError, match="item o7 title"):
        run(changed_file(2568, retitle), REAL / "ITA-2567.yaml")
    assert list(ItemSet.objects.values_list("fiscal_year", "version")) == [(2568, NOW), (2567, NOW)]


def test_a_year_in_two_files_is_refused(changed_file):
    with pytest.raises(CommandError, match=r"changed\.yaml: year 2568 is in ITA-2568\.yaml too; give one of them"):
        run(REAL / "ITA-2568.yaml", changed_file(2568, retitle))
    assert ItemSet.objects.count() == 0


def test_a_failure_in_the_middle_leaves_nothing(monkeypatch):
    file = read_item_set(REAL / "ITA-2568.yaml")

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Item.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        load_item_set(file=file)
    assert [table.objects.count() for table in TABLES] == [0] * 6
