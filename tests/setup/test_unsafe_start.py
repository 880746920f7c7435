"""An unsafe production does not start: each reason alone ends every kind of process, in Thai and in English."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from ita_portal import checks
from tests.setup.conftest import ROOT

SECONDS = 20  # the bar is 5 on a quiet machine; two suites share these two cores
IMPORT_WSGI = ("-c", "import ita_portal.wsgi")


def start(environment, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_control_a_safe_production_starts(safe_production):
    done = start(safe_production, *IMPORT_WSGI)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_safe_production_passes_djangos_own_deployment_checks(safe_production):
    done = start(safe_production, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")


CASES = {
    "no secret": ({"ITA_SECRET_KEY": ""}, "ยังไม่ได้กำหนด ITA_SECRET_KEY", "ITA_SECRET_KEY is not set"),
    "short secret": ({"ITA_SECRET_KEY": "kX3-vQ8_mT1zR6yB0wN5"}, "คาดเดาง่ายเกินไป", "at least 50 varied"),
    "monotonous secret": ({"ITA_SECRET_KEY": "ab" * 40}, "คาดเดาง่ายเกินไป", "at least 50 varied"),
    "debug": ({"ITA_DEBUG": "true"}, "ITA_DEBUG เปิดอยู่", "ITA_DEBUG is on"),
    "open hosts": ({"ITA_ALLOWED_HOSTS": "*"}, "ห้ามใช้ *", "without *"),
    "one open host": ({"ITA_ALLOWED_HOSTS": "ita.example.go.th,*"}, "ห้ามใช้ *", "without *"),
    "no https": ({"ITA_HTTPS": "false"}, "ITA_HTTPS ปิดอยู่", "ITA_HTTPS is off"),
    "demo allowed": ({"ITA_ALLOW_DEMO": "true"}, "ITA_ALLOW_DEMO เปิดอยู่", "ITA_ALLOW_DEMO is on"),
    "open redis": ({"REDIS_URL": "redis://redis.example:6379/0"}, "โดยไม่มีรหัสผ่าน", "without a password"),
    "no fonts": ({"ITA_TYPESETTING_DIR": "{tmp}"}, "ยังจัดพิมพ์เอกสารภาษาไทยไม่ได้", "are not built"),
    "unmigrated": ({"DATABASE_URL": "sqlite:///{tmp}/empty.sqlite3"}, "manage.py migrate", "lacks"),
    "no database": ({"DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"}, "ฐานข้อมูลไม่ตอบสนอง", "does not answer"),
    "public data": (
        {"ITA_DATA_DIR": "{tmp}/static/data"},
        "โฟลเดอร์ที่เปิดเผย",
        "inside the public folder",
    ),
    "not collected": ({"ITA_STATIC_ROOT": "{tmp}/none"}, "manage.py collectstatic", "are not collected"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_reason_alone_refuses(case, safe_production, tmp_path):
    spoiled, thai, english = CASES[case]
    values = {name: value.replace("{tmp}", str(tmp_path)) for name, value in spoiled.items()}
    done = start(safe_production | values, *IMPORT_WSGI)
    assert done.returncode == checks.EXIT_STATUS
    assert thai in done.stderr
    assert english in done.stderr
    assert done.stderr.count("ITA: ") == 1


def test_a_readable_env_file_refuses(safe_production, tmp_path):
    file = tmp_path / "env"
    file.write_text("ITA_SITE_NAME=x\n")
    file.chmod(0o644)
    done = start(safe_production | {"ITA_ENV_FILE": str(file)}, *IMPORT_WSGI)
    assert (done.returncode, done.stderr.count("ITA: ")) == (checks.EXIT_STATUS, 1)
    assert "chmod 600" in done.stderr
    file.chmod(0o600)
    assert start(safe_production | {"ITA_ENV_FILE": str(file)}, *IMPORT_WSGI).returncode == 0


def test_another_weasyprint_refuses(safe_production, tmp_path):
    folder = tmp_path / "weasyprint-69.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: weasyprint\nVersion: 69.0\n")
    done = start(safe_production | {"PYTHONPATH": str(tmp_path)}, *IMPORT_WSGI)
    assert done.returncode == checks.EXIT_STATUS
    assert "WeasyPrint is 69.0" in done.stderr


def test_a_clock_that_is_off_is_named(monkeypatch, db):
    monkeypatch.setattr(checks, "_clock_of_database", lambda: timezone.now() - timedelta(seconds=61))
    assert "The clocks" in "\n".join(str(reason) for reason in checks.reasons_against_start())
    monkeypatch.setattr(checks, "_clock_of_database", lambda: timezone.now() - timedelta(seconds=59))
    assert "The clocks" not in "\n".join(str(reason) for reason in checks.reasons_against_start())


def test_the_database_clock_is_read(db):
    assert abs(timezone.now() - checks._clock_of_database()) < timedelta(seconds=5)


PROCESSES = {
    "web": ("-m", "gunicorn", "--config", "python:ita_portal.gunicorn", "ita_portal.wsgi"),
    "polling worker": ("manage.py", "run_worker"),
    "celery worker": ("-m", "celery", "-A", "ita_portal.celery", "worker"),
    "celery beat": ("-m", "celery", "-A", "ita_portal.celery", "beat"),
}


@pytest.mark.parametrize("name", PROCESSES)
def test_every_kind_of_process_refuses(name, safe_production):
    redis = {"REDIS_URL": "redis://:x@127.0.0.1:1/0"} if "celery" in name else {}
    unsafe = safe_production | redis | {"ITA_SECRET_KEY": "", "PORT": "0"}
    done = start(unsafe, *PROCESSES[name])
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "ยังไม่ได้กำหนด ITA_SECRET_KEY" in said
    assert "ITA_SECRET_KEY is not set" in said


def test_a_machine_of_ones_own_is_not_asked_for_any_of_this(safe_production):
    done = start(safe_production | {"ITA_ENV": "local", "ITA_SECRET_KEY": "", "ITA_DEBUG": "true"}, *IMPORT_WSGI)
    assert (done.returncode, done.stderr) == (0, "")
