"""One file through the compiler, with what the pure core may not do: files, settings, the collector."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ivrc.cli.settings import lint_levels
from ivrc.diagnostics import Diagnostic, Label, has_errors
from ivrc.files import CODES, UNREADABLE, ReadProblem, read_text
from ivrc.node import node
from ivrc.report import Findings
from ivrc.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ivrc.analysis import Compilation, Options


@node
class Compiled:
    """What became of one file.

    `inputs` are the files that were read or looked for; `compilation` is none if the file is unreadable.
    """

    path: Path
    findings: Findings
    inputs: frozenset[Path]
    compilation: Compilation | None

    @property
    def failed(self) -> bool:
        """Whether there is nothing to write."""
        return has_errors(list(self.findings.diagnostics))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Importing and compiling make much and drop little: at 100,000 lines the collector doubles the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@collector_paused()
def check_file(file: str, parameters: Sequence[tuple[str, str]], today: datetime | None) -> Compiled:
    """What is wrong with one file and what it imports: `compile_file` without what makes files."""
    from ivrc.analysis import analyse

    return _compiled(file, parameters, today, analyse)


@collector_paused()
def compile_file(file: str, parameters: Sequence[tuple[str, str]], today: datetime | None) -> Compiled:
    """Compile one file and what it imports. Messages call it what the user called it."""
    from ivrc.compiler import compile_source

    return _compiled(file, parameters, today, compile_source)


def _compiled(
    file: str,
    parameters: Sequence[tuple[str, str]],
    today: datetime | None,
    work: Callable[[Source, Callable[[str], str | ReadProblem], Options], Compilation],
) -> Compiled:
    from ivrc.analysis import Options

    path = Path(file)
    inputs = {path}

    def read(name: str) -> str | ReadProblem:
        inputs.add(path.parent / name)
        return read_text(path.parent / name)

    text = read_text(path)
    if isinstance(text, ReadProblem):
        return Compiled(
            path=path, findings=unreadable(file, text), inputs=frozenset(inputs), compilation=None
        )
    options = Options(
        parameters=dict(parameters),
        today=(today or datetime.now().astimezone()).date(),
        levels=lint_levels(path),
    )
    compilation = work(Source(name=file, text=text), read, options)
    findings = Findings(sources=compilation.sources, diagnostics=compilation.diagnostics)
    return Compiled(path=path, findings=findings, inputs=frozenset(inputs), compilation=compilation)


def unreadable(file: str, problem: ReadProblem) -> Findings:
    """What there is to say about a file that cannot be read."""
    label = Label(Span(0, 0, 0), f"this file {problem.message}")
    title, _ = CODES[UNREADABLE]
    found = Diagnostic(code=UNREADABLE, severity="error", title=title, primary=label)
    return Findings(sources=[Source(name=file, text="")], diagnostics=[found])
