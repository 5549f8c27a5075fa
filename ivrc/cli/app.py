"""`ivrc app`: the application of a program, in the account that holds it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from ivrc.cli.output import print_findings
from ivrc.cli.settings import Refusal, file_argument, parameters_option, today_option
from ivrc.report import diagnostic_object

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from ivrc.account.plan import Plan, Wanted
    from ivrc.cli.account import Account
    from ivrc.cli.settings import Decorated
    from ivrc.cli.wanted import Program

Parameters = tuple[tuple[str, str], ...]


@click.group()
def command() -> None:
    """Bring the application of a program into its account.

    Both are compared, what differs is shown, and after a yes the account is as the program says.

    The credentials of the account are read from VONAGE_API_KEY and VONAGE_API_SECRET.
    """


def api_base(context: click.Context, parameter: click.Parameter, value: str | None) -> str:  # noqa: ARG001  # click's signature
    """The address without its last slash. It is not quoted in the message, as it may hold a password."""
    import httpx

    from ivrc.checks.plain_http import LOOPBACK

    if value is None:
        return ""
    try:
        parts, _ = urlsplit(value), httpx.URL(value)
    except (ValueError, httpx.InvalidURL) as error:
        raise click.BadParameter("that is no address") from error
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise click.BadParameter("it begins with https:// and has no user, no query and no fragment")
    return value.rstrip("/")


def shared_options(decorated: Decorated) -> Decorated:
    """What both commands take."""
    base = click.option(
        "--api-base", "base", metavar="URL", callback=api_base, help="Where both APIs are, if not at Vonage."
    )
    application = click.option(
        "--application-id",
        type=click.UUID,
        metavar="ID",
        help="The application; else that of the program's name.",
    )
    return file_argument(application(parameters_option(today_option(base(decorated)))))


@command.command()
@shared_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the plan is printed.",
)  # fmt: skip
def plan(
    file: str,
    application_id: UUID | None,
    parameters: Parameters,
    today: datetime | None,
    base: str,
    form: Literal["text", "json"],
) -> None:
    """Show what `ivrc app apply` would change in the account; change nothing.

    \b
    + to be made    ~ to be changed, old -> new    - to be taken away

    Exit status: 0 there is nothing to do, 1 there are changes (or FILE has errors), 2 the account could not
    be asked.
    """
    from ivrc.cli.account import account_at
    from ivrc.cli.wanted import read_program, with_missing

    program, found = read_program(file, parameters, today), None
    if (wanted := program.wanted) is not None:
        with account_at(base) as account:
            found = account.plan(wanted, application_id)
            _show(account, with_missing(program, found), found, form)
            if form == "text" and found.changes and not found.missing:
                account.say(_how_to_apply(file, wanted, found))
    elif form == "json":
        click.echo(_document(program, None))
    else:
        print_findings([program.findings], "text")
    sys.exit(found is None or bool(found.changes or found.missing))


@command.command()
@shared_options
@click.option("--yes", is_flag=True, help="Do not ask whether to apply the plan.")
@click.option(
    "--private-key", type=click.Path(dir_okay=False, path_type=Path), metavar="KEYFILE",
    help="A new file for the private key of a new application.",
)  # fmt: skip
def apply(
    file: str,
    application_id: UUID | None,
    parameters: Parameters,
    today: datetime | None,
    base: str,
    yes: bool,
    private_key: Path | None,
) -> None:
    """Make the account as FILE says: its application, and the numbers that lead to it.

    The plan is shown first, and carried out after a `y`. A new application gets a key pair, and its private
    key is told once: it is written to KEYFILE, unless the program has a `public_key` of its own.

    \b
    ivrc app apply menu.ivr --private-key private.key     the first time
    ivrc app apply menu.ivr --yes                         after each change, without a question

    Exit status: 0 the account is as FILE says, 1 it is not (or FILE has errors), 2 the account could not be
    asked, or refused.
    """
    from ivrc.cli.account import account_at, confirm, key_file_for
    from ivrc.cli.wanted import read_program, with_missing

    program = read_program(file, parameters, today)
    if (wanted := program.wanted) is None:
        print_findings([program.findings], "text")
        sys.exit(1)
    with account_at(base) as account:
        found = account.plan(wanted, application_id)
        _show(account, with_missing(program, found), found, "text")
        if found.missing:
            account.say("nothing was changed")
            sys.exit(1)
        if not found.changes:
            return
        with key_file_for(private_key, wanted, found) as key_file:
            if not yes:
                confirm()
                if account.plan(wanted, application_id) != found:
                    raise Refusal(
                        "the account has changed since the plan was made; nothing was changed, try again"
                    )
            account.carry_out(wanted, found, key_file, file)
        if (left := account.plan(wanted, application_id)).changes:
            account.show(left)
            account.say(f"the account does not show all of it yet; `ivrc app plan {file}` tells when it does")
            sys.exit(1)
        account.say(f"the account is as {file} says")


def _show(account: Account, program: Program, found: Plan, form: Literal["text", "json"]) -> None:
    if form == "json":
        account.say(_document(program, found))
        return
    print_findings([program.findings], "text")
    account.show(found)


def _document(program: Program, found: Plan | None) -> str:
    from ivrc.account.showing import as_object

    sources = program.findings.sources
    diagnostics = [diagnostic_object(d, sources) for d in program.findings.diagnostics]
    shown = as_object(found) if found is not None else {"application": None, "changes": []}
    return json.dumps({"version": 1, "diagnostics": diagnostics, **shown}, ensure_ascii=False)


def _how_to_apply(file: str, wanted: Wanted, found: Plan) -> str:
    key = " --private-key private.key" if found.makes_key(wanted) else ""
    return f"`ivrc app apply {file}{key}` does that"
