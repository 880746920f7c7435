"""Item sets to load: the real files, and changed copies of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

REAL = settings.BASE_DIR / "fixtures" / "item_sets"


@pytest.fixture
def changed_file(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a year's real file with something changed: ``changed_file(2568, lambda data: ...)``."""

    def make(year: int, change: Callable[[dict[str, Any]], object], name: str = "changed.yaml") -> Path:
        data = yaml.safe_load((REAL / f"ITA-{year}.yaml").read_text())
        change(data)
        path = tmp_path / name
        path.write_text(yaml.dump(data, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False))
        return path

    return make


class _WrittenOut(yaml.SafeDumper):
    """No references between values, which the reader refuses."""

    def ignore_aliases(self, data: object) -> bool:
        return True
