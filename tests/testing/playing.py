"""Programs with tests, compiled and played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driver import HANDLERS, compiled

from ivrc.render import render
from ivrc.testing.loading import load
from ivrc.testing.runner import run

if TYPE_CHECKING:
    from ivrc.testing.runner import Outcome

APP = 'app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
CALL = "call from +441632960123"

__all__ = ["APP", "CALL", "HANDLERS", "failing", "outcomes", "passes", "played"]


def outcomes(text: str, app: str = APP) -> dict[str, Outcome]:
    """What came of each test of a program, by its title."""
    compilation = compiled(app + text)
    errors = [render(d, compilation.sources) for d in compilation.diagnostics if d.severity == "error"]
    assert not errors, "\n".join(errors)
    loaded = load(compilation)
    try:
        return {outcome.title: outcome for outcome in run(loaded, compilation.program.trials)}
    finally:
        loaded.transport.close()


def played(program: str, script: str) -> Outcome:
    """What came of a script, its statements separated by `;`."""
    (outcome,) = outcomes(f'{program}\ntest "it" {{ {script} }}\n').values()
    return outcome


def passes(program: str, script: str) -> None:
    """Play a script that has to pass."""
    failure = played(program, script).failure
    assert failure is None, (failure.diagnostic.primary.message, failure.transcript)


def failing(program: str, script: str) -> str:
    """Play a script that has to fail; why it does."""
    failure = played(program, script).failure
    assert failure is not None, "it passes"
    return failure.diagnostic.primary.message
