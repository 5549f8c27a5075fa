"""The tests of a program, each on a fresh call, with what came of them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Label
from ivrc.node import Spanned, node
from ivrc.semantics.codes import CODES
from ivrc.testing.coverage import Coverage
from ivrc.testing.playing import FailedError, Performance
from ivrc.testing.standing import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ivrc.semantics.script import Trial
    from ivrc.testing.coverage import Domain, Item
    from ivrc.testing.loading import Loaded

# Lines of a transcript that somebody still reads.
LONGEST_TRANSCRIPT = 80


@node
class Failure:
    """Why a test failed, and the call up to there."""

    diagnostic: Diagnostic
    transcript: tuple[str, ...]


@node
class Outcome(Spanned):
    """What came of a test, `span` being `test "title"`; `seconds` of the call's clock.

    `met`: how often what of the program was met, if that is counted.
    """

    title: str
    seconds: float
    failure: Failure | None
    met: Mapping[Item, int]


def run(loaded: Loaded, trials: Iterable[Trial], domain: Domain | None = None) -> Iterator[Outcome]:
    """Play tests of a program one after the other; with a `domain`, count what of it they meet."""
    positions = Positions(loaded.compilation)
    for trial in trials:
        yield play(loaded, positions, trial, domain)


def play(loaded: Loaded, positions: Positions, trial: Trial, domain: Domain | None = None) -> Outcome:
    """Play one test."""
    performance = Performance(loaded, positions, trial)
    failure = None
    coverage = Coverage(domain, loaded) if domain is not None else None
    try:
        with coverage.watching() if coverage is not None else nullcontext():
            performance.play()
    except FailedError as error:
        failure = Failure(diagnostic=_diagnostic(error), transcript=_shortened(performance.transcript()))
    return Outcome(
        title=trial.title,
        span=trial.span,
        seconds=performance.platform.clock.elapsed,
        failure=failure,
        met=dict(coverage.hits) if coverage is not None else {},
    )


def _shortened(lines: list[str]) -> tuple[str, ...]:
    """A call that went on and on, by its beginning and its end."""
    if len(lines) <= LONGEST_TRANSCRIPT:
        return tuple(lines)
    half = LONGEST_TRANSCRIPT // 2
    return (*lines[:half], f"... {len(lines) - 2 * half} lines more ...", *lines[-half:])


def _diagnostic(error: FailedError) -> Diagnostic:
    row = CODES[error.code]
    label = Label(error.statement.span, str(error))
    return Diagnostic(code=error.code, severity=row.severity, title=row.title, primary=label, hint=error.hint)
