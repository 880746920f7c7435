"""What Celery carries: an id, and the clock. All else is in the row."""

from uuid import UUID

from celery import shared_task

from jobs.runner import run_job
from jobs.schedule import tick as tick_once
from jobs.services import RUN_TASK


@shared_task(name=RUN_TASK)
def run(job_id: str) -> None:
    run_job(UUID(job_id))


@shared_task(name="jobs.tick")
def tick() -> None:
    tick_once()
