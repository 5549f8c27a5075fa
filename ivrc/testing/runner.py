"""The tests of a program, each on a fresh call, with what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Label
from ivrc.node import Spanned, node
from ivrc.semantics.codes import CODES
from ivrc.testing.playing import FailedError, Performance
from ivrc.testing.standing import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.semantics.script import Trial
    from ivrc.testing.loading import Loaded


@node
class Failure:
    """Why a test failed, and the call up to there."""

    diagnostic: Diagnostic
    transcript: tuple[str, ...]


@node
class Outcome(Spanned):
    """What came of a test, `span` being `test "title"`; `seconds` of the call's clock."""

    title: str
    seconds: float
    failure: Failure | None


def run(loaded: Loaded, trials: Iterable[Trial]) -> Iterator[Outcome]:
    """Play tests of a program one after the other."""
    positions = Positions(loaded.compilation)
    for trial in trials:
        yield play(loaded, positions, trial)


def play(loaded: Loaded, positions: Positions, trial: Trial) -> Outcome:
    """Play one test."""
    performance = Performance(loaded, positions, trial)
    failure = None
    try:
        performance.play()
    except FailedError as error:
        failure = Failure(diagnostic=_diagnostic(error), transcript=tuple(performance.transcript()))
    return Outcome(
        title=trial.title,
        span=trial.span,
        seconds=performance.platform.clock.elapsed,
        failure=failure,
    )


def _diagnostic(error: FailedError) -> Diagnostic:
    row = CODES[error.code]
    label = Label(error.statement.span, str(error))
    return Diagnostic(code=error.code, severity=row.severity, title=row.title, primary=label, hint=error.hint)
