"""Refuses to start an unsafe production: every reason is named, in Thai and in English, and the process ends.

They are Django deployment checks with the tag `start`, so `manage.py check --deploy` shows them too, and the polling
worker (which knows nothing of this package) asks for them by that tag.

Not here: what makes the typesetting ready (reports.typesetting.ready).
"""

import stat
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

START_TAG = "start"
# gunicorn ends altogether when a worker process ends with this number, instead of starting it again and again.
EXIT_STATUS = 3
SHORTEST_SECRET = 50
LARGEST_CLOCK_DIFFERENCE = timedelta(seconds=60)


class Reason(tuple):
    """A sentence known to gettext and the values for its placeholders."""

    def __new__(cls, sentence: str, **values: object) -> "Reason":
        return super().__new__(cls, (sentence, values))

    def in_language(self, language: str) -> str:
        sentence, values = self
        with translation.override(language):
            return gettext(sentence) % values

    def __str__(self) -> str:
        return f"{self.in_language('th')}\n{self.in_language('en')}"


def reasons_against_start() -> list[Reason]:
    """Everything that makes this installation unfit for production; empty when it is fit."""
    return [*_secret(), *_web(), *_env_file(), *_redis(), *_folders(), *_typesetting(), *_database()]


def refuse_unsafe_start() -> None:
    """Ends the process with the reasons on standard error when this is a production that is not safe to start."""
    if settings.ITA_ENV != "production":
        return
    errors = run_checks(tags=[START_TAG], include_deployment_checks=True)
    if errors:
        for error in errors:
            print(f"ITA: {error.msg}", file=sys.stderr)
        sys.stderr.flush()
        raise SystemExit(EXIT_STATUS)


@register(START_TAG, deploy=True)
def check_start(**_: object) -> list[CheckMessage]:
    return [
        Error(str(reason), id=f"ita_portal.E{number:03}") for number, reason in enumerate(reasons_against_start(), 1)
    ]


def _secret() -> Iterator[Reason]:
    if settings.SECRET_KEY == settings.LOCAL_SECRET_KEY:
        yield Reason(gettext_noop("ITA_SECRET_KEY is not set, and the built-in value is public."))
    elif len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 5:
        yield Reason(
            gettext_noop("ITA_SECRET_KEY is too weak: it needs at least %(length)s varied characters."),
            length=SHORTEST_SECRET,
        )


def _web() -> Iterator[Reason]:
    if settings.DEBUG:
        yield Reason(gettext_noop("ITA_DEBUG is on: error pages would show the inside of the portal to everybody."))
    if not settings.ALLOWED_HOSTS or any(host in ("*", "", ".") for host in settings.ALLOWED_HOSTS):
        yield Reason(gettext_noop("ITA_ALLOWED_HOSTS must name the host names of this installation, without *."))
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield Reason(gettext_noop("ITA_HTTPS is off: passwords and sign-offs would travel unprotected."))
    if settings.ITA_ALLOW_DEMO:
        yield Reason(gettext_noop("ITA_ALLOW_DEMO is on: demonstration data and its known passwords could be loaded."))


def _env_file() -> Iterator[Reason]:
    file = Path(settings.ENV_FILE)
    if file.is_file() and file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        yield Reason(gettext_noop("Everybody on this machine can read the file .env; run: chmod 600 .env"))


def _redis() -> Iterator[Reason]:
    if settings.REDIS_URL:
        address = urlsplit(settings.REDIS_URL)
        here = address.scheme == "unix" or address.hostname in ("localhost", "127.0.0.1", "::1")
        if not here and not address.password:
            yield Reason(gettext_noop("REDIS_URL leads to another machine without a password."))


def _folders() -> Iterator[Reason]:
    data = Path(settings.ITA_DATA_DIR).resolve()
    for public in (settings.STATIC_ROOT, Path(settings.BASE_DIR) / "static"):
        if public and data.is_relative_to(Path(public).resolve()):
            yield Reason(gettext_noop("ITA_DATA_DIR lies inside the public folder %(folder)s."), folder=public)

    if settings.STATIC_ROOT and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield Reason(
            gettext_noop("Style sheets and fonts of the pages are not collected; run: manage.py collectstatic")
        )


def _typesetting() -> Iterator[Reason]:
    from reports.typesetting import ready

    for problem in ready.problems():
        yield Reason(gettext_noop("Documents cannot be set in Thai: %(problem)s"), problem=problem)


def _database() -> Iterator[Reason]:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        theirs = _clock_of_database()
    except DatabaseError as problem:
        yield Reason(gettext_noop("The database does not answer: %(problem)s"), problem=str(problem).strip())
        return
    if missing:
        yield Reason(
            gettext_noop("The database lacks %(number)s migrations; run: manage.py migrate"), number=len(missing)
        )
    if abs(timezone.now() - theirs) > LARGEST_CLOCK_DIFFERENCE:
        yield Reason(
            gettext_noop("The clocks of this machine and of the database differ by more than %(seconds)s seconds."),
            seconds=int(LARGEST_CLOCK_DIFFERENCE.total_seconds()),
        )


def _clock_of_database() -> datetime:
    if connection.vendor == "sqlite":
        return timezone.now()  # no clock of its own
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        return cursor.fetchone()[0]
