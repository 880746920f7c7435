"""One person at one browser, as an operating-system process of its own: signs in, opens a page, presses on a signal.

Not here: who wins (``test_two_presses``). Knows no Django; speaks HTTP alone.
"""

from __future__ import annotations

import http.client
import re
from html import unescape
from multiprocessing.synchronize import Barrier
from typing import Any
from urllib.parse import urlencode

HIDDEN = re.compile(r"<input[^>]*>")
SECONDS = 60


class Browser:
    """Keeps cookies and the last page; enough of a browser to fill in our forms."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.page = ""

    def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, address, urlencode(form) if form is not None else None, headers)
        response = connection.getresponse()
        self.page = response.read().decode()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return response.status

    def field(self, name: str) -> str:
        """The value of a hidden field of the last page."""
        for tag in HIDDEN.findall(self.page):
            if f'name="{name}"' in tag:
                return unescape(re.search(r'value="([^"]*)"', tag).group(1))
        raise LookupError(f"no field {name!r} on the page: {self.page[:500]}")


def press(
    port: int, who: str, password: str, rounds: list[tuple[str, str, str]], barrier: Barrier, answers: Any
) -> None:
    """Press in every round (``page with the fields, address to post to, act``); send back status and page of each."""
    browser = Browser(port)
    browser.ask("GET", "/account/login/")
    form = {"csrfmiddlewaretoken": browser.field("csrfmiddlewaretoken"), "login": who, "password": password}
    signed_in = browser.ask("POST", "/account/login/", form)
    words = {"opinion": "agreed", "note": f"โดย {who}"}
    given = []
    for page, address, act in rounds:
        browser.ask("GET", page)
        form = {name: browser.field(name) for name in ("csrfmiddlewaretoken", "seen_digest", "seen_revision")}
        barrier.wait(SECONDS)
        status = browser.ask("POST", address, form | {"act": act, **words, "password": password})
        given.append((status, browser.page))
        barrier.wait(SECONDS)  # the next page is opened when both answers are in
    answers.send((signed_in, given))
    answers.close()
