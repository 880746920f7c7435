"""Makes the first person of an installation: the operator; everything after that is done in the browser."""

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services.people import register_operator


class Command(BaseCommand):
    help = "Creates an operator of the installation and prints a one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--full-name", default="", help="name and surname; the user name when left out")
        parser.add_argument("--email", default="", help="for logging in and for a forgotten password")

    def handle(self, *args: object, username: str, full_name: str, email: str, **options: object) -> None:
        try:
            UnicodeUsernameValidator()(username)
            password = register_operator(username=username, full_name=full_name or username, email=email)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        self.stdout.write(f"{username}\none-time password: {password}\nIt has to be changed at the first login.")
