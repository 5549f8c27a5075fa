"""Diagnostics on standard output in the form the user asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivrc.cli.settings import Refusal
from ivrc.folder import replace_file
from ivrc.render import render, summary
from ivrc.report import as_json, as_sarif

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.cli.settings import Format
    from ivrc.report import Findings


def print_findings(programs: Sequence[Findings], form: Format) -> None:
    """The diagnostics of all programs: one JSON document, or text with a line that counts them."""
    if form == "json":
        click.echo(as_json(programs))
    elif form == "sarif":
        from ivrc.explain import page

        click.echo(as_sarif(programs, page))
    else:
        _print_text(programs)


def _print_text(programs: Sequence[Findings]) -> None:
    color = in_color()
    for program in programs:
        for diagnostic in program.diagnostics:
            click.echo(render(diagnostic, program.sources, color=color) + "\n", color=color)
    if counts := summary(d for program in programs for d in program.diagnostics):
        click.echo(counts)


def in_color() -> bool:
    """Whether standard output is a terminal that shows colours, and may."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_line(line: str, form: Format) -> None:
    """A line for people: out of the way of a document on standard output."""
    click.echo(line, err=form != "text")


def write_output(path: Path, content: bytes) -> None:
    """Write a file that the user has asked for."""
    try:
        replace_file(path, content)
    except OSError as error:
        raise Refusal(f"cannot write {path}: {error.strerror}") from error


def replace_source(file: str, content: bytes) -> None:
    """All or nothing, into the file that a link leads to, which keeps its permissions. Raises Refusal."""
    path = Path(file).resolve()
    try:
        with path.open("r+b"):  # what may not be written stays, though its folder lets it be replaced
            mode = path.stat().st_mode
        replace_file(path, content)
        path.chmod(mode)
    except OSError as error:
        raise Refusal(f"cannot write {file}: {error.strerror}") from error
