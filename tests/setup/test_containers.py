"""The container files say what they should. No image is built here: there is no engine."""

import json
import os
import shutil
import subprocess

import pytest
import yaml

from tests.setup.conftest import ROOT

SECRETS = {
    "ITA_SECRET_KEY": "s",
    "ITA_ALLOWED_HOSTS": "ita.example.go.th",
    "POSTGRES_PASSWORD": "p",
    "REDIS_PASSWORD": "r",
}
ENTRY = ROOT / "docker" / "entry.sh"


def compose_config(tmp_path, **environment):
    program = shutil.which("docker-compose")
    assert program, "docker-compose is missing (Debian package docker-compose); make test installs it"
    no_file = tmp_path / "no-settings"
    no_file.touch()
    base = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    return subprocess.run(
        [program, "--file", ROOT / "docker-compose.yml", "--env-file", no_file, "config"],
        env=base | environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def services(tmp_path):
    done = compose_config(tmp_path, **SECRETS)
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)["services"]


def test_the_services_and_what_they_run(services):
    ours = {name: service["command"] for name, service in services.items() if service["image"] == "ita-portal"}
    assert ours == {"prepare": "prepare", "web": "web", "worker": "worker", "beat": "beat"}
    assert set(services) - set(ours) == {"db", "redis", "nginx"}


def test_all_that_keep_running_have_a_health_check_and_nobody_is_root(services):
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"prepare"}
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "\nUSER ita\n" in dockerfile
    assert dockerfile.index("USER ita") < dockerfile.index("ENTRYPOINT")
    users = {name: service.get("user") for name, service in services.items() if service["image"] != "ita-portal"}
    assert users == {"db": "postgres", "redis": "redis", "nginx": "10001:10001"}
    assert "--uid 10001" in dockerfile


def test_only_nginx_is_reachable_from_outside(services):
    assert {name for name, service in services.items() if service.get("ports")} == {"nginx"}


@pytest.mark.parametrize("missing", SECRETS)
def test_without_a_secret_nothing_starts(missing, tmp_path):
    done = compose_config(tmp_path, **{name: value for name, value in SECRETS.items() if name != missing})
    assert done.returncode != 0
    assert f"set {missing}" in done.stdout + done.stderr


def test_the_settings_of_the_containers_pass_the_start_checks(services, safe_production):
    environment = {name: str(value) for name, value in services["web"]["environment"].items()}
    kept = {name: environment[name] for name in environment if name.startswith(("ITA_", "EMAIL_"))}
    # What only exists inside the containers: the folders, the database, the secret typed by whoever installs.
    for name in ("ITA_SECRET_KEY", "ITA_DATA_DIR", "ITA_STATIC_ROOT"):
        kept.pop(name)
    done = subprocess.run(
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=safe_production | kept,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_entry_script_is_executable_shell():
    assert os.access(ENTRY, os.X_OK)
    assert subprocess.run(["sh", "-n", ENTRY], check=False).returncode == 0


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["web", "worker"], [""]])
def test_entry_script_refuses_an_unknown_part(arguments):
    done = subprocess.run([ENTRY, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stderr.splitlines() == [
        "โปรดระบุส่วนที่จะเริ่ม: web, worker, beat หรือ prepare",
        "Say which part to start: web, worker, beat or prepare",
    ]


def test_beat_needs_redis(safe_production):
    done = subprocess.run(
        [ENTRY, "beat"], env=safe_production | {"REDIS_URL": ""}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (64, "beat ต้องใช้ REDIS_URL / beat needs REDIS_URL\n")


@pytest.mark.parametrize("part", ["web", "worker"])
def test_each_part_refuses_an_unsafe_production(part, safe_production):
    unsafe = safe_production | {"ITA_SECRET_KEY": "", "REDIS_URL": "", "PORT": "0"}
    done = subprocess.run([ENTRY, part], cwd=ROOT, env=unsafe, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "ITA_SECRET_KEY is not set" in done.stdout + done.stderr


def test_prepare_makes_a_database_that_may_start(safe_production, tmp_path):
    environment = safe_production | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/fresh.sqlite3",
        "ITA_STATIC_ROOT": str(tmp_path / "collected"),
        "REDIS_URL": "",
    }
    done = subprocess.run(
        [ENTRY, "prepare"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "collected" / "staticfiles.json").read_text())
    assert "vendor/bootstrap/bootstrap.min.css" in manifest["paths"]
    checked = subprocess.run(
        ["python", "-c", "import ita_portal.wsgi"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
