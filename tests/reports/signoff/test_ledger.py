"""Tampering behind the portal's back: every edit, removal, insertion, swap and cut is found and placed."""

import datetime as dt
import random

import pytest
from django_scopes import scope

from reports.ledger import DIGESTED, Fault, digest_of, verify_chain
from reports.models import LedgerEntry, LedgerHead, Report
from tests.reports.signoff.papers import act, bring_to, make_report
from tests.world import make_other_town, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    first = make_report(town, fiscal_year=2567)
    bring_to(town, first, "signed")
    second = make_report(town, fiscal_year=2568)
    bring_to(town, second, "at_mayor")
    act(town, "ekachai", second, "send_back", note="โปรดแก้ตัวเลขในข้อ ๓")
    bring_to(town, second, "at_mayor")
    return town


@pytest.fixture
def rows(town):
    """The eight rows of the chain, read without the scope's help."""
    return LedgerEntry._base_manager.filter(agency=town.agency).order_by("sequence")


def test_an_untouched_chain_holds_and_so_does_an_empty_one(town, rows):
    assert [row.sequence for row in rows] == list(range(1, 9))
    assert verify_chain(town.agency) == []
    assert verify_chain(make_other_town().agency) == []


def test_two_agencies_have_two_chains(town):
    other = make_other_town()
    entry = act(other, "chai", make_report(other), "propose")
    assert (entry.sequence, entry.previous_digest) == (1, "")
    assert verify_chain(other.agency) == []


OTHER_VALUES = {
    "agency_id": None, "sequence": None, "previous_digest": None,  # links: their own tests below
    "report_id": "other report", "snapshot_id": None, "act": "sign", "from_state": "draft", "to_state": "published",
    "actor_id": "other person", "actor_name": "ใครก็ไม่รู้", "office": "mayor", "position": "นายกเทศมนตรี",
    "acting_line": "รักษาราชการแทน นายกเทศมนตรี", "opinion": "ไม่เห็นชอบ", "snapshot_digest": "0" * 64,
}  # fmt: skip


def test_every_digested_field_has_an_edit_here():
    assert set(OTHER_VALUES) == set(DIGESTED)


@pytest.mark.parametrize("field", [name for name, value in OTHER_VALUES.items() if value is not None])
def test_an_edited_field_is_found(town, rows, field):
    value = OTHER_VALUES[field]
    if value == "other report":
        value = rows.get(sequence=8).report_id
    elif value == "other person":
        value = town.arun.pk
    assert rows.filter(sequence=2).update(**{field: value}) == 1
    assert Fault(2, "altered") in verify_chain(town.agency)


def test_an_edited_moment_is_found(town, rows):
    row = rows.get(sequence=5)
    rows.filter(sequence=5).update(at=row.at + dt.timedelta(microseconds=1))
    assert verify_chain(town.agency) == [Fault(5, "altered")]


def test_an_edit_with_its_digest_made_anew_breaks_the_link_after_it(town, rows):
    row = rows.get(sequence=4)
    row.opinion = "ข้อความอื่น"
    rows.filter(sequence=4).update(opinion=row.opinion, digest=digest_of(row))
    assert verify_chain(town.agency) == [Fault(5, "unlinked")]


def test_the_last_row_made_anew_does_not_fit_the_head(town, rows):
    row = rows.get(sequence=8)
    row.opinion = "ข้อความอื่น"
    rows.filter(sequence=8).update(opinion=row.opinion, digest=digest_of(row))
    assert verify_chain(town.agency) == [Fault(8, "head")]


def test_a_removed_row_is_missing(town, rows):
    rows.filter(sequence=3)._raw_delete("default")
    assert Fault(3, "missing") in verify_chain(town.agency)


def test_a_removed_row_is_found_even_when_the_rest_is_renumbered(town, rows):
    rows.filter(sequence=3)._raw_delete("default")
    for number in range(4, 9):
        rows.filter(sequence=number).update(sequence=number - 1)
    LedgerHead._base_manager.filter(agency=town.agency).update(sequence=7)
    faults = verify_chain(town.agency)
    assert {Fault(number, "altered") for number in range(3, 8)} | {Fault(3, "unlinked")} <= set(faults)


def _copy(row, **values):
    copy = LedgerEntry(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = None
    for name, value in values.items():
        setattr(copy, name, value)
    copy.digest = digest_of(copy)
    copy.save()
    return copy


def test_an_inserted_row_is_found(town, rows):
    for number in range(8, 3, -1):
        rows.filter(sequence=number).update(sequence=number + 1)
    LedgerHead._base_manager.filter(agency=town.agency).update(sequence=9)
    before = rows.get(sequence=3)
    _copy(before, sequence=4, previous_digest=before.digest)
    assert Fault(5, "unlinked") in verify_chain(town.agency)


def test_a_row_added_after_the_head_is_found(town, rows):
    last = rows.get(sequence=8)
    _copy(last, sequence=9, previous_digest=last.digest)
    assert Fault(9, "unlinked") in verify_chain(town.agency)


def test_two_swapped_rows_are_found(town, rows):
    for number, other in ((2, 99), (3, 2), (99, 3)):
        rows.filter(sequence=number).update(sequence=other)
    faults = verify_chain(town.agency)
    assert {Fault(2, "altered"), Fault(3, "altered"), Fault(2, "unlinked")} <= set(faults)


def test_a_cut_tail_is_found(town, rows):
    rows.filter(sequence__gt=6)._raw_delete("default")
    assert Fault(7, "cut") in verify_chain(town.agency)


def test_a_cut_tail_with_a_fitting_head_leaves_a_report_whose_state_nobody_signed(town, rows):
    report = rows.get(sequence=8).report
    rows.filter(sequence__gt=7)._raw_delete("default")
    LedgerHead._base_manager.filter(agency=town.agency).update(sequence=7, digest=rows.get(sequence=7).digest)
    with scope(agency=town.agency):
        assert Report.objects.get(pk=report.pk).state == "at_mayor"
    assert verify_chain(town.agency) == [Fault(7, "report")]


def test_a_state_written_past_the_ledger_is_found(town):
    report = make_report(town, fiscal_year=2569)
    Report._base_manager.filter(pk=report.pk).update(state="signed")
    assert verify_chain(town.agency) == [Fault(0, "report")]


def test_a_head_put_back_is_found(town, rows):
    LedgerHead._base_manager.filter(agency=town.agency).update(sequence=7, digest=rows.get(sequence=7).digest)
    assert Fault(8, "unlinked") in verify_chain(town.agency)


def test_two_hundred_random_edits_are_all_found(town, rows):
    chance = random.Random(2568)
    columns = ["act", "from_state", "to_state", "actor_name", "office", "position", "acting_line", "opinion",
               "snapshot_digest", "previous_digest", "digest"]  # fmt: skip
    for _round in range(200):
        sequence, column = chance.randint(1, 8), chance.choice(columns)
        text = getattr(rows.get(sequence=sequence), column)
        place = chance.randrange(max(len(text), 1))
        letter = next(one for one in chance.sample("กขค๑๒๓abc", 9) if one != text[place : place + 1])
        changed = text[:place] + letter + text[place + 1 :]
        rows.filter(sequence=sequence).update(**{column: changed})
        assert verify_chain(town.agency) != [], (sequence, column, text, changed)
        rows.filter(sequence=sequence).update(**{column: text})
    assert verify_chain(town.agency) == []


def test_the_model_itself_edits_and_deletes_nothing(town, rows):
    row = rows.get(sequence=1)
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    assert verify_chain(town.agency) == []


def test_verifying_a_long_chain_takes_few_queries(town, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert verify_chain(town.agency) == []
