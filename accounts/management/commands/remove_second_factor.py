"""Helps somebody whose phone and recovery codes are gone; only who can run commands on the server may do this."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.services.people import remove_second_factor


class Command(BaseCommand):
    help = "Switches a person's second factor off, so that the password alone opens the login until it is set up again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        try:
            remove_second_factor(username=username)
        except User.DoesNotExist:
            raise CommandError(f"nobody logs in as {username}") from None
        self.stdout.write(f"{username} has no second factor now.")
