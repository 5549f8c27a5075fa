"""`ivrc import`: raw NCCOs to a program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivrc.cli.compiling import unreadable
from ivrc.cli.output import print_findings
from ivrc.cli.settings import Refusal
from ivrc.files import ReadProblem, read_text
from ivrc.report import Findings
from ivrc.source import Source
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.decompile.context import Remark


@click.command(short_help="Make a program of NCCO FILEs.")
@click.argument("files", metavar="[ROUTE=]FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="The program to write.")
def command(files: tuple[str, ...], output: str | None) -> None:
    """Make a program of NCCO FILEs, and of the body of their application if it is among them.

    A call begins with the first NCCO. ROUTE is the address of a webhook, or its path, that answers with FILE.
    Old forms become today's. What cannot be said in a program is said in a comment and in the report.

    \b
    ivrc import ncco/*.json application.json -o menu.ivr
    ivrc import answer.json /webhooks/ivr=menu.json -o menu.ivr
    """
    from ivrc.decompile.program import decompile
    from ivrc.format.formatting import formatted
    from ivrc.ncco.raw.lint import is_application

    if output and Path(output).exists():
        raise Refusal(f"{output} exists; move it away or choose another name with -o")
    routes, paths = _routes(files)
    documents = {path: _read(path) for path in paths}
    if any(document is None for document in documents.values()):
        sys.exit(1)
    bodies = [document for document in documents.values() if is_application(document)]
    nccos = {path: document for path, document in documents.items() if not is_application(document)}
    if len(bodies) > 1 or not nccos:
        raise click.UsageError("a program has one application, and at least one NCCO")
    imported = decompile(nccos, bodies[0] if bodies else None, routes)
    text, problems = formatted(Source(name=output or "program", text=imported.text))
    if text is None:
        raise AssertionError(problems)
    _write(text, output)
    _report(imported.remarks, len(nccos), output)


def _routes(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Address to file, and all files in their order. Raises click.UsageError."""
    routes, paths = {}, []
    for argument in arguments:
        route, equals, path = argument.rpartition("=")
        if not equals or Path(argument).exists():
            route, path = "", argument
        if not Path(path).is_file():
            raise click.UsageError(f"there is no file `{path}`")
        if route:
            routes[route] = path
        if path not in paths:
            paths.append(path)
    return routes, paths


def _read(path: str) -> Any:
    """The value of a file in today's form; None if there are errors in it, which are printed."""
    from ivrc.ncco.raw.lint import fixed, lint_text

    text = read_text(Path(path))
    if isinstance(text, ReadProblem):
        print_findings([unreadable(path, text)], "text")
        return None
    mended = fixed(text, lint_text)
    errors = [found for found in lint_text(mended) if found.severity == "error"]
    if errors:
        shown = lint_text(text)
        print_findings([Findings(sources=[Source(name=path, text=text)], diagnostics=shown)], "text")
        return None
    return json.loads(mended)


def _write(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from ivrc.folder import replace_file

    try:
        replace_file(Path(output), text.encode())
    except OSError as error:
        raise Refusal(f"cannot write {output}: {error.strerror}") from error


def _report(remarks: Sequence[Remark], nccos: int, output: str | None) -> None:
    """What the author should know, out of the way of the program."""
    for remark in remarks:
        place = f"{remark.file}, action {remark.action}" if remark.action else remark.file
        click.echo(f"{place}: {remark.message}", err=True)
    click.echo(f"{counted(nccos, 'NCCO')} in {output or 'standard output'}; try `ivrc check`", err=True)
