"""Politeness on a clock: one host in its interval, others beside it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from links.pace import Pace, hosts_in_turn

INTERVAL = 0.05


def test_one_host_is_asked_once_in_an_interval_whatever_the_threads():
    pace, moments = Pace(INTERVAL), []

    def ask(_number):
        pace.wait("www.example.go.th")
        moments.append(time.monotonic())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(10)))
    moments.sort()
    # The first and the last are nine intervals apart; a thread may wake a little late, never early.
    assert moments[-1] - moments[0] >= 9 * INTERVAL * 0.98


def test_other_hosts_do_not_wait():
    pace = Pace(60)
    assert [pace.wait(f"www{number}.example.go.th") for number in range(50)] == [0.0] * 50


def test_hosts_take_turns():
    urls = ["http://a.th/1", "http://a.th/2", "http://a.th/3", "http://b.th/1", "javascript:x", "http://b.th/2"]
    assert hosts_in_turn(urls) == [
        "http://a.th/1", "http://b.th/1", "javascript:x", "http://a.th/2", "http://b.th/2", "http://a.th/3",
    ]
