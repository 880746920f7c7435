"""Names every published file that is missing, unreadable, truncated, swapped, altered or orphaned."""

from django.core.management.base import BaseCommand, CommandError

from publishing.models import Edition
from publishing.verification import faults


class Command(BaseCommand):
    help = "Compare the published files with the editions; exits with 1 when anything is wrong."

    def handle(self, *args, **options) -> None:
        number = 0
        for number, fault in enumerate(faults(), start=1):  # noqa: B007
            self.stdout.write(f"{fault.what}: {fault.place}" + (f" (edition {fault.code})" if fault.code else ""))
        if number:
            raise CommandError(f"{number} of the published files are not as they should be.", returncode=1)
        self.stdout.write(f"{Edition.objects.count()} editions, every file as it was published.")
