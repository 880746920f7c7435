"""The portal's Celery app in a process that also knows the kinds of tests/jobs/kinds.py."""

from celery.signals import import_modules

from ita_portal.celery import app

__all__ = ["app"]


@import_modules.connect(weak=False)
def know_test_kinds(**_: object) -> None:
    import django

    django.setup()
    from tests.jobs import kinds

    kinds.register_all()
