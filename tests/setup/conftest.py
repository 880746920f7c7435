"""The tools import each other by name, so their folder is on the path here."""

import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
sys.path.insert(0, str(ROOT / "tools"))


@pytest.fixture
def safe_production(child_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a production that may start, on this test's database; each test spoils one thing."""
    static = tmp_path / "static"
    static.mkdir()
    (static / "staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    ours = {key: value for key, value in child_environment.items() if not key.startswith("ITA_")}
    typesetting = {key: value for key, value in child_environment.items() if key == "ITA_TYPESETTING_DIR"}
    return (
        ours
        | typesetting
        | {
            "ITA_ENV": "production",
            "ITA_ENV_FILE": "/dev/null",
            "ITA_SECRET_KEY": "kX3-vQ8_mT1zR6yB0wN5cF9hJ2dG7sL4aP-eU1iO8tY3qW6xZ0",
            "ITA_ALLOWED_HOSTS": "ita.example.go.th",
            "ITA_DATA_DIR": str(tmp_path / "data"),
            "ITA_STATIC_ROOT": str(static),
            "PATH": f"{Path(sys.executable).parent}:{child_environment['PATH']}",
        }
    )
