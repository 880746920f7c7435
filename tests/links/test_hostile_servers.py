"""Servers that mean harm: each look ends in time, reads little, gives nothing away."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import socket
import threading
import time

import pytest

from links.client import Answer, Limits, Problem, look_at
from tests.links.servers import Authority, page, redirects, serving

TIGHT = Limits(seconds=0.6, connect_seconds=0.5, header_bytes=8 * 1024, body_bytes=64 * 1024)
SLACK = 0.6
"""Seconds that a busy machine may add."""


def drip(server, sock, request):
    """One letter of a header at a time, for ever: each arrives long before a single receive would give up."""
    server.send(sock, b"HTTP/1.1 200 OK\r\n")
    while not server.gone.wait(0.02):
        server.send(sock, b"x")


def drip_body(server, sock, request):
    server.send(sock, b"HTTP/1.1 200 OK\r\n\r\n")
    while not server.gone.wait(0.02):
        server.send(sock, b"x")


def silence(server, sock, request):
    server.gone.wait(5)


def endless_body(server, sock, request):
    server.send(sock, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not server.gone.is_set():
        server.send(sock, b"x" * 65536)


def endless_chunks(server, sock, request):
    """One byte a chunk: the frame is many times the content."""
    server.send(sock, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not server.gone.is_set():
        server.send(sock, b"1\r\nx\r\n" * 4096)


def ten_gigabytes(server, sock, request):
    server.send(sock, b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
    while not server.gone.is_set():
        server.send(sock, b"x" * 65536)


def long_headers(server, sock, request):
    server.send(sock, b"HTTP/1.1 200 OK\r\n")
    for number in itertools.count():
        if server.gone.is_set() or number > 60:
            break
        server.send(sock, b"X-%d: " % number + b"y" * 16384 + b"\r\n")
    server.send(sock, b"\r\n")


def endless_continue(server, sock, request):
    while not server.gone.is_set():
        server.send(sock, b"HTTP/1.1 100 Continue\r\n\r\n" * 64)


def not_http(server, sock, request):
    server.send(sock, bytes(range(256)) * 8)


def slams_the_door(server, sock, request):
    return


def look(server, path="/", **values) -> tuple[Answer, float]:
    begin = time.monotonic()
    answer = look_at(
        f"http://127.0.0.1:{server.port}{path}", rule=lambda ip, port: (ip, port) == ("127.0.0.1", server.port),
        limits=values.pop("limits", TIGHT), **values,
    )
    return answer, time.monotonic() - begin


@pytest.mark.parametrize(
    ("talk", "problem", "status"),
    [
        (drip, Problem.NO_ANSWER, None),
        (drip_body, None, 200),
        (silence, Problem.NO_ANSWER, None),
        (endless_body, None, 200),
        (endless_chunks, None, 200),
        (ten_gigabytes, None, 200),
        (long_headers, Problem.BROKEN, None),
        (endless_continue, Problem.BROKEN, None),
        (not_http, Problem.BROKEN, None),
        (slams_the_door, Problem.NO_ANSWER, None),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_look_ends_in_time_and_reads_little(talk, problem, status):
    with serving(talk) as server:
        answer, seconds = look(server)
    assert (answer.problem, answer.status) == (problem, status)
    assert seconds < TIGHT.seconds + SLACK
    assert answer.bytes_read <= TIGHT.header_bytes + TIGHT.body_bytes
    assert len(answer.body) <= TIGHT.body_bytes


def test_control_a_timeout_of_each_receive_is_not_enough():
    """What the clock of the whole look is for: after thrice the limit a plain socket still waits."""
    with serving(drip) as server, socket.create_connection(("127.0.0.1", server.port), timeout=TIGHT.seconds) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
        begin, heard = time.monotonic(), b""
        while time.monotonic() < begin + 3 * TIGHT.seconds:
            heard += sock.recv(1)
    assert b"\r\n\r\n" not in heard


def test_a_name_that_takes_for_ever_to_resolve_ends_in_time():
    never = threading.Event()
    begin = time.monotonic()
    answer = look_at("http://www.example.go.th/", resolve=lambda host, port: never.wait(3) or [], limits=TIGHT)
    never.set()
    assert answer.problem == Problem.NO_ANSWER
    assert time.monotonic() - begin < TIGHT.seconds + SLACK


def test_packed_content_is_not_asked_for_and_not_unpacked():
    bomb = gzip.compress(b"0" * 10_000_000)
    with serving(page(bomb, head=b"Content-Encoding: gzip\r\n")) as server:
        answer, _ = look(server)
        asked = server.requests[0].lower()
    assert (answer.body, len(bomb)) == (bomb, len(answer.body))
    assert b"accept-encoding: identity" in asked
    assert b"gzip" not in asked


def test_a_circle_of_redirects_ends():
    with serving(redirects({"/": (302, "/")})) as server:
        answer, _ = look(server, limits=Limits(seconds=5))
        assert server.visits == 6
    assert answer.problem == Problem.CIRCLE


def test_five_redirects_are_followed():
    with serving(redirects({f"/{n}": (302, f"/{n + 1}") for n in range(5)})) as server:
        answer, _ = look(server, "/0", limits=Limits(seconds=5))
    assert (answer.status, answer.hops, answer.final_url.rpartition("/")[2]) == (200, 5, "5")


def test_a_redirect_in_thai_letters_is_followed():
    with serving(redirects({"/": (301, "/แผน")})) as server:
        answer, _ = look(server)
    assert answer.final_url.endswith("/%E0%B9%81%E0%B8%9C%E0%B8%99")


@pytest.mark.parametrize("where", ["javascript:alert(1)", "file:///etc/passwd", "http://a@127.0.0.1/", "http://["])
def test_a_redirect_to_nothing_of_the_web_is_not_followed(where):
    with serving(redirects({"/": (302, where)})) as server:
        answer, _ = look(server)
        assert server.visits == 1
    assert answer.problem == Problem.UNREADABLE


def test_nothing_of_ours_is_sent():
    """No cookie comes back, no credentials, no referrer, on no hop."""
    def talk(server, sock, request):
        hop = server.visits
        head = b"HTTP/1.1 302 Found\r\nSet-Cookie: canary=1; Path=/\r\nLocation: /%d\r\n" % hop
        server.send(sock, (head if hop < 4 else b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n") + b"\r\n")

    with serving(talk) as server:
        answer, _ = look(server)
        heads = b"".join(server.requests).lower()
        assert server.visits == 4
    assert answer.status == 401
    names = {line.split(b":")[0] for line in heads.split(b"\r\n") if b": " in line}
    assert names == {b"host", b"user-agent", b"accept", b"accept-language", b"accept-encoding", b"connection"}


def test_the_digest_is_that_of_the_content():
    with serving(page(b"the file")) as server:
        answer, _ = look(server)
    assert answer.sha256 == hashlib.sha256(b"the file").hexdigest()


def test_long_contents_with_the_same_beginning_differ_by_their_length():
    digests = set()
    for more in (1, 2, 2):
        with serving(page(b"x" * (TIGHT.body_bytes + more))) as server:
            digests.add(look(server, limits=Limits(body_bytes=TIGHT.body_bytes))[0].sha256)
    assert len(digests - {""}) == 2


def test_content_that_breaks_off_has_no_digest():
    def talk(server, sock, request):
        server.send(sock, b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with serving(talk) as server:
        answer, _ = look(server)
    assert (answer.status, answer.body, answer.sha256) == (200, b"half", "")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


def look_securely(server, authority, host="www.example.go.th") -> Answer:
    return look_at(
        f"https://{host}:{server.port}/", rule=lambda ip, port: ip == "127.0.0.1" and port == server.port, limits=TIGHT,
        resolve=lambda name, port: ["127.0.0.1"], tls=authority.trusting() if authority else None,
    )


def test_name_and_host_stay_those_of_the_address(authority):
    """The connection goes to a number; the certificate, the TLS name and the Host header are the name's."""
    named = []
    tls = authority.server_for("www.example.go.th")
    tls.sni_callback = lambda sock, name, context: named.append(name)
    with serving(page(), tls=tls) as server:
        answer = look_securely(server, authority)
        assert f"Host: www.example.go.th:{server.port}\r\n".encode() in server.requests[0]
    assert (answer.status, named) == (200, ["www.example.go.th"])


@pytest.mark.parametrize("fault", ["unknown authority", "another name", "expired", "no TLS at all"])
def test_what_a_browser_would_warn_of_is_told(authority, fault):
    tls = {
        "another name": authority.server_for("www.other.go.th"),
        "expired": authority.server_for("www.example.go.th", days=(-30, -1)),
        "no TLS at all": None,
    }.get(fault, authority.server_for("www.example.go.th"))
    with serving(page(), tls=tls) as server:
        server.greets = fault == "no TLS at all"
        answer = look_securely(server, None if fault == "unknown authority" else authority)
        assert [request for request in server.requests if b"GET" in request] == []
    assert (answer.problem, answer.body) == (Problem.INSECURE, b"")
