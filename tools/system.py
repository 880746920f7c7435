"""Debian and Ubuntu packages: found, installed where that is allowed, else named in one message.

Not here: Python's and npm's packages (setup.py).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

from steps import SetupFailed, say

RUN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core", "libdatrie1-bin")
# Programs of the tests and the package that brings each.
TEST_PROGRAMS = {
    "chromium": "chromium",
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "pdftotext": "poppler-utils",
    "docker-compose": "docker-compose",
}


def ensure_run_packages() -> None:
    """What the portal itself needs."""
    wanted = [package for package in RUN_PACKAGES if not _is_installed(package)]
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    _ensure(wanted)


def ensure_test_packages() -> None:
    """What `make test` needs besides."""
    _ensure([package for program, package in TEST_PROGRAMS.items() if not _has_program(program)])
    missing = [program for program in TEST_PROGRAMS if not _has_program(program)]
    if missing:
        raise SetupFailed(f"ไม่พบโปรแกรม: {' '.join(missing)}\nStill missing after installation: {' '.join(missing)}")


def has_test_programs() -> bool:
    return all(_has_program(program) for program in TEST_PROGRAMS)


def _ensure(packages: list[str]) -> None:
    if not packages:
        return
    names = " ".join(packages)
    as_root = _as_root()
    if shutil.which("apt-get") is None or as_root is None:
        raise SetupFailed(
            f"โปรดให้ผู้ดูแลเครื่องติดตั้งแพ็กเกจต่อไปนี้ แล้วสั่งใหม่อีกครั้ง:\n"
            f"Please have these system packages installed, then run this again:\n\n"
            f"    sudo apt-get install --no-install-recommends {names}\n"
        )
    say(f"apt-get install {names} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*as_root, "apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    subprocess.run([*as_root, "apt-get", "update", "--quiet"], env=environment, check=False, stdout=sys.stderr)
    if subprocess.run(install, env=environment, check=False, stdout=sys.stderr).returncode != 0:
        raise SetupFailed(f"ติดตั้งแพ็กเกจไม่สำเร็จ: {names}\nThese packages could not be installed: {names}")


def _as_root() -> list[str] | None:
    """How to run a command as root without asking anybody; None when that is not allowed."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None


def _is_installed(package: str) -> bool:
    """On a system without dpkg True: the start-up check of the typesetting then names what is really missing."""
    if shutil.which("dpkg-query") is None:
        return True
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Status}", package], check=False, capture_output=True, text=True
    )
    return answer.stdout == "install ok installed"


def _has_program(program: str) -> bool:
    if program == "initdb":
        from engines import EngineMissing, postgres_programs

        try:
            postgres_programs()
        except EngineMissing:
            return False
        return True
    return shutil.which(program) is not None
