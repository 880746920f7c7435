"""`manage.py sweep_jobs`: the repair that workers do every minute, by hand."""

from django.core.management.base import BaseCommand

from jobs.sweep import sweep_jobs


class Command(BaseCommand):
    help = "Jobs whose worker is gone wait again; jobs that Celery never heard of are sent again."

    def handle(self, *args: object, **options: object) -> None:
        swept = sweep_jobs()
        self.stdout.write(f"waiting again: {swept.waiting_again}, given up: {swept.given_up}, sent: {swept.sent}")
