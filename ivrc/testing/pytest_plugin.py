"""The pytest plugin: `.ivr` files with tests are collected, and `ivr_call` plays calls in Python tests.

`pytest -p no:ivrc` leaves it out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from ivrc.semantics.script import Trial
    from ivrc.testing.calls import Line
    from ivrc.testing.loading import Loaded
    from ivrc.testing.runner import Failure
    from ivrc.testing.standing import Positions


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

        return explained(failure, self.program.loaded.compilation.sources)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The call up to what is wrong; a traceback would tell nothing."""
        if isinstance(excinfo.value, FailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        source = self.program.loaded.compilation.sources[self.trial.span.file]
        return self.path, source.position(self.trial.span.start)[0] - 1, self.name


class IvrFile(pytest.File):
    """A program with tests."""

    loaded: Loaded
    positions: Positions

    def collect(self) -> Iterable[IvrTest]:
        """Compile it; errors are those of the collection."""
        from ivrc.testing.standing import Positions

        self.loaded = _load(self.path)
        self.positions = Positions(self.loaded.compilation)
        for trial in self.loaded.compilation.program.trials:
            yield IvrTest.from_parent(self, name=trial.title, trial=trial, program=self)

    def teardown(self) -> None:
        """Give the event loop back."""
        if hasattr(self, "loaded"):
            self.loaded.transport.close()


def _load(path: Path) -> Loaded:
    from ivrc.cli.compiling import compile_file
    from ivrc.render import render
    from ivrc.testing.loading import load

    compiled = compile_file(str(path), (), None)
    if compiled.failed or compiled.compilation is None:
        found = compiled.findings
        raise ProgramError("\n".join(render(one, found.sources) for one in found.diagnostics))
    return load(compiled.compilation)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> IvrFile | None:
    """Only files with tests: others are parts of programs, or programs that are tested in Python."""
    if file_path.suffix != ".ivr" or "test" not in file_path.read_text("utf-8", "replace"):
        return None
    return IvrFile.from_parent(parent, path=file_path)


@pytest.fixture
def ivr_call() -> Iterator[Callable[..., Line]]:
    """`ivr_call(FILE, hooks=..., at=...)` opens a program; `.call(from_="+44...")` calls it."""
    from ivrc.testing.calls import Line

    lines: list[Line] = []

    def opened(file: str | Path, *, hooks: object = None, at: datetime | None = None) -> Line:
        lines.append(Line(_load(Path(file)), hooks, at))
        return lines[-1]

    yield opened
    for line in lines:
        line.close()
