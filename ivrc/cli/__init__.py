"""The command `ivrc`. Each command is a module of its own, imported when it is used."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from ivrc.version import __version__

COMMANDS = ("build", "check", "fmt", "import", "test", "sim", "explain", "serve", "call", "app", "lsp")
MODULES = {"import": "importing", "test": "testing"}
"""Commands whose module has another name."""
HIDDEN = ("dev",)
"""Commands for who works on the compiler."""
BROKEN = 2


class Commands(click.Group):
    """The modules beside this one, each holding its `command`: `ivrc --version` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """In the order in which somebody meets them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS + HIDDEN:
            return None
        command: click.Command = import_module(f"ivrc.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, with a guess at what was meant."""
        from ivrc.words import did_you_mean, listed

        name = args[0]
        if name not in COMMANDS + HIDDEN and not name.startswith("-"):
            hint = did_you_mean(name, COMMANDS) or f"there are {listed(COMMANDS, 'and')}"
            ctx.fail(f"There is no command `{name}`; {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="ivrc %(version)s")
def commands() -> None:
    """Compile .ivr call flows to Vonage NCCO and a webhook module.

    \b
    ivrc check menu.ivr                what is wrong, before a caller finds out
    ivrc build menu.ivr                writes generated/menu/
    ivrc fmt menu.ivr                  lays it out
    ivrc test menu.ivr                 plays its tests
    ivrc sim menu.ivr                  calls it here, in the terminal
    ivrc serve menu.ivr --insecure     answers calls on this machine

    Exit status: 0 fine, 1 the input has errors (or --check found a difference), 2 the command could
    not be carried out as given.
    """


def main() -> None:
    """Run the command of `sys.argv`; the exit status tells how it went."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that cannot show a prompt's letters shows their codes
            stream.reconfigure(errors="backslashreplace")
    try:
        commands()
    except Exception as error:  # noqa: BLE001  # the one boundary: an author never sees a traceback of ours
        _report_bug(error)
        sys.exit(BROKEN)


def _report_bug(error: Exception) -> None:
    import os
    import platform
    import traceback

    python = platform.python_version()
    click.echo(f"ivrc has a bug: {type(error).__name__}: {error}", err=True)
    click.echo(
        f"Please report it with the file that shows it (ivrc {__version__}, Python {python}).", err=True
    )
    if os.environ.get("IVRC_DEBUG") == "1":
        traceback.print_exception(error)
    else:
        click.echo("IVRC_DEBUG=1 shows where it happened.", err=True)
