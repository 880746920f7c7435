"""`manage.py run_worker`: the process beside the web process that does the long jobs when there is no Redis."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from jobs import worker
from jobs.schedule import tick


class Command(BaseCommand):
    help = "Does the long jobs one after the other. SIGTERM or Ctrl-C: finishes the job at hand and ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="do what is due now, then end")

    def handle(self, *args: object, until_empty: bool, **options: object) -> None:
        if settings.ITA_ENV == "production":
            self.check(tags=["start"], include_deployment_checks=True)
        if until_empty:
            tick()
            self.stdout.write(f"{worker.work_off()} jobs")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("worker ready")
        worker.work(stop)
        self.stdout.write("worker ended")
