"""The pytest plugin: `.ivr` files with tests are collected, and `ivr_call` plays calls in Python tests.

`pytest -p no:ivrc` leaves it out.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from ivrc.analysis import Compilation
    from ivrc.cli.compiling import Compiled
    from ivrc.semantics.script import Trial
    from ivrc.testing.calls import Line
    from ivrc.testing.loading import Loaded
    from ivrc.testing.runner import Failure
    from ivrc.testing.standing import Positions

TEST = re.compile(r'\btest\s*"')
NO_ANSWER = {"IVR306"}
"""The errors of a file that is only a part of programs: no call gets there."""


class FailedError(Exception):
    """A test of a program failed; the text is the whole report."""


class ProgramError(pytest.Collector.CollectError):
    """A program has errors; the text is what the compiler says."""


class IvrTest(pytest.Item):
    """One `test` block."""

    def __init__(self, *, trial: Trial, program: IvrFile, **more: Any) -> None:
        super().__init__(**more)
        self.trial = trial
        self.program = program

    def runtest(self) -> None:
        """Play it."""
        # Sessions without such tests should not import a compiler.
        from ivrc.testing.runner import play

        outcome = play(self.program.loaded, self.program.positions, self.trial)
        if outcome.failure is not None:
            raise FailedError(self._explained(outcome.failure))

    def _explained(self, failure: Failure) -> str:
        from ivrc.testing.report import explained

        return explained(failure, self.program.compilation.sources)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The call up to what is wrong; a traceback would tell nothing."""
        if isinstance(excinfo.value, FailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands, which may be in an imported file."""
        source = self.program.compilation.sources[self.trial.span.file]
        return Path(source.name), source.position(self.trial.span.start)[0] - 1, self.name


class IvrFile(pytest.File):
    """A program with tests."""

    compilation: Compilation
    loaded: Loaded
    positions: Positions

    def collect(self) -> Iterable[IvrTest]:
        """Compile it; errors are those of the collection."""
        from ivrc.render import visible

        compiled = _compiled(self.path)
        if {found.code for found in compiled.findings.diagnostics if found.severity == "error"} == NO_ANSWER:
            return
        self.compilation = _good(compiled)
        for trial in self.compilation.program.trials:
            yield IvrTest.from_parent(self, name=visible(trial.title), trial=trial, program=self)

    def setup(self) -> None:
        """Import what was compiled; the tests of a file may come in several runs."""
        from ivrc.testing.loading import load
        from ivrc.testing.standing import Positions

        self.loaded = load(self.compilation)
        self.positions = Positions(self.compilation)

    def teardown(self) -> None:
        """Give the event loop back."""
        self.loaded.transport.close()


def _compiled(path: Path) -> Compiled:
    from ivrc.cli.compiling import compile_file

    return compile_file(str(path), (), None)


def _good(compiled: Compiled) -> Compilation:
    """Raises ProgramError."""
    from ivrc.render import render

    if compiled.failed or compiled.compilation is None:
        found = compiled.findings
        raise ProgramError("\n".join(render(one, found.sources) for one in found.diagnostics))
    return compiled.compilation


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> IvrFile | None:
    """Only files with tests: others are parts of programs, or programs that are tested in Python."""
    if file_path.suffix != ".ivr":
        return None
    with suppress(OSError):  # why a file cannot be read is told when it is collected
        if not TEST.search(file_path.read_text("utf-8", "replace")):
            return None
    return IvrFile.from_parent(parent, path=file_path)


@pytest.fixture
def ivr_call(request: pytest.FixtureRequest) -> Iterator[Callable[..., Line]]:
    """`ivr_call(FILE, hooks=..., at=...)` opens a program; `.call(from_="+44...")` calls it.

    FILE is relative to the file of the test.
    """
    from ivrc.testing.calls import Line
    from ivrc.testing.loading import load

    lines: list[Line] = []

    def opened(file: str | Path, *, hooks: object = None, at: datetime | None = None) -> Line:
        program = _good(_compiled(request.path.parent / file))
        lines.append(Line(load(program), hooks, at))
        return lines[-1]

    yield opened
    for line in lines:
        line.close()
