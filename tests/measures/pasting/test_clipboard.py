"""What Word and Excel put on the clipboard becomes quoted text, cell by cell; nothing in it runs."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from measures.pasting.table import read_table

SCRIPT = (Path(settings.BASE_DIR) / "static" / "js" / "pasting.js").read_text(encoding="utf-8")
PAGE = """<textarea data-table>ก่อน </textarea><p class="paste-seen" data-rows="{rows} x {columns}"></p>"""
PASTE = """([html, text]) => {
  const field = document.querySelector("textarea"), held = new DataTransfer();
  if (html) held.setData("text/html", html);
  held.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
  field.value = "";
  return [field.dispatchEvent(event), field.value, document.querySelector(".paste-seen").textContent];
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {color: red}</style></head><body>
<p class=MsoNormal>หัวเรื่องเหนือตาราง</p><table class=MsoTableGrid>
<tr><td><p>ลำดับ</p></td><td><p>มาตรการ</p></td><td><p>ขั้น<br>ตอน</p></td></tr>
<tr><td colspan=3><p>ประเด็นที่ ๑ เรื่องหนึ่ง</p></td></tr>
<tr><td rowspan=2><p>๑.<o:p></o:p></p></td><td rowspan=2><p>มาตรการ
 ยาว</p></td>
 <td><p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp; </span></span>หนึ่ง</p>
 <p class=MsoListParagraph>2.&nbsp;สอง "อ้าง"</p></td></tr>
<tr><td><ol start=3><li>สาม<ul><li>ย่อย</li></ul></li><li>สี่</li></ol></td></tr>
</table><table><tr><td>ตารางที่สอง</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def paste():
    """``paste(html, text)``: whether the browser's own paste went on, what stands in the field, and what was said."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(PAGE)
        page.add_script_tag(content=SCRIPT)

        def run(html: str, text: str = "") -> list:
            return page.evaluate(PASTE, [html, text])

        run.page = page
        yield run
        browser.close()


def test_a_word_table_keeps_cells_markers_and_spans(paste):
    went_on, text, said = paste(WORD)
    assert (went_on, said) == (False, "4 x 3")
    assert read_table(text) == [
        ["ลำดับ", "มาตรการ", "ขั้น\nตอน"],
        ["ประเด็นที่ ๑ เรื่องหนึ่ง", "", ""],
        ["๑.", "มาตรการ ยาว", '1. หนึ่ง\n2. สอง "อ้าง"'],
        ["", "", "3. สาม\n  - ย่อย\n4. สี่"],
    ]


def test_text_without_a_table_is_left_to_the_browser(paste):
    assert paste("<p>ไม่มีตาราง</p>", "ไม่มีตาราง")[:2] == [True, ""]
    assert paste("", "ก\tข")[:2] == [True, ""]


def test_nothing_of_the_clipboard_runs(paste):
    asked = []
    paste.page.on("request", lambda request: asked.append(request.url))
    hostile = (
        "<table><tr><td><img src='https://example.invalid/x.png' onerror='window.ran = 1'>ก"
        "<script>window.ran = 1</script>"
        "<style>td{}</style></td><td>ข</td></tr></table>"
    )
    _went_on, text, _said = paste(hostile)
    assert (text, paste.page.evaluate("window.ran === undefined"), asked) == ("ก\tข", True, [])


def test_wide_spans_do_not_hang_the_page(paste):
    _went_on, text, _said = paste(
        "<table><tr><td colspan=50 rowspan=99999>ก</td><td>ข</td></tr><tr><td>ค</td></tr></table>"
    )
    assert [cell for row in read_table(text) for cell in row if cell] == ["ก", "ข", "ค"]
