"""`manage.py run_worker` in a process that also knows the kinds of tests/jobs/kinds.py."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.jobs import kinds  # noqa: E402

kinds.register_all()
call_command("run_worker", *sys.argv[1:])
