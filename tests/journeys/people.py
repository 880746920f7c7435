"""Somebody at a browser: finds things by the words on the page, as people do.

Not here: starting the browser (``conftest``).
"""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OVERFLOW = "document.documentElement.scrollWidth > window.innerWidth"


class Person:
    """One person, one browser with cookies of its own. ``taps`` counts what was pressed; no page may be too wide."""

    def __init__(self, name: str, page: Page, address: str, *, pictures: Path | None = None) -> None:
        self.name, self.page, self.address, self.pictures = name, page, address, pictures
        self.taps = self.seen = 0

    def opens(self, path: str) -> None:
        """Types an address."""
        self.page.goto(self.address + path)
        self._looks()

    def presses(self, words: str) -> None:
        """The button of these words, and waits for the page that follows."""
        self._goes_on(self.page.locator("main").get_by_role("button", name=words, exact=True))

    def presses_first(self, words: str) -> None:
        """The first of several buttons that begin with these words, and waits for the page that follows."""
        beginning = re.compile(rf"^\s*{re.escape(words)}")
        self._goes_on(self.page.locator("main").get_by_role("button", name=beginning).first)

    def presses_here(self, words: str) -> None:
        """The button of these words, which leads to no other page."""
        self.taps += 1
        self.page.locator("main").get_by_role("button", name=words, exact=True).click()
        self._looks()

    def follows(self, words: str, *, in_row: str = "", exact: bool = True) -> None:
        """The link of these words in the page (not in its frame); ``in_row``: in the table row that has these."""
        place = self.page.get_by_role("row").filter(has_text=in_row) if in_row else self.page.locator("main")
        self._goes_on(place.get_by_role("link", name=words, exact=exact).first)

    def opens_bar(self, words: str) -> None:
        """One of the places at the foot of a phone."""
        self._goes_on(self.page.locator(".bottom-bar").get_by_role("link", name=words, exact=True))

    def chooses(self, words: str, *, among: str = "") -> None:
        """A radio button or tick, by its label."""
        place = self.page.get_by_role("group", name=among) if among else self.page
        self.taps += 1
        place.get_by_label(words).first.check()

    def fills(self, fields: dict[str, str]) -> None:
        """Text fields by their labels."""
        for label, value in fields.items():
            self.page.get_by_label(_label(label)).fill(value)

    def attaches(self, label: str, *, name: str, content: bytes, media_type: str) -> None:
        """A file chosen for a field."""
        self.taps += 1
        self.page.get_by_label(_label(label)).set_input_files(
            [{"name": name, "mimeType": media_type, "buffer": content}]
        )

    def pastes(self, label: str, *, html: str, text: str) -> None:
        """What the clipboard holds after copying in Word: the same in two forms. Falls back as a browser would."""
        self.taps += 1
        self.page.get_by_label(_label(label)).evaluate(
            """(field, [html, text]) => {
              const held = new DataTransfer();
              held.setData("text/html", html);
              held.setData("text/plain", text);
              const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
              field.focus();
              if (field.dispatchEvent(event)) field.value += text;
            }""",
            [html, text],
        )

    def selects(self, label: str, option: str) -> None:
        """An option of a drop-down list."""
        self.page.get_by_label(_label(label)).select_option(label=option)

    def reads(self, words: str, *, seconds: float = 20) -> None:
        """Waits until the page says this."""
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=seconds * 1000)

    def waits_for(self, link: str, *, seconds: float) -> None:
        """Until the page offers this link."""
        expect(self.page.locator("main").get_by_role("link", name=link, exact=True)).to_be_visible(
            timeout=seconds * 1000
        )

    def has_in_sight(self, button: str) -> bool:
        """Whether the button lies wholly on the screen, without scrolling."""
        box = self.page.locator("main").get_by_role("button", name=button, exact=True).bounding_box()
        return box["y"] >= 0 and box["y"] + box["height"] <= self.page.viewport_size["height"]

    def logs_in(self, user_name: str, password: str) -> None:
        self.opens("/account/login/")
        self.fills({"ชื่อผู้ใช้หรืออีเมล": user_name, "รหัสผ่าน": password})
        self.presses("เข้าสู่ระบบ")

    def logs_in_first(self, user_name: str, one_time: str, own: str) -> None:
        """The first login asks for a password of one's own at once, then for a login by it."""
        self.logs_in(user_name, one_time)
        self.reads("รหัสผ่านใช้ครั้งเดียว")
        self.fills({"รหัสผ่านปัจจุบัน": one_time, "รหัสผ่านใหม่": own, "รหัสผ่านใหม่อีกครั้ง": own})
        self.presses("เปลี่ยนรหัสผ่าน")
        self.reads("เปลี่ยนรหัสผ่านแล้ว")
        self.logs_in(user_name, own)

    def finds_nothing_in_the_way(self) -> None:
        """axe has nothing to say against the page as it stands now, with what scripts put there, at both widths."""
        size = self.page.viewport_size
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 3000})
            said = Axe().run(self.page, options=AXE_RULES).response["violations"]
            assert [(each["id"], each["nodes"][0]["target"]) for each in said] == []
            assert not self.page.evaluate(OVERFLOW), f"{self.page.url} is wider than {width}"
        self.page.set_viewport_size(size)

    @property
    def text(self) -> str:
        """All words of the page, without its frame."""
        return self.page.locator("main").inner_text()

    def fact(self, term: str) -> str:
        """What the page says beside this term in a list of facts."""
        return self.page.locator("dt", has_text=re.compile(rf"^{re.escape(term)}$")).locator("+ dd").inner_text()

    def _goes_on(self, thing: Locator) -> None:
        self.taps += 1
        with self.page.expect_navigation(wait_until="load"):
            thing.click()
        self._looks()

    def _looks(self) -> None:
        self.seen += 1
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"{self.name}-{self.seen:02}.png", full_page=True)
        assert not self.page.evaluate(OVERFLOW), f"{self.page.url} is wider than the window"


def _label(words: str) -> re.Pattern[str]:
    """The whole label, with or without the mark of an optional field."""
    return re.compile(rf"^\s*{re.escape(words)}\s*(\(ไม่บังคับ\))?\s*$")
