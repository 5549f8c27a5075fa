"""`ivrc check`: diagnostics only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ivrc.cli.compiling import check_file
from ivrc.cli.output import print_findings, print_line
from ivrc.cli.settings import compiler_options, files_argument
from ivrc.words import counted

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.cli.settings import Format


@click.command()
@files_argument
@compiler_options
def command(
    files: tuple[str, ...], parameters: tuple[tuple[str, str], ...], today: datetime | None, form: Format
) -> None:
    """Say what is wrong with FILEs, and write nothing.

    \b
    ivrc check menu.ivr
    ivrc check *.ivr --format sarif > ivrc.sarif
    """
    checked = [check_file(file, parameters, today) for file in files]
    print_findings([compiled.findings for compiled in checked], form)
    if not any(compiled.findings.diagnostics for compiled in checked):
        print_line(f"nothing to say against {counted(len(files), 'file')}", form)
    sys.exit(any(compiled.failed for compiled in checked))
