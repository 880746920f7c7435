"""Politeness: nobody is asked more often than once in an interval, whoever of our threads wants to.

Not here: asking (``links.client``), which addresses come next (``hosts_in_turn`` orders, the job decides).
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, zip_longest

from links.target import Unreadable, read_target


class Pace:
    """``wait(host)`` returns when this host may be asked again."""

    def __init__(self, seconds: float = 1.0):
        self._seconds = seconds
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> float:
        """Waits for this host's turn and returns the seconds waited."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._seconds
        if turn > now:
            time.sleep(turn - now)
        return turn - now


def host_of(url: str) -> str:
    """The host an address asks; empty when it cannot be read."""
    try:
        return read_target(url).host
    except Unreadable:
        return ""


def hosts_in_turn(urls: Iterable[str]) -> list[str]:
    """The same addresses, so that neighbours ask different hosts as long as there are any."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    return [url for url in chain.from_iterable(zip_longest(*by_host.values())) if url is not None]
