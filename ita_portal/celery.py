"""The Celery app: carries job ids when there is Redis. Its beat knows one thing, the tick of `jobs/schedule.py`.

Not here: any job; without Redis this module is not loaded.
"""

import os

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")

app = Celery("ita_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {"tick": {"task": "jobs.tick", "schedule": 60.0, "options": {"expires": 50}}}
app.autodiscover_tasks(["jobs"])


@worker_init.connect
@beat_init.connect
def refuse_unsafe_start(**_: object) -> None:
    from ita_portal import checks  # only now are the apps loaded

    checks.refuse_unsafe_start()
