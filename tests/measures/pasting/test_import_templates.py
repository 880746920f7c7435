"""The empty workbooks that are handed out are those the portal writes and reads."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from openpyxl import load_workbook

from measures.pasting.columns import TARGETS

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "import_templates"


def cells(file: Path) -> dict[str, list]:
    book = load_workbook(file)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def test_there_is_one_for_each_kind_of_table():
    assert sorted(file.stem for file in FOLDER.glob("*.xlsx")) == sorted(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_each_is_what_the_portal_writes_today(target, tmp_path):
    with translation.override("th"):
        call_command("write_import_templates", tmp_path)
    assert cells(FOLDER / f"{target}.xlsx") == cells(tmp_path / f"{target}.xlsx")
