"""What an answer means for the person who filed the address. Pure.

Several things may be wrong at once: the gravest is the verdict, the others stand beside it as notes.

Not here: asking (``links.client``), the words (``measures.link_words``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote_to_bytes, urlsplit

from links.addresses import PORTS, is_public
from links.client import Answer, Problem
from links.target import Target, Unreadable, read_target


class Verdict(StrEnum):
    """What a look found; in the order of gravity."""

    REFUSED_ADDRESS = "refused_address"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    DEAD = "dead"
    NEEDS_LOGIN = "needs_login"
    BLOCKED = "blocked"
    INSECURE = "insecure"
    STAGING = "staging"
    HASH_BANG = "hash_bang"
    FRONT_PAGE = "front_page"
    OTHER_SITE = "other_site"
    OK = "ok"


class Note(StrEnum):
    """What holds beside a verdict without making one."""

    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    UNKNOWN_NAME = "unknown_name"
    NO_ANSWER = "no_answer"
    HOST_SILENT = "host_silent"
    CIRCLE = "circle"
    BROKEN = "broken"
    MOVED = "moved"
    CENTRAL_SITE = "central_site"


@dataclass(frozen=True)
class Judgement:
    """The verdict and the codes of all else that holds (``Verdict`` or ``Note``)."""

    verdict: Verdict
    notes: tuple[str, ...] = ()


GRAVITY = tuple(Verdict)
LOGIN_HOSTS = frozenset({"accounts.google.com", "login.microsoftonline.com", "login.live.com"})
SHARING = ("google.com", "sharepoint.com", "onedrive.live.com", "1drv.ms", "dropbox.com")
"""Where files are shared: pages that answer 200 and show nothing but a request for access."""
SHY = ("facebook.com", "instagram.com", "tiktok.com", "x.com")
"""Sites that show programs a login or an error where people see the page."""
CLOSED_WORDS = (
    "You need access", "Request access", "ขอสิทธิ์เข้าถึง", "คุณต้องมีสิทธิ์เข้าถึง", "คุณต้องมีสิทธิ์การเข้าถึง",
    "ServiceLogin", "Sign in to continue",
)
STAGING_LABEL = re.compile(r"(?:dev|test|testing|staging|stage|uat|demo|beta|preview|sandbox|localhost)(?:[-_]?\d+)?")
STAGING_ENDS = (
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "test", "example", "invalid",
    "ngrok.io", "ngrok.app", "ngrok-free.app", "trycloudflare.com", "loca.lt", "vercel.app", "netlify.app",
)
CENTRAL = (
    "nacc.go.th", "gprocurement.go.th", "info.go.th", "oic.go.th", "dla.go.th", "data.go.th", "cgd.go.th", "dga.or.th",
    "opdc.go.th", "egov.go.th", "ratchakitcha.soc.go.th", "krisdika.go.th",
)
SECOND_LEVELS = frozenset({"go.th", "or.th", "ac.th", "in.th", "co.th", "mi.th", "net.th"})
HOME_PAGE = re.compile(r"(?:/(?:(?:index|home|main|default)(?:\.\w+)?/?)?)?", re.IGNORECASE)
ODD_ENDS = (",", ";", "(", "[", "{", "<", '"', "'", "“", "‘", "…", "...", "|")


def judge(url: str, answer: Answer, *, website: str = "") -> Judgement:
    """What the look found. ``website`` is the agency's own (empty: not compared with any)."""
    findings, notes = _of_the_spelling(url)
    found, said = _of_the_answer(url, answer)
    findings |= found
    notes += said
    if website and not _belongs(url, website):
        if _ends_in(_host(url), CENTRAL):
            notes.append(Note.CENTRAL_SITE)
        else:
            findings.add(Verdict.OTHER_SITE)
    if Verdict.REFUSED_ADDRESS in findings:
        findings = {Verdict.REFUSED_ADDRESS}  # that it is no public website either says nothing more
    ordered = [verdict for verdict in GRAVITY if verdict in findings] or [Verdict.OK]
    return Judgement(ordered[0], tuple(str(code) for code in (*ordered[1:], *notes)))


def _of_the_spelling(url: str) -> tuple[set[Verdict], list[Note]]:
    findings: set[Verdict] = set()
    text = url.strip(" ")
    if text.endswith(ODD_ENDS) or any(letter.isspace() for letter in text) or _ends_within_a_letter(text):
        findings.add(Verdict.TRUNCATED)
    if _is_fragment_only(text):
        findings.add(Verdict.HASH_BANG)
    try:
        target = read_target(text)
    except Unreadable:
        return findings, []
    if _is_staging(target):
        findings.add(Verdict.STAGING)
    return findings, []


def _of_the_answer(url: str, answer: Answer) -> tuple[set[Verdict], list[Note]]:
    if answer.problem is not None:
        return _of_the_problem(url, answer.problem)
    status = answer.status or 0
    if status == 401 or _asks_for_login(answer):
        return {Verdict.NEEDS_LOGIN}, []
    if _ends_in(_host(answer.final_url), SHY) and (status >= 400 or _place(answer.final_url).startswith("/login")):
        return {Verdict.BLOCKED}, []
    if status in {403, 405, 406, 429, 451}:
        return {Verdict.BLOCKED}, []
    if not 200 <= status < 300:
        return {Verdict.DEAD}, [_reason(status)]
    if answer.hops and _leads_to_front_page(url, answer.final_url):
        return {Verdict.FRONT_PAGE}, []
    return set(), [Note.MOVED] if answer.hops and _has_moved(url, answer.final_url) else []


def _of_the_problem(url: str, problem: Problem) -> tuple[set[Verdict], list[Note]]:
    match problem:
        case Problem.FORBIDDEN:
            # A port of its own makes a test site; what stands there is not looked at.
            return (set(), []) if _has_own_port(url) else ({Verdict.REFUSED_ADDRESS}, [])
        case Problem.UNREADABLE:
            return {Verdict.UNREADABLE}, []
        case Problem.INSECURE:
            return {Verdict.INSECURE}, []
        case _:
            return {Verdict.DEAD}, [Note(problem.value)]


def _reason(status: int) -> Note:
    if status >= 500:
        return Note.SERVER_ERROR
    return Note.NOT_FOUND if 400 <= status < 500 else Note.BROKEN


def _asks_for_login(answer: Answer) -> bool:
    host = _host(answer.final_url)
    if host in LOGIN_HOSTS:
        return True
    if not _ends_in(host, SHARING):
        return False
    text = answer.body.decode("utf-8", errors="replace")
    return answer.status == 403 or any(words in text for words in CLOSED_WORDS)


def _is_fragment_only(text: str) -> bool:
    """An address whose page is chosen by a script in the browser: whoever opens it may land on the front page."""
    before, hash_sign, fragment = text.partition("#")
    if not hash_sign:
        return False
    if fragment.startswith(("!", "/")):
        return True
    try:
        parts = urlsplit(before)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query


def _ends_within_a_letter(text: str) -> bool:
    """``…%E0%B8``: a Thai letter takes three of these, and the last one is not whole."""
    if re.search(r"%[0-9A-Fa-f]?$", text):
        return True
    tail = re.search(r"(?:%[0-9A-Fa-f]{2})+$", text)
    if tail is None:
        return False
    try:
        unquote_to_bytes(tail[0]).decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _is_staging(target: Target) -> bool:
    if target.is_literal or target.port not in PORTS or "." not in target.host:
        return True
    first = re.split(r"[.-]", target.host.removeprefix("www."))[0]
    return _ends_in(target.host, STAGING_ENDS) or bool(STAGING_LABEL.fullmatch(first))


def _has_own_port(url: str) -> bool:
    try:
        target = read_target(url)
    except Unreadable:
        return False
    return target.port not in PORTS and (not target.is_literal or is_public(target.host))


def _leads_to_front_page(url: str, final: str) -> bool:
    return not HOME_PAGE.fullmatch(_place(url)) and _place(final) in {"", "/"}


def _has_moved(url: str, final: str) -> bool:
    """Whether it stands elsewhere now; http to https, www or a last slash is no other place."""
    return [_bare(_host(url)), _spot(url)] != [_bare(_host(final)), _spot(final)]


def _spot(url: str) -> str:
    place = _place(url)
    return "" if HOME_PAGE.fullmatch(place) else place.rstrip("/")


def _place(url: str) -> str:
    try:
        return read_target(url).path
    except Unreadable:
        return ""


def _host(url: str) -> str:
    try:
        return read_target(url).host
    except Unreadable:
        return ""


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _ends_in(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _belongs(url: str, website: str) -> bool:
    """Whether the address stands on the agency's own site or a sister of it (``ita.town.go.th``)."""
    home, host = _host(website if "//" in website else f"https://{website}"), _host(url)
    return not home or not host or _ends_in(host, (_domain(home),))


def _domain(host: str) -> str:
    """``www.town.go.th`` and ``ita.town.go.th`` belong to ``town.go.th``; other hosts stand for themselves."""
    labels = host.split(".")
    if ".".join(labels[-2:]) in SECOND_LEVELS and len(labels) >= 3:
        return ".".join(labels[-3:])
    return _bare(host)
