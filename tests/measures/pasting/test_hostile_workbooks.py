"""A workbook made to do harm gets a sentence: no error page, no row written, no long wait.

Not here: the limits of memory and time (``tests.files.test_bounded``).
"""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from files.bounded import call
from measures.models import PastedTable
from measures.pasting.sheets import read_workbook
from tests.architecture.references import rows_of
from tests.measures.pasting.hostile import READ, REFUSED, mutants, ours, read_mutants
from tests.measures.pasting.tables import address

pytestmark = pytest.mark.django_db
SECONDS = 10  # five on a machine of its own; two cores are shared here
MUTANTS, SEED = 150, 20_251_120


def upload(client, filled, content, name="ตาราง.xlsx"):
    return client.post(address(filled, "plan_paste"), {"table": "", "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_words(filled, logged_in, what):
    client, before = logged_in("chai"), rows_of(filled.town.agency)
    content = REFUSED[what]()
    started = time.monotonic()
    answer = upload(client, filled, content)
    assert answer.status_code == 200
    assert time.monotonic() - started < SECONDS
    (sentence,) = [*answer.context["form"].errors["file"]]
    assert sentence.endswith(".") or any("ก" <= letter <= "ฮ" for letter in sentence)
    assert rows_of(filled.town.agency) == before


@pytest.mark.parametrize("name", ["ตาราง.xls", "ตาราง.csv", "ตาราง.pdf", "ตาราง", "ตาราง.xlsx.exe", "..xlsx"])
def test_another_kind_of_file_is_refused(filled, logged_in, name):
    answer = upload(logged_in("chai"), filled, ours(), name)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.parametrize("what", READ)
def test_what_a_sheet_says_of_its_size_is_not_believed(what):
    data, _nothing = call(read_workbook, READ[what])
    assert data["sheets"][0]["rows"] == [["ลำดับที่", "มาตรการ"], ["1", "ดี"]]


def test_mutants_of_our_own_workbook():
    """Every one is read or refused, and none takes the reader down; the control: our own is read."""
    became, _nothing = call(read_mutants, b"", options={"count": MUTANTS, "seed": SEED}, seconds=120)
    assert sum(became.values()) == MUTANTS
    assert min(became["read"], became["refused"]) > 10
    assert call(read_workbook, ours())[0]["sheets"][0]["rows"][1][:4] == ["1-1", "", "", "๑."]


def test_mutants_through_the_page(filled, logged_in):
    client = logged_in("chai")
    outcomes = {upload(client, filled, content).status_code for content in mutants(12, SEED + 1)}
    assert outcomes <= {200, 302}
    assert PastedTable._base_manager.filter(plan=filled.plan).count() >= 1
