"""`ivrc check`: diagnostics only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ivrc.cli.compiling import check_file
from ivrc.cli.output import print_findings, print_line
from ivrc.cli.settings import compiler_options
from ivrc.diagnostics import has_errors
from ivrc.words import counted

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.cli.settings import Format
    from ivrc.report import Findings

STANDARD_INPUT = "-"


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
)
@click.option("--fix", is_flag=True, help="Mend in NCCOs what can only mean one thing, and show the changes.")
@click.option("--markdown", is_flag=True, help="Look for NCCOs in the code blocks of Markdown files.")
@compiler_options
def command(
    files: tuple[str, ...],
    fix: bool,
    markdown: bool,
    parameters: tuple[tuple[str, str], ...],
    today: datetime | None,
    form: Format,
) -> None:
    """Say what is wrong with FILEs, and write nothing.

    A .json file is an NCCO or the body of an application, and so is standard input (`-`).

    \b
    ivrc check menu.ivr
    ivrc check *.ivr --format sarif > ivrc.sarif
    ivrc check ncco/*.json             what the platform would make of them
    ivrc check ncco/*.json --fix       mends what can only mean one thing
    ivrc check README.md --markdown    NCCOs in code blocks
    curl -s https://example.com/answer | ivrc check -
    """
    if fix and STANDARD_INPUT in files:
        raise click.UsageError("--fix writes files; standard input cannot be fixed")
    programs = [file for file in files if not (markdown or is_raw(file))]
    if fix and programs:
        raise click.UsageError(f"--fix mends NCCOs; {programs[0]} is a program")

    def checked(file: str) -> Findings:
        if file not in programs:
            from ivrc.cli.linting import lint_file

            return lint_file(file, markdown=markdown, fix=fix, form=form)
        return check_file(file, parameters, today).findings

    found = [checked(file) for file in files]
    print_findings(found, form)
    if not any(findings.diagnostics for findings in found):
        print_line(f"nothing to say against {counted(len(files), 'file')}", form)
    sys.exit(any(has_errors(list(findings.diagnostics)) for findings in found))


def is_raw(file: str) -> bool:
    """Whether a file holds an NCCO or the body of an application, and no program."""
    return file == STANDARD_INPUT or file.lower().endswith(".json")
