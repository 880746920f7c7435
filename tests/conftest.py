"""What every test stands on: a data folder of its own, a database file of its own, and child processes that see both.

Not here: fixtures of one topic; they live beside their tests.
"""

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

ON_POSTGRES = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"


def pytest_configure(config: pytest.Config) -> None:
    """Moves files, database and Redis of this test process away from everybody else's."""
    folder = tempfile.TemporaryDirectory(prefix="ita-test-")
    config.add_cleanup(folder.cleanup)
    settings.ITA_DATA_DIR = Path(folder.name)
    settings.PASSWORD_HASHERS = ["tests.hasher.QuickHasher", *settings.PASSWORD_HASHERS]
    if not ON_POSTGRES:
        # A file and not memory: other processes (workers, servers) have to see the same rows.
        connections.settings["default"]["TEST"]["NAME"] = str(Path(folder.name) / "test.sqlite3")
    if settings.REDIS_URL:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        settings.REDIS_URL = f"{settings.REDIS_URL.rstrip('/')}/{worker}"
        settings.CELERY_BROKER_URL = settings.CACHES["default"]["LOCATION"] = settings.REDIS_URL


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is marked for the other engine, and the long counts unless they are asked for."""
    left_out = {"sqlite_only" if ON_POSTGRES else "postgres_only"}
    if "soak" not in config.option.markexpr:
        left_out.add("soak")
    chosen = [item for item in items if not any(item.get_closest_marker(name) for name in left_out)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


@pytest.fixture
def child_environment(transactional_db: None) -> dict[str, str]:
    """The environment for a process of ours that shall work on this test's database, files and Redis."""
    made = connection.settings_dict
    if ON_POSTGRES:
        address = f"postgres://{made['USER']}:{made['PASSWORD']}@{made['HOST']}:{made['PORT']}/{made['NAME']}"
    else:
        address = f"sqlite:///{made['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": address,
        "REDIS_URL": settings.REDIS_URL,
        "ITA_DATA_DIR": str(settings.ITA_DATA_DIR),
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture
def wait_until():
    """Waits for what another process brings about: `wait_until(question, seconds=15)` gives its first true answer."""
    tick = threading.Event()

    def wait(question, *, seconds: float = 15.0):
        end = time.monotonic() + seconds
        while True:
            answer = question()
            if answer:
                return answer
            if time.monotonic() > end:
                pytest.fail(f"not within {seconds:g} s: {question.__doc__ or question.__code__}")
            tick.wait(0.05)

    return wait
