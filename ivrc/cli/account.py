"""The account of `ivrc app`: credentials from the environment, what is said, asked and kept."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from ivrc.account.connection import AccountError, Connection, Credentials
from ivrc.account.plan import carry_out, find_plan
from ivrc.account.private_key import KeyFile
from ivrc.account.showing import as_lines, summary
from ivrc.cli.output import in_color
from ivrc.cli.settings import Refusal
from ivrc.render import visible
from ivrc.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    from ivrc.account.plan import Plan, Wanted

KEY, SECRET = "VONAGE_API_KEY", "VONAGE_API_SECRET"
TONES = {"  + ": "green", "  ~ ": "yellow", "  - ": "red"}


class Account:
    """An account, and what is said about it: nothing that holds its credentials."""

    def __init__(self, connection: Connection, credentials: Credentials) -> None:
        self._connection = connection
        self._credentials = credentials

    def plan(self, wanted: Wanted, application_id: UUID | None) -> Plan:
        """Compare. Raises AccountError."""
        return find_plan(self._connection, wanted, str(application_id) if application_id else None)

    def show(self, found: Plan) -> None:
        """Print a plan, and how much it is."""
        color = in_color()
        for line in map(self._credentials.hidden_in, as_lines(found)):
            tone = TONES.get(line[:4]) if color else None
            click.echo(click.style(line, fg=tone) if tone else line, color=color)
        self.say(summary(found))

    def say(self, line: str) -> None:
        """Print a line."""
        click.echo(self._credentials.hidden_in(line))

    def carry_out(self, wanted: Wanted, found: Plan, key_file: KeyFile | None, file: str) -> None:
        """Do what was planned, and tell of each step. Raises AccountError, which counts them."""
        done = 0
        try:
            for step in carry_out(self._connection, wanted, found, key_file):
                self.say(visible(step))
                done += 1
        except AccountError as error:
            steps = f"{counted(done, 'step')} had succeeded before"
            raise AccountError(f"{error}\n{steps}; `ivrc app plan {file}` shows what is left") from error


@contextmanager
def account_at(base: str) -> Iterator[Account]:
    """The account that the environment has the credentials of. An AccountError becomes a Refusal."""
    key, secret = (os.environ.get(name, "") for name in (KEY, SECRET))
    unset = [name for name, value in ((KEY, key), (SECRET, secret)) if not value]
    if unset:
        verb = "is" if len(unset) == 1 else "are"
        raise Refusal(f"{listed(unset, 'and')} {verb} not set; they hold the credentials of the account")
    credentials = Credentials(key=key, secret=secret)
    try:
        with Connection(credentials, base) as connection:
            yield Account(connection, credentials)
    except AccountError as error:
        lines = credentials.hidden_in(str(error)).splitlines()
        raise Refusal("\n".join(map(visible, lines))) from error


def key_file_for(path: Path | None, wanted: Wanted, found: Plan) -> AbstractContextManager[KeyFile | None]:
    """Where the private key goes that the plan will make, if it makes one. Raises AccountError."""
    if path is not None and "keys" in wanted.body:
        raise Refusal("the program has a `public_key`, so there is no private key to write to --private-key")
    if not found.makes_key(wanted):
        return nullcontext()
    if path is None:
        raise Refusal(
            "a new application gets a private key, which is told only once: name a new file for it with"
            " --private-key KEYFILE, or give the program a `public_key` of your own"
        )
    return KeyFile(path)


def confirm() -> None:
    """Ask whether to go on; leave if not."""
    if not sys.stdin.isatty():
        raise Refusal("nobody is at a terminal to confirm this; --yes applies it without a question")
    if not click.confirm("apply this?"):
        click.echo("nothing was changed")
        sys.exit(1)
