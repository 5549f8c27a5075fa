"""`ivrc call`: place a call of a program, or show the request for it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from ivrc.cli.app import api_base
from ivrc.cli.compiling import compile_file
from ivrc.cli.output import print_findings
from ivrc.cli.settings import Refusal, file_argument, parameters_option
from ivrc.files import ReadProblem, read_text
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from pathlib import Path

    from ivrc.analysis import Compilation
    from ivrc.semantics.program import Outbound

Values = tuple[tuple[str, str], ...]


def _value(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Values:  # noqa: ARG001  # click's signature
    pairs = tuple((name, value) for name, equals, value in (text.partition("=") for text in given) if equals)
    for text in given:
        if not text.partition("=")[0].isidentifier() or "=" not in text:
            raise click.BadParameter(f"`{text}` is not NAME=VALUE")
        if "\n" in text:
            raise click.BadParameter(f"{text!r} has a line break")
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise click.BadParameter(f"`{twice}` is given twice")
    return pairs


@click.command(short_help="Place a call that FILE describes.")
@file_argument
@click.argument("name", metavar="OUTBOUND")
@click.argument("values", metavar="NAME=VALUE...", nargs=-1, callback=_value)
@click.option("--to", required=True, metavar="NUMBER", help="Who is called, such as +441632960123.")
@click.option("--dry-run", is_flag=True, help="Print the request and call nobody.")
@click.option(
    "--api-base", "base", metavar="URL", callback=api_base, help="Where the API is, if not at Vonage."
)
@parameters_option
def command(
    file: str,
    name: str,
    values: Values,
    to: str,
    dry_run: bool,
    base: str,
    parameters: tuple[tuple[str, str], ...],
) -> None:
    """Call NUMBER, who hears `outbound OUTBOUND` of FILE; its parameters are given as NAME=VALUE.

    \b
    ivrc call clinic.ivr reminder --to +441632960123 name=Ann due=2026-12-01 --dry-run
    ivrc call clinic.ivr reminder --to +441632960123 name=Ann due=2026-12-01

    The application is that of VONAGE_APPLICATION_ID, and VONAGE_PRIVATE_KEY names the file with its private
    key. What the call is about is sealed with IVRC_STATE_KEY, or VONAGE_SIGNATURE_SECRET: the server that
    answers the call, at IVRC_BASE_URL or the base_url of FILE, has to have the same.
    """
    from ivrc.cli.placing import credentials, place

    allowed = None if dry_run else credentials()
    compiled = compile_file(file, parameters, None)
    print_findings([compiled.findings], "text")
    if compiled.failed or compiled.compilation is None:
        sys.exit(1)
    outbound = _outbound(file, name, compiled.compilation)
    request = _request(compiled.compilation, compiled.path, outbound, (to, values), parameters)
    if allowed is None:
        click.echo(json.dumps(request, indent=2, ensure_ascii=False))
    else:
        made = place(request, allowed, base)
        click.echo(f"{to} is being called: {made}")


def _outbound(file: str, name: str, compilation: Compilation) -> Outbound:
    known = compilation.program.outbounds
    if name in known:
        return known[name]
    there = f"there is {listed((f'`{one}`' for one in known), 'and')}" if known else "it places no calls"
    raise Refusal(f"{file} has no `outbound {name}`; {did_you_mean(name, known) or there}")


def _request(
    compilation: Compilation, path: Path, outbound: Outbound, call: tuple[str, Values], parameters: Values
) -> dict[str, Any]:
    """The body, with the keys of the environment."""
    from ivrc.runtime import ConfigurationError, ExternFailed
    from ivrc.sim.commands import UnreadableError
    from ivrc.sim.statements import Statements
    from ivrc.testing.loading import load
    from ivrc.testing.placing import request

    def read(imported: str) -> str | ReadProblem:
        return read_text(path.parent / imported)

    to, values = call
    statements = Statements(compilation.sources[0], read, dict(parameters), compilation.program)
    try:
        wanted = statements.placed(outbound, to, dict(values))
    except UnreadableError as error:
        raise Refusal(str(error)) from error
    loaded = load(compilation)
    try:
        return request(loaded, wanted)
    except (ConfigurationError, ExternFailed, ValueError) as error:
        raise Refusal(str(error)) from error
    finally:
        loaded.transport.close()
