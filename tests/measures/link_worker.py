"""Does one link check in a process of its own, allowed to reach exactly one server: made to be killed in the middle."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

import django

django.setup()

from jobs.models import Job  # noqa: E402
from measures.link_health import LinkHealth  # noqa: E402

job_id, port = sys.argv[1], int(sys.argv[2])
LinkHealth(rule=lambda ip, its_port: (ip, its_port) == ("127.0.0.1", port), interval=0)(Job.objects.get(pk=job_id))
