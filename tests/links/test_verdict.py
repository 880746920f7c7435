"""What a look means: one case per kind, and sound addresses that raise none."""

from __future__ import annotations

import pytest

from links.client import Answer, Problem
from links.verdict import Judgement, Note, Verdict, judge

HOME = "https://www.bansuan.go.th"
PAGE = f"{HOME}/o1.html"
DRIVE = "https://drive.google.com/file/d/1abc/view"


def answered(url: str, status: int = 200, final: str = "", body: bytes = b"<p>ok</p>") -> Answer:
    return Answer(final or url, hops=1 if final else 0, status=status, body=body)


def of(url: str, answer: Answer | None = None, website: str = HOME) -> Judgement:
    return judge(url, answer or answered(url), website=website)


@pytest.mark.parametrize(
    "url",
    [
        PAGE, f"{HOME}/", f"{HOME}/a/b?id=1&x=2", f"{HOME}/page.html#part2", f"{HOME}/?page=2#part", f"{HOME}/แผน.pdf",
        f"{HOME}/%E0%B9%81%E0%B8%9C%E0%B8%99", "https://ita.bansuan.go.th/2569/", "http://bansuan.go.th/o1",
        f"{HOME}/dev/test/", "https://devices.bansuan.go.th/", f"{HOME}:443/", f"{HOME}/id=", f"{HOME}/a(1)",
    ],
)
def test_a_sound_address_of_the_own_site_is_ok(url):
    assert of(url) == Judgement(Verdict.OK)


@pytest.mark.parametrize(
    ("status", "verdict", "notes"),
    [
        (404, Verdict.DEAD, ("not_found",)), (410, Verdict.DEAD, ("not_found",)), (400, Verdict.DEAD, ("not_found",)),
        (500, Verdict.DEAD, ("server_error",)), (503, Verdict.DEAD, ("server_error",)),
        (304, Verdict.DEAD, ("broken",)),
        (401, Verdict.NEEDS_LOGIN, ()), (403, Verdict.BLOCKED, ()), (429, Verdict.BLOCKED, ()), (206, Verdict.OK, ()),
    ],
)
def test_the_status_says(status, verdict, notes):
    assert of(PAGE, answered(PAGE, status)) == Judgement(verdict, notes)


@pytest.mark.parametrize(
    ("problem", "verdict", "notes"),
    [
        (Problem.FORBIDDEN, Verdict.REFUSED_ADDRESS, ()), (Problem.UNREADABLE, Verdict.UNREADABLE, ()),
        (Problem.UNKNOWN_NAME, Verdict.DEAD, ("unknown_name",)), (Problem.NO_ANSWER, Verdict.DEAD, ("no_answer",)),
        (Problem.CIRCLE, Verdict.DEAD, ("circle",)), (Problem.BROKEN, Verdict.DEAD, ("broken",)),
        (Problem.INSECURE, Verdict.INSECURE, ()),
    ],
)
def test_no_answer_says(problem, verdict, notes):
    assert of(PAGE, Answer(PAGE, problem=problem)) == Judgement(verdict, notes)


@pytest.mark.parametrize(
    "answer",
    [
        answered(DRIVE, final="https://accounts.google.com/v3/signin/identifier?continue=x"),
        answered(DRIVE, body=b"<title>Google Drive: You need access</title>"),
        answered(DRIVE, body="<h1>ขอสิทธิ์เข้าถึง</h1>".encode()),
        answered(DRIVE, 401),
        answered(DRIVE, 403),
        answered("https://town.sharepoint.com/a", final="https://login.microsoftonline.com/x"),
    ],
)
def test_a_private_page_that_answers_is_found(answer):
    assert of(DRIVE, answer, website="").verdict == Verdict.NEEDS_LOGIN


def test_a_public_drive_file_and_words_on_the_own_site_are_no_login():
    assert of(DRIVE, website="").verdict == Verdict.OK
    assert of(PAGE, answered(PAGE, body="วิธีขอสิทธิ์เข้าถึง".encode())).verdict == Verdict.OK


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/o1", "http://dev.bansuan.go.th/", "http://test2.bansuan.go.th/", "https://staging-ita.bansuan.go.th/",
        "http://www.bansuan.go.th:8080/", "http://203.150.1.1/ita/", "http://server/ita/", "http://ita.local/",
        "https://bansuan.vercel.app/", "https://ab12.ngrok-free.app/",
    ],
)  # fmt: skip
def test_a_staging_host_is_found(url):
    assert of(url, website="").verdict == Verdict.STAGING


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("http://www.bansuan.go.th:8080/", Verdict.STAGING), ("http://203.150.1.1:8080/", Verdict.STAGING),
        ("http://10.0.0.1:8080/", Verdict.REFUSED_ADDRESS), ("http://10.0.0.1/", Verdict.REFUSED_ADDRESS),
    ],
)
def test_a_port_of_its_own_is_a_test_site_though_it_is_not_asked(url, verdict):
    assert of(url, Answer(url, problem=Problem.FORBIDDEN), website="") == Judgement(verdict)


@pytest.mark.parametrize("url", [f"{HOME}/#!/page/3", f"{HOME}/i.php#/o1", f"{HOME}/#o1", f"{HOME}#", f"{HOME}/a#!b"])
def test_a_page_chosen_by_a_script_is_found(url):
    assert of(url).verdict == Verdict.HASH_BANG


@pytest.mark.parametrize(
    "url",
    [
        f"{HOME}/download/…", f"{HOME}/download...", f"{HOME}/a b.pdf", f"{HOME}/a,", f"{HOME}/a(", f"{HOME}/%E0%B9",
        f"{HOME}/%E0%B9%81%E0", f"{HOME}/%E", f"{HOME}/%", f"{HOME}/a|",
    ],
)
def test_a_cut_address_is_found(url):
    assert of(url, answered(url, 404)) == Judgement(Verdict.TRUNCATED, ("dead", "not_found"))


@pytest.mark.parametrize(
    ("url", "verdict", "notes"),
    [
        ("https://www.khaothong.go.th/o1", Verdict.OTHER_SITE, ()),
        ("https://bansuan.go.th.example.com/", Verdict.OTHER_SITE, ()),
        ("https://notbansuan.go.th/", Verdict.OTHER_SITE, ()),
        ("https://www.facebook.com/bansuan", Verdict.OTHER_SITE, ()),
        ("https://itas.nacc.go.th/go/eit/abc123", Verdict.OK, ("central_site",)),
    ],
)
def test_another_site_is_found_and_a_central_one_noted(url, verdict, notes):
    assert of(url) == Judgement(verdict, notes)


@pytest.mark.parametrize("website", ["", "www.khaothong.go.th", "https://khaothong.go.th/home", "http://ita.khaothong.go.th"])
def test_the_own_site_is_read_however_it_is_written(website):
    assert of("https://www.khaothong.go.th/o1", website=website).verdict == Verdict.OK


def test_where_it_moved_to_is_told():
    assert of(PAGE, answered(PAGE, final=f"{HOME}/")).verdict == Verdict.FRONT_PAGE
    assert of(PAGE, answered(PAGE, final=f"{HOME}/new/o1.html")) == Judgement(Verdict.OK, (Note.MOVED,))
    assert of(PAGE, answered(PAGE, final="http://bansuan.go.th/o1.html/")) == Judgement(Verdict.OK)
    assert of(f"{HOME}/index.php", answered(PAGE, final=f"{HOME}/")) == Judgement(Verdict.OK)


def test_sites_that_show_programs_an_error_are_not_called_dead():
    url = "https://www.facebook.com/bansuan/posts/1"
    assert of(url, answered(url, 400), website="").verdict == Verdict.BLOCKED
    assert of(url, answered(url, final="https://www.facebook.com/login/?next=x"), website="").verdict == Verdict.BLOCKED


def test_the_gravest_comes_first_and_the_others_beside_it():
    url = "http://dev.khaothong.go.th/#!o1"
    assert of(url, answered(url, 404)) == Judgement(Verdict.DEAD, ("staging", "hash_bang", "other_site", "not_found"))
