"""Looks at one address of the web: one GET, redirects followed by hand, everything measured, nothing trusted.

A name is resolved once per hop, its addresses are vetted, and the connection goes to the vetted number itself, so a
name that changes its answer in between reaches nothing else. Host header and TLS name stay those of the address, the
certificate is checked. No cookies, no credentials, no compression, no proxy.

Not here: what an answer means (``links.verdict``), how often somebody is asked (``links.pace``).
"""

from __future__ import annotations

import hashlib
import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import urljoin

from links.addresses import may_connect
from links.target import Target, Unreadable, read_target

USER_AGENT = "ITA-portal link check"
REDIRECTS = frozenset({301, 302, 303, 307, 308})

Rule = Callable[[str, int], bool]
Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Limits:
    """What one look may cost, redirects included."""

    seconds: float = 15.0
    connect_seconds: float = 5.0
    redirects: int = 5
    header_bytes: int = 64 * 1024
    body_bytes: int = 1024 * 1024


class Problem(StrEnum):
    """Why there is no answer. Of a forbidden address nothing is told but that: it is never asked."""

    UNREADABLE = "unreadable"
    FORBIDDEN = "forbidden"
    UNKNOWN_NAME = "unknown_name"
    NO_ANSWER = "no_answer"
    INSECURE = "insecure"
    CIRCLE = "circle"
    BROKEN = "broken"


@dataclass(frozen=True)
class Answer:
    """What one look found: ``problem``, or ``status`` with the beginning of the body."""

    final_url: str
    hops: int = 0
    problem: Problem | None = None
    status: int | None = None
    media_type: str = ""
    body: bytes = b""
    sha256: str = ""
    """Digest of the content of a 2xx answer; of its first ``body_bytes`` and its length when it is longer."""
    bytes_read: int = 0
    """All that was taken from the network, headers and every hop included."""


class _Stopped(Exception):
    """The look ends here with this problem."""

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.problem = problem


def look_at(
    url: str,
    *,
    rule: Rule = may_connect,
    resolve: Resolver | None = None,
    limits: Limits = Limits(),
    tls: ssl.SSLContext | None = None,
    pause: Callable[[str], object] = lambda host: None,
) -> Answer:
    """One look at an address, within ``limits`` whatever the other side does. Raises nothing for what the net does.

    ``pause(host)`` is called before each request and may wait for the host's turn; that wait is not counted.
    """
    look = _Look(rule, resolve or _resolve, limits, tls)
    try:
        target = read_target(url)
        for hop in range(limits.redirects + 1):
            look.wait(pause, target.host)
            answer, location = look.ask(target, hop)
            if location is None:
                return answer
            target = _onwards(target, location)
    except Unreadable:
        return Answer(url, problem=Problem.UNREADABLE, bytes_read=look.bytes_read)
    except _Stopped as stopped:
        return Answer(target.url, hop, problem=stopped.problem, bytes_read=look.bytes_read)
    return Answer(target.url, hop, problem=Problem.CIRCLE, bytes_read=look.bytes_read)


class _Look:
    """The means of one look: its clock, its count of bytes."""

    def __init__(self, rule: Rule, resolve: Resolver, limits: Limits, tls: ssl.SSLContext | None):
        self.rule, self.resolve, self.limits, self.tls = rule, resolve, limits, tls
        self.bytes_read = 0
        self.allowance = 0
        self.end = time.monotonic() + limits.seconds

    def wait(self, pause: Callable[[str], object], host: str) -> None:
        """Our own politeness is not the other side's slowness."""
        before = time.monotonic()
        pause(host)
        self.end += time.monotonic() - before

    def left(self) -> float:
        """Seconds left; raises TimeoutError when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def ask(self, target: Target, hop: int) -> tuple[Answer, str | None]:
        """One request; (answer, where it sends us)."""
        try:
            with self._connected(target) as sock:
                return self._exchange(target, hop, sock)
        except _Stopped:
            raise
        except ssl.SSLEOFError as error:
            raise _Stopped(Problem.NO_ANSWER) from error
        except ssl.SSLError as error:
            raise _Stopped(Problem.INSECURE) from error
        except (http.client.RemoteDisconnected, OSError) as error:
            raise _Stopped(Problem.NO_ANSWER) from error
        except (http.client.HTTPException, _TooMuch, ValueError) as error:
            raise _Stopped(Problem.BROKEN) from error

    def _connected(self, target: Target) -> socket.socket:
        """A socket to a vetted address of the target, with TLS where it asks for that."""
        found = [target.host] if target.is_literal else self._resolved(target)
        vetted = [address for address in dict.fromkeys(found) if self.rule(address, target.port)]
        if not vetted:
            raise _Stopped(Problem.FORBIDDEN)
        sock = self._first_connected(vetted, target.port)
        if target.scheme == "http":
            return sock
        try:
            sock.settimeout(self.left())
            return (self.tls or _public_tls()).wrap_socket(sock, server_hostname=target.host)
        except BaseException:
            sock.close()
            raise

    def _first_connected(self, vetted: list[str], port: int) -> socket.socket:
        failed: OSError = TimeoutError()
        for address in vetted[:3]:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(self.left(), self.limits.connect_seconds))
                sock.connect((address, port))
            except OSError as error:
                sock.close()
                failed = error
            else:
                return sock
        raise failed

    def _resolved(self, target: Target) -> list[str]:
        """The name's addresses; asked in a thread, since a resolver cannot be told to hurry."""
        answers: queue.SimpleQueue = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self.resolve(target.host, target.port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name="resolve", daemon=True).start()
        try:
            found = answers.get(timeout=self.left())
        except queue.Empty:
            raise _Stopped(Problem.NO_ANSWER) from None
        if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
            raise _Stopped(Problem.NO_ANSWER)
        if isinstance(found, Exception) or not found:
            raise _Stopped(Problem.UNKNOWN_NAME)
        return found

    def _exchange(self, target: Target, hop: int, sock: socket.socket) -> tuple[Answer, str | None]:
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = _Wire(self, sock)
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", target.authority), ("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Accept-Language", "th,en"),
            ("Accept-Encoding", "identity"), ("Connection", "close"),
        ):
            connection.putheader(name, value)
        self.allowance = self.limits.header_bytes
        connection.endheaders()
        response = connection.getresponse()
        location = response.getheader("Location") if response.status in REDIRECTS else None
        if location:
            return Answer(target.url), _as_text(location)
        body, digest = self._body(response) if 200 <= response.status < 300 else (b"", "")
        media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()[:100]
        return Answer(
            target.url, hop, status=response.status, media_type=media_type, body=body, sha256=digest,
            bytes_read=self.bytes_read,
        ), None

    def _body(self, response: http.client.HTTPResponse) -> tuple[bytes, str]:
        """(the beginning, digest); a body that ends too early or too late is still an answer, without a digest."""
        length, most = response.length, self.limits.body_bytes
        self.allowance = most
        body = b""
        try:
            while len(body) < most and (piece := response.read(min(16384, most - len(body)))):
                body += piece
        except (OSError, http.client.HTTPException, _TooMuch, ValueError):
            return body, ""
        if length is not None and len(body) < min(length, most):
            return body, ""
        if not body:
            return body, ""
        whole = len(body) < most or length == most
        return body, hashlib.sha256(body if whole else b"%b\n%d" % (body, length or -1)).hexdigest()


class _TooMuch(Exception):
    """The other side sends more than is read."""


class _Wire:
    """What http.client takes for a socket: every send and receive within the look's time and allowance."""

    def __init__(self, look: _Look, sock: socket.socket):
        self._look, self._sock = look, sock

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._look.left())
        self._sock.sendall(data)

    def makefile(self, *_args: object) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._look, self._sock))

    def close(self) -> None:
        """The look closes the socket itself: the response may still be reading."""


class _Incoming(io.RawIOBase):
    def __init__(self, look: _Look, sock: socket.socket):
        self._look, self._sock = look, sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        most = min(len(buffer), self._look.allowance)
        if most <= 0:
            raise _TooMuch
        self._sock.settimeout(self._look.left())
        count = self._sock.recv_into(memoryview(buffer)[:most])
        self._look.allowance -= count
        self._look.bytes_read += count
        return count


def is_known(host: str, *, resolve: Resolver | None = None) -> bool:
    """Whether the name can be resolved now; asks nobody but the resolver."""
    try:
        return bool((resolve or _resolve)(host, 443))
    except OSError:
        return False


def _resolve(host: str, port: int) -> list[str]:
    return [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@cache
def _public_tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _onwards(target: Target, location: str) -> Target:
    try:
        return read_target(urljoin(target.url, location))
    except ValueError as error:  # urljoin has its own idea of what it cannot read
        raise Unreadable(str(error)) from error


def _as_text(location: str) -> str:
    """A header as it was meant: http.client reads Latin-1, Thai sites send UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

