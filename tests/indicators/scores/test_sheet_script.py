"""A column pasted into a score field fills down from there, says so and can be undone; what is no block is left."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

SCRIPT = (Path(settings.BASE_DIR) / "static" / "js" / "scores.js").read_text(encoding="utf-8")
FIELDS = "".join(
    f'<label for="{name}"><span class="code">{name.upper()}</span></label>'
    f'<input id="{name}" data-score value="{value}">'
    for name, value in (("a", "1"), ("b", ""), ("c", "3"), ("d", "4"))
)
PAGE = f"""<form data-scores><p class="paste-said" data-filled="{{count}} {{first}}-{{last}}" data-over="+{{count}}"
data-bad="!{{count}}" data-undone="undone" data-undo="Undo"></p>{FIELDS}<details><summary>more</summary>
<input id="hidden" data-score value="5"></details><input id="other" value="x"></form>"""
PASTE = """([id, text]) => {
  const held = new DataTransfer();
  held.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
  const wentOn = document.getElementById(id).dispatchEvent(event);
  return [wentOn, [...document.querySelectorAll("input")].map((field) => field.value), said.textContent];
}"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.set_content(PAGE)
    page.add_script_tag(content=SCRIPT)
    yield page
    page.close()


def test_a_column_fills_down_and_is_undone(page):
    assert page.evaluate(PASTE, ["b", "๙๐.๐๐\r\n95.5%\r\n"]) == [
        False, ["1", "๙๐.๐๐", "95.5", "4", "5", "x"], "2 B-CUndo",
    ]
    page.click("text=Undo")
    assert page.evaluate("[...document.querySelectorAll('input')].map((field) => field.value)") == [
        "1", "", "3", "4", "5", "x",
    ]
    assert page.inner_text(".paste-said") == "undone"


def test_the_last_figure_of_a_row_counts_and_empty_rows_empty(page):
    assert page.evaluate(PASTE, ["a", "o1\tชื่อ ๕ ข้อ\t90\no2\tชื่อ\t91\n\no4\t92\t"])[1] == ["90", "91", "", "92", "5", "x"]


def test_what_is_no_score_and_what_found_no_field_is_said(page):
    went_on, values, said = page.evaluate(PASTE, ["c", "101\nไม่มี\n95\n96"])
    assert (went_on, values, said) == (False, ["1", "", "101", "ไม่มี", "5", "x"], "2 C-D +2 !2Undo")


def test_one_figure_and_other_fields_are_left_to_the_browser(page):
    assert page.evaluate(PASTE, ["b", "95.50"])[:2] == [True, ["1", "", "3", "4", "5", "x"]]
    assert page.evaluate(PASTE, ["other", "1\n2"])[:2] == [True, ["1", "", "3", "4", "5", "x"]]


def test_many_rows_do_not_hang_the_page(page):
    _went_on, values, said = page.evaluate(PASTE, ["a", "90\n" * 50_000])
    assert (values[:4], said) == (["90"] * 4, "4 A-D +49996Undo")
