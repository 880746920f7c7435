"""``render_report``: live rows as a PDF, whole or not at all, refusals in words; the web never loads the engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from files.models import StoredFile
from measures.models import Activity, Measure, Plan, Result
from reports.layouts import layout_names
from reports.models import Report
from tests.filled import YEAR
from tests.reports.pdf_text import pdfium_texts, squeezed
from tests.world import make_agency, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    town = make_town()
    with scope(agency=town.agency):
        plan = Plan.objects.create(agency=town.agency, fiscal_year=YEAR)
        activity = Activity.objects.create(measure=Measure.objects.create(plan=plan, title="ปลูกต้นไม้ริมคลอง"))
        Result.objects.create(activity=activity, round="six_months", outputs=[{"text": "ปลูกแล้วสิบต้น"}])
    return town.agency


def render(*arguments: object, **options: object) -> None:
    call_command("render_report", *map(str, arguments), **{"layout": "result-7col", **options})


def test_the_year_becomes_a_pdf_and_nothing_is_stored(agency, tmp_path, capsys):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    render("ban-suan", YEAR, output=target, round="six_months")
    text = squeezed("".join(pdfium_texts(target.read_bytes())))
    assert "ปลูกต้นไม้ริมคลอง" in text
    assert "ปลูกแล้วสิบต้น" in text
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    assert capsys.readouterr().out == f"{target}: {target.stat().st_size} bytes\n"
    with scope(agency=agency):
        assert (Report.objects.count(), StoredFile.objects.count()) == (0, 0)
    render("ban-suan", YEAR, output=target)
    assert "ปลูกแล้วสิบต้น" not in squeezed("".join(pdfium_texts(target.read_bytes())))


@pytest.mark.parametrize(("arguments", "options", "words"), [
    (("nowhere", YEAR), {}, "There is no agency 'nowhere'. There are: ban-suan, empty."),
    (("ban-suan", 2550), {}, f"ban-suan has no fiscal year 2550. There are: {YEAR}."),
    (("empty", 2550), {}, "empty has no fiscal year 2550. There are: none yet."),
    (("ban-suan", YEAR), {"layout": "x"}, f"There is no layout 'x'. There are: {', '.join(layout_names())}."),
])  # fmt: skip
def test_what_is_not_there_is_named_with_what_there_is(agency, tmp_path, arguments, options, words):
    make_agency("empty", "ว่าง")
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")
    with pytest.raises(CommandError) as refused:
        render(*arguments, **options, output=target)
    assert str(refused.value) == words
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_named(agency, tmp_path):
    target = tmp_path / "missing" / "report.pdf"
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        render("ban-suan", YEAR, output=target)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_is_too_long_is_refused_in_words(agency, tmp_path):
    with scope(agency=agency):
        Measure.objects.update(title="ก" * 30_000)
    with pytest.raises(CommandError, match="could not be set: 30000 characters in one field"):
        render("ban-suan", YEAR, output=tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


def test_the_web_process_never_loads_the_engine():
    program = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'ita_portal.settings'; django.setup();"
        "import ita_portal.urls, ita_portal.wsgi;"
        "print([name for name in ('weasyprint', 'pikepdf') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert done.stdout == "[]\n"
