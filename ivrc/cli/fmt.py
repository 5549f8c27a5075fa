"""`ivrc fmt`: sources in their canonical layout."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ivrc.cli.compiling import unreadable
from ivrc.cli.output import print_findings, print_line, replace_source
from ivrc.cli.settings import format_option
from ivrc.diagnostics import ordered
from ivrc.files import ReadProblem, decoded, read_text
from ivrc.node import identity_node
from ivrc.report import Findings
from ivrc.source import Source
from ivrc.words import counted

if TYPE_CHECKING:
    from ivrc.cli.settings import Format

STANDARD_INPUT = "-"
SOURCES = click.Path(exists=True, dir_okay=False, allow_dash=True)


@click.command(short_help="Lay out FILEs; `-` is standard input.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=SOURCES)
@click.option("--check", "check_only", is_flag=True, help="Write nothing; fail if a layout would change.")
@click.option("--diff", "show", is_flag=True, help="Write nothing; show what would change.")
@format_option
def command(files: tuple[str, ...], check_only: bool, show: bool, form: Format) -> None:
    """Lay out FILEs: `-` is standard input, laid out on standard output.

    Only the layout changes, and no comment is lost. A file with syntax errors is left as it is.

    \b
    ivrc fmt menu.ivr
    ivrc fmt *.ivr --check             in continuous integration
    ivrc fmt - < menu.ivr              in an editor
    """
    if STANDARD_INPUT in files and len(files) > 1:
        raise click.UsageError("`-` is standard input, and stands alone")
    results = [_lay_out(file) for file in files]
    with redirect_stdout(sys.stderr if STANDARD_INPUT in files else sys.stdout):
        print_findings([result.findings for result in results], form)
    good = [result for result in results if result.text is not None]
    different = [result for result in good if result.text != result.before]
    for result in good:
        if show:
            _print_difference(result)
        elif check_only:
            _print_verdict(result, form)
        elif result.file == STANDARD_INPUT:
            click.echo(result.text, nl=False)
        elif result in different:
            replace_source(result.file, (result.text or "").encode())
            print_line(f"{result.file}: laid out anew", form)
    if len(good) == len(files) and not different and STANDARD_INPUT not in files and not show:
        print_line(f"nothing to change in {counted(len(files), 'file')}", form)
    sys.exit(len(good) < len(files) or (check_only and bool(different)))


@identity_node
class Result:
    """What became of one file; `text` is none if it cannot be read."""

    file: str
    before: str
    text: str | None
    findings: Findings


def _lay_out(file: str) -> Result:
    from ivrc.format.formatting import formatted

    before = decoded(sys.stdin.buffer.read()) if file == STANDARD_INPUT else read_text(Path(file))
    if isinstance(before, ReadProblem):
        return Result(file=file, before="", text=None, findings=unreadable(file, before))
    source = Source(name="standard input" if file == STANDARD_INPUT else file, text=before)
    text, found = formatted(source)
    return Result(
        file=file, before=before, text=text, findings=Findings(sources=[source], diagnostics=ordered(found))
    )


def _print_verdict(result: Result, form: Format) -> None:
    if result.text != result.before:
        again = "" if result.file == STANDARD_INPUT else f"; run `ivrc fmt {result.file}`"
        print_line(f"{result.findings.sources[0].name}: the layout would change{again}", form)


def _print_difference(result: Result) -> None:
    before, after = (text.splitlines(keepends=True) for text in (result.before, result.text or ""))
    name = result.findings.sources[0].name
    for line in unified_diff(before, after, name, f"{name}, laid out"):
        click.echo(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n", nl=False)
