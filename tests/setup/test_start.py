"""The address alone chooses the language, and the portal answers that it is alive."""

import pytest
from django.db import connection


def test_health_says_ok(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize(("path", "language"), [("/no-such", "th"), ("/en/no-such", "en"), ("/entrance", "th")])
def test_language_follows_the_address_whatever_the_browser_says(client, db, path, language):
    answer = client.get(path, headers={"accept-language": "en-US,en" if language == "th" else "th"})
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert not answer.cookies


@pytest.mark.sqlite_only
def test_sqlite_runs_with_the_measured_options(db):
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert found == {"journal_mode": "wal", "synchronous": 1}
    assert connection.transaction_mode == "IMMEDIATE"
