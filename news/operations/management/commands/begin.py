"""Set up an empty newsroom of one's own: its name, its zone, its first administrator."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from news.accounts.models import User
from news.accounts.roles import ADMINISTRATOR
from news.ledger import chain
from news.newsroom import static_pages
from news.newsroom.models import ZONES, Newsroom

PASSWORD = "ADMINISTRATOR_PASSWORD"  # noqa: S105 - the name of an environment variable


class Command(BaseCommand):
    """Create the newsroom and its first administrator, once."""

    help = "Begin an empty newsroom of your own; asks for what the options do not say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options; each is asked for at a terminal if it is left out."""
        parser.add_argument("--name", help="name of the newsroom, such as “Humas Kota …”")
        parser.add_argument("--city", help="name of the city or regency")
        parser.add_argument("--zone", choices=sorted(ZONES), help="time zone; it cannot change after the first release")
        parser.add_argument("--username", help="user name of the first administrator")
        parser.add_argument("--email", help="e-mail of the first administrator")
        parser.add_argument(
            "--no-input", action="store_true", help=f"ask nothing: the password comes from {PASSWORD}, the zone is WIB"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for what is missing, check it, and create both or neither."""
        if begun := Newsroom.objects.filter(pk=1).first():
            raise CommandError(f"This installation has a newsroom: “{begun}”. Change it in the admin.")
        asks = not options["no_input"] and sys.stdin.isatty()
        answers = {
            name: self._answer(name, options[name], asks) for name in ("name", "city", "zone", "username", "email")
        }
        user = User(username=answers["username"], email=answers["email"], is_staff=True)
        password = self._password(user, asks)
        newsroom = Newsroom(pk=1, name=answers["name"], city=answers["city"], zone=answers["zone"])
        user.set_password(password)
        try:
            with transaction.atomic():
                newsroom.full_clean()
                newsroom.save(force_insert=True)
                user.full_clean()
                user.save(force_insert=True)
                user.groups.add(Group.objects.get(name=ADMINISTRATOR))
                static_pages.begin()
                chain.record("begin", subject="newsroom:1", by=user, note=newsroom.name)
        except ValidationError as error:
            raise CommandError(_plain(error)) from error
        except IntegrityError as error:
            raise CommandError("Somebody else began this newsroom at the same time.") from error
        self.stdout.write(f"“{newsroom}” has begun. {user.username} may now log in under /admin/ and add colleagues.")

    def _answer(self, name: str, given: str | None, asks: bool) -> str:
        question, default = QUESTIONS[name]
        if given is None and asks:
            given = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
        answer = given or default
        if not answer and name not in OPTIONAL:
            raise CommandError(f"Please say --{name}: {question.lower()}.")
        return answer

    def _password(self, user: User, asks: bool) -> str:
        """Return the administrator's password, checked; from the environment, or asked for twice."""
        while True:
            password = os.environ.get(PASSWORD, "")
            if asks and not password:
                password = getpass("Password: ")
                if password != getpass("The same again: "):
                    self.stderr.write("These two differ. Please try again.")
                    continue
            if not password:
                raise CommandError(f"Please set {PASSWORD} in the environment, or run this at a terminal.")
            try:
                validate_password(password, user)
            except ValidationError as error:
                if not asks or PASSWORD in os.environ:
                    raise CommandError(_plain(error)) from error
                self.stderr.write(_plain(error))
                continue
            return password


QUESTIONS = {
    "name": ("Name of the newsroom", ""),
    "city": ("City or regency", ""),
    "zone": (f"Time zone, one of {', '.join(sorted(ZONES))}", "Asia/Jakarta"),
    "username": ("User name of the first administrator", "administrator"),
    "email": ("E-mail of the administrator", ""),
}
OPTIONAL = {"city", "email"}


def _plain(error: ValidationError) -> str:
    """Return what does not fit, a line each, naming the field."""
    if hasattr(error, "error_dict"):
        return "\n".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
    return "\n".join(error.messages)
