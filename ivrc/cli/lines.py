"""Where the steps of a call come from: a terminal, a script, a pipe."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import click

from ivrc.sim.commands import split

if TYPE_CHECKING:
    from collections.abc import Iterable


class Lines(Protocol):
    """`person`: somebody sits there, who is told of a mistake and asked again."""

    person: bool

    def next(self, prompt: str) -> str | None:
        """The next line, None at the end."""
        ...


class Terminal:
    """Somebody types; `quiet`: standard output is kept for a document."""

    person = True

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        # It gives `input` its editing; not every Python has it.
        with suppress(ImportError):
            import_module("readline")

    def next(self, prompt: str) -> str | None:
        """Ask for a line."""
        if self._quiet:
            click.echo(prompt, nl=False, err=True)
        try:
            return input("" if self._quiet else prompt)
        except EOFError:
            return None


class Script:
    """Lines that were written before."""

    person = False

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)

    def next(self, prompt: str) -> str | None:  # noqa: ARG002  # nobody sees it
        """The next line."""
        return next(self._lines, None)


def lines(script: str | None, *, quiet: bool) -> Lines:
    """The script, standard input if it is no terminal, or whoever sits there."""
    if script is None and sys.stdin.isatty():
        return Terminal(quiet=quiet)
    return Script(split(sys.stdin.read() if script is None else script))
