"""`ivrc sim`: a call in the terminal."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import Any

import click

from ivrc.cli.settings import CALLER, EXISTING, parameters_option
from ivrc.node import node


@node
class Wishes:
    """What was asked for on the command line; `start` is when the call comes, `flow` where it begins."""

    file: str | None
    script: str | None
    start: str | None
    flow: str | None
    caller: str
    dialled: str | None
    source: bool
    as_json: bool
    record: str | None
    hooks: str | None
    url: str | None
    event_url: str
    method: str
    secret_env: str | None
    parameters: tuple[tuple[str, str], ...]


@click.command()
@click.argument("file", metavar="[FILE]", required=False, type=EXISTING)
@click.option("--script", metavar="STEPS", help='Steps in place of a terminal: "press 1, busy, leave 5s".')
@click.option("--start", "flow", metavar="NAME", help="Begin at a flow or menu: find the way there, play it.")
@click.option("--at", "start", metavar="MOMENT", help="When the call comes, such as 2026-11-20 10:00.")
@click.option("--from", "caller", metavar="NUMBER", default=CALLER, show_default=True, help="Who calls.")
@click.option("--to", "dialled", metavar="NUMBER", help="The number that is called; else the app's first.")
@click.option("--source", is_flag=True, help="Show the source line of each step.")
@click.option("--json", "as_json", is_flag=True, help="Print the call as one JSON document.")
@click.option(
    "--record", type=click.Path(dir_okay=False), metavar="FILE", help="Add the call to FILE as a `test`."
)
@click.option("--hooks", metavar="MODULE:OBJECT", help="What implements the externs of the program.")
@click.option("--url", metavar="ANSWER_URL", help="Call any Vonage application instead of FILE.")
@click.option("--event-url", metavar="URL", default="", help="Where that takes its events.")
@click.option(
    "--method",
    type=click.Choice(["GET", "POST"]),
    default="GET",
    show_default=True,
    help="How its answer URL is asked.",
)
@click.option("--secret-env", metavar="NAME", help="The variable with the secret that signs its requests.")
@parameters_option
def command(**options: Any) -> None:
    """Call FILE, and hear what a caller hears. Time passes as fast as you read.

    Where the call waits, it says for what. Type keys (`1`), `say sales`, `silence`, `busy`, `leave 5s`,
    `hangup`; `?` lists all. What the program asks of your own system is asked of you. Without a terminal the
    steps are read from standard input.

    \b
    ivrc sim menu.ivr
    ivrc sim menu.ivr --script "press 1, busy, leave 5s" --at "2026-11-20 10:00"
    ivrc sim menu.ivr --script 'given state_of = "sent", 1, 123456' --record menu.ivr
    ivrc sim menu.ivr --start staff
    ivrc sim menu.ivr --hooks shop:Hooks < steps.txt
    ivrc sim --url http://127.0.0.1:3000/webhooks/answer

    Exit status: 0 the call was played, 1 FILE has errors or a webhook failed, 2 the command line is wrong
    or a step does not fit where the call stands.
    """
    wishes = Wishes(**options)
    _check(wishes)
    with ExitStack() as stack:
        if wishes.url is None:
            from ivrc.cli.calling import call_program

            sys.exit(call_program(wishes, stack))
        from ivrc.cli.foreign import call_application

        sys.exit(call_application(wishes, stack))


def _check(wishes: Wishes) -> None:
    """Refuse what does not go together."""
    if (wishes.file is None) == (wishes.url is None):
        raise click.UsageError("Give either a FILE or --url ANSWER_URL.")
    own = {
        "--start": wishes.flow,
        "--hooks": wishes.hooks,
        "--record": wishes.record,
        "--source": wishes.source,
        "-D": wishes.parameters,
    }
    foreign = {"--event-url": wishes.event_url, "--secret-env": wishes.secret_env}
    if wishes.url is not None and (wrong := [option for option, value in own.items() if value]):
        raise click.UsageError(f"{wrong[0]} is for a FILE; nothing is known of the program behind --url.")
    if wishes.url is None and (wrong := [option for option, value in foreign.items() if value]):
        raise click.UsageError(f"{wrong[0]} is for an application that is called with --url.")
    for option, url in (("--url", wishes.url), ("--event-url", wishes.event_url)):
        if url and not url.startswith(("http://", "https://")):
            raise click.UsageError(
                f"{option} is an address such as http://127.0.0.1:3000/webhooks, not `{url}`."
            )
