"""Real sockets: whatever way an address of our own machine is written or reached, the canary there has no visitor.

The controls show that the canary can be reached: by a client without a guard, and by one that checks first and
connects afterwards by name.
"""

from __future__ import annotations

import http.client
import itertools
import socket
import urllib.request

import pytest

from links.addresses import is_public
from links.client import Limits, Problem, look_at
from tests.links.servers import page, redirects, serving
from tests.links.spellings import SPELLINGS

REDIRECTS = (301, 302, 307, 308)
REBINDINGS = 100
QUICK = Limits(seconds=5, connect_seconds=2)


@pytest.fixture
def canary():
    """Answers on every address of this machine, IPv4 and IPv6."""
    with serving(page(b"CANARY"), host="") as server:
        yield server


def test_no_spelling_reaches_the_canary(canary):
    problems = {
        spelling: look_at(spelling.format(port=canary.port), rule=strict_at_any_port, limits=QUICK).problem
        for spelling in SPELLINGS
    }
    assert canary.visits == 0
    assert set(problems.values()) == {Problem.FORBIDDEN, Problem.UNREADABLE}


def strict_at_any_port(ip: str, port: int) -> bool:
    """The canary's port is no port of the web: refused for its address it must be."""
    return is_public(ip)


@pytest.mark.parametrize("status", REDIRECTS)
def test_no_redirect_reaches_the_canary(canary, only, status):
    hops = {f"/{n}": (status, text.format(port=canary.port)) for n, text in enumerate(SPELLINGS)}
    with serving(redirects(hops)) as web:
        answers = [
            look_at(f"http://127.0.0.1:{web.port}/{n}", rule=only(("127.0.0.1", web.port)), limits=QUICK)
            for n in range(len(SPELLINGS))
        ]
        assert web.visits == len(SPELLINGS) + sum(answer.status is not None for answer in answers)
    assert canary.visits == 0
    assert [answer.final_url for answer in answers if b"CANARY" in answer.body] == []


def test_three_hops_do_not_reach_the_canary(canary, only):
    hops = {}
    for n, text in enumerate(SPELLINGS):
        hops |= {f"/a{n}": (302, f"/b{n}"), f"/b{n}": (307, f"/c{n}"), f"/c{n}": (301, text.format(port=canary.port))}
    with serving(redirects(hops)) as web:
        for n in range(len(SPELLINGS)):
            look_at(f"http://127.0.0.1:{web.port}/a{n}", rule=only(("127.0.0.1", web.port)), limits=QUICK)
        assert web.visits >= 3 * len(SPELLINGS)
    assert canary.visits == 0


def test_the_strict_rule_is_what_is_used_by_default(canary):
    assert look_at(f"http://127.0.0.1:{canary.port}/").problem == Problem.FORBIDDEN
    assert look_at(f"http://localhost:{canary.port}/").problem == Problem.FORBIDDEN
    assert canary.visits == 0


def test_control_a_client_without_a_guard_reaches_it(canary):
    reached = 0
    for spelling in SPELLINGS:
        try:
            with urllib.request.urlopen(spelling.format(port=canary.port), timeout=2) as answer:
                reached += answer.read() == b"CANARY"
        except (OSError, ValueError, http.client.InvalidURL):
            continue
    assert reached >= 32


def test_control_our_client_reaches_it_when_the_rule_allows(canary):
    assert look_at(f"http://127.0.0.1:{canary.port}/", rule=lambda ip, port: True).body == b"CANARY"
    assert canary.visits == 1


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"], ["::1"], ["127.0.0.1", "::1"], ["::ffff:127.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["0.0.0.0"],  # noqa: S104
        ["64:ff9b::7f00:1", "::1"], ["fe80::1", "127.0.0.2"], ["127.0.0.1%lo"], ["2130706433"], ["localhost"],
    ],
)  # fmt: skip
def test_names_that_lead_inside_are_refused(canary, found):
    answer = look_at(
        f"http://www.example.go.th:{canary.port}/", rule=strict_at_any_port, limits=QUICK,
        resolve=lambda host, port: found,
    )
    assert (answer.problem, canary.visits) == (Problem.FORBIDDEN, 0)


@pytest.fixture
def twins():
    """(canary, public): two servers at one port of two addresses, as a rebound name needs them."""
    with serving(page(b"CANARY"), host="127.0.0.1") as canary, \
            serving(page(b"PUBLIC"), host="127.0.0.3", port=canary.port) as public:
        yield canary, public


def test_of_several_addresses_only_the_vetted_one_is_asked(twins, only):
    canary, public = twins
    answer = look_at(
        f"http://www.example.go.th:{public.port}/", rule=only(("127.0.0.3", public.port)), limits=QUICK,
        resolve=lambda host, port: ["127.0.0.1", "127.0.0.3", "127.0.0.1"],
    )
    assert (answer.body, canary.visits, public.visits) == (b"PUBLIC", 0, 1)


def rebinding():
    """A resolver whose name is public when first asked and inside ever after."""
    answers = itertools.chain([["127.0.0.3"]], itertools.repeat(["127.0.0.1"]))
    return lambda host, port: next(answers)


def test_a_rebound_name_reaches_nothing_else(twins, only):
    canary, public = twins
    for _ in range(REBINDINGS):
        answer = look_at(
            f"http://www.example.go.th:{public.port}/", rule=only(("127.0.0.3", public.port)), resolve=rebinding(),
            limits=QUICK,
        )
        assert answer.body == b"PUBLIC"
    assert (canary.visits, public.visits) == (0, REBINDINGS)


def test_a_name_rebound_between_two_hops_is_vetted_anew(twins, only):
    canary, public = twins
    public.talk = redirects({"/": (302, "/again")})
    for _ in range(REBINDINGS):
        answer = look_at(
            f"http://www.example.go.th:{public.port}/", rule=only(("127.0.0.3", public.port)), resolve=rebinding(),
            limits=QUICK,
        )
        assert answer.problem == Problem.FORBIDDEN
    assert (canary.visits, public.visits) == (0, REBINDINGS)


def test_control_who_checks_first_and_connects_by_name_is_rebound(twins, only):
    _canary, public = twins
    rule = only(("127.0.0.3", public.port))

    def check_then_fetch(resolve) -> bytes:
        assert all(rule(ip, public.port) for ip in resolve("www.example.go.th", public.port))
        address = resolve("www.example.go.th", public.port)[0]
        with socket.create_connection((address, public.port), timeout=2) as sock:
            sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return b"".join(iter(lambda: sock.recv(4096), b""))

    bodies = [check_then_fetch(rebinding()) for _ in range(REBINDINGS)]
    assert sum(b"CANARY" in body for body in bodies) == REBINDINGS


@pytest.mark.parametrize("state", ["open", "closed", "filtered"])
def test_inside_open_and_closed_and_silent_look_the_same(state):
    """A port with a server, one without, one that takes the call and never answers: the same words, at once."""
    def silent(server, sock, request):
        server.gone.wait(5)

    with serving(silent if state == "filtered" else page(), host="127.0.0.1") as server:
        port = server.port
        if state != "closed":
            answer = look_at(f"http://127.0.0.1:{port}/x", rule=strict_at_any_port)
    if state == "closed":
        answer = look_at(f"http://127.0.0.1:{port}/x", rule=strict_at_any_port)
    assert (answer.problem, answer.status, answer.body, answer.bytes_read) == (Problem.FORBIDDEN, None, b"", 0)
