"""Settings come from the environment alone, every variable is written down, and what must never be on is off."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
READS = (
    re.compile(r"""\benv\.\w+\(\s*"([A-Z][A-Z0-9_]+)\""""),
    re.compile(r"""\benviron(?:ment)?(?:\.get\(|\[)\s*"([A-Z][A-Z0-9_]+)\""""),
    re.compile(r"""\$\{([A-Z][A-Z0-9_]+)"""),
)
# Said by our own tools to their own children, not by whoever installs the portal.
OURS = {"DJANGO_SETTINGS_MODULE", "LIBTHAI_DICTDIR", "ITA_TEST_RECORD", "PYTHONUNBUFFERED"}
PACKAGES = sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")


def product_files():
    yield from (path for package in PACKAGES for path in sorted(package.rglob("*.py")))
    yield from sorted((ROOT / "tools").glob("*.py"))
    yield from (ROOT / name for name in ("docker-compose.yml", "docker/entry.sh", "docker/healthy.py", "manage.py"))


def names_read():
    found = set()
    for path in product_files():
        text = path.read_text(encoding="utf-8")
        found.update(name for pattern in READS for name in pattern.findall(text))
    return found - OURS


def names_written_down():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z][A-Z0-9_]+)=", line))]


def test_every_variable_read_is_in_the_example_and_the_other_way_round():
    assert names_read() == set(names_written_down())


def test_no_variable_is_written_down_twice():
    names = names_written_down()
    assert len(names) == len(set(names))


@pytest.mark.parametrize("line", ['env.str("ITA_X", default="")', 'environment.get("ITA_X")', "a: ${ITA_X:-1}"])
def test_the_search_would_find_a_new_variable(line):
    assert [name for pattern in READS for name in pattern.findall(line)] == ["ITA_X"]


def test_jobs_are_never_eager():
    eager = re.compile(r"always_eager|task_eager|\.apply\(", re.IGNORECASE)
    assert [path for path in product_files() if eager.search(path.read_text(encoding="utf-8"))] == []


def test_the_django_admin_is_not_part_of_the_portal():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_the_content_security_policy_allows_our_own_files_only(client, db):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }


def test_passwords_are_hashed_with_argon2():
    # The tests' quick hasher stands before it (tests/conftest.py).
    real = [name for name in settings.PASSWORD_HASHERS if not name.startswith("tests.")]
    assert real[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_nothing_committed_names_this_machine_or_a_registry():
    # In two pieces each, so that this file does not name what it forbids.
    hosts = ("registry.npm" + "js", "files.python" + "hosted", "py" + "pi.org", "deb.deb" + "ian")
    forbidden = re.compile(r"/(?:root|home/\w+)/|" + "|".join(map(re.escape, hosts)))
    lock_files = [ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json", ".npmrc")]
    own = [path for path in product_files() if "home/ita" not in path.read_text(encoding="utf-8")]
    found = [path for path in [*own, *lock_files] if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == []
