"""What a program wants of its account, and what is wrong with that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.account.mistakes import foreign, unreachable
from ivrc.account.plan import Wanted
from ivrc.checks.plain_http import LOOPBACK
from ivrc.cli.compiling import compile_file
from ivrc.node import node
from ivrc.report import Findings
from ivrc.semantics.settings import constant, phone_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ivrc.account.plan import Plan
    from ivrc.analysis import Compilation
    from ivrc.diagnostics import Diagnostic

NO_ADDRESS = "IVR501"
"""The warning in whose place there is an error here."""


@node
class Program:
    """A compiled program; `wanted` is none if there are errors."""

    findings: Findings
    compilation: Compilation | None
    wanted: Wanted | None


def read_program(file: str, parameters: Sequence[tuple[str, str]], today: datetime | None) -> Program:
    """Compile a program, and look whether it can be reached."""
    compiled = compile_file(file, parameters, today)
    compilation = compiled.compilation
    if compiled.failed or compilation is None:
        return Program(findings=compiled.findings, compilation=None, wanted=None)
    body = json.loads(compilation.files["application.json"])
    if (wrong := _unreachable(compilation, body)) is not None:
        others = [d for d in compilation.diagnostics if d.code != NO_ADDRESS]
        findings = Findings(sources=compilation.sources, diagnostics=[*others, wrong])
        return Program(findings=findings, compilation=None, wanted=None)
    settings = compilation.program.app.settings
    numbers = tuple(str(number.value) for number in phone_numbers(settings)) if "number" in settings else None
    wanted = Wanted(body=body, numbers=numbers)
    return Program(findings=compiled.findings, compilation=compilation, wanted=wanted)


def _unreachable(compilation: Compilation, body: dict[str, Any]) -> Diagnostic | None:
    """A module at an address of this machine."""
    address = body["capabilities"]["voice"]["webhooks"]["answer_url"]["address"]
    if urlsplit(address).hostname not in LOOPBACK:
        return None
    app = compilation.program.app
    if constant(app.settings, "base_url") is None:
        return unreachable(app.span, "an application without `base_url`")
    return unreachable(app.settings["base_url"].values[0].span, "an address of this machine")


def with_missing(program: Program, found: Plan) -> Program:
    """The program with what the account shows to be wrong in it."""
    if program.compilation is None or not found.missing:
        return program
    numbers = phone_numbers(program.compilation.program.app.settings)
    spans = {str(number.value): number.span for number in numbers}
    wrong = [foreign(spans[number], number) for number in found.missing]
    diagnostics = [*program.findings.diagnostics, *wrong]
    findings = Findings(sources=program.findings.sources, diagnostics=diagnostics)
    return Program(findings=findings, compilation=program.compilation, wanted=program.wanted)
