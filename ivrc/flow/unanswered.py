"""Externs that are asked as soon as a call comes in, and of which a test does not say what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import Ask, Bind, Branch, Go
from ivrc.semantics.codes import report
from ivrc.semantics.samples import given_line
from ivrc.semantics.script import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.diagnostics import Diagnostic
    from ivrc.flow.states import Decision, State, StateGraph
    from ivrc.semantics.program import Extern, Program


def unanswered(program: Program, graph: StateGraph) -> list[Diagnostic]:
    """What is asked on every way to the first answer needs a `given`; of the rest only a run can tell."""
    found: list[Diagnostic] = []
    if graph.answer is None or not program.trials:
        return found
    asked = [extern for extern in _asked(graph.answer.decision).values() if extern.result is not None]
    for trial in program.trials:
        given = {at.extern for at in trial.statements if isinstance(at, Given)}
        missing = next((extern for extern in asked if extern not in given), None)
        if missing is not None:
            hint = f"write `{given_line(missing, ['_'] * len(missing.parameters), program)}` above `call`"
            message = f"`{missing.name}` is asked when the call comes in; nothing is given that it answers"
            report(found, "IVR340", trial.span, message, hint=hint)
    return found


def _asked(decision: Decision, passed: tuple[State, ...] = ()) -> Mapping[str, Extern]:
    """The externs that are asked whatever happens; one that may fail is taken to answer."""
    match decision:
        case Ask(call=call, then=then):
            return {call.extern.name: call.extern, **_asked(then, passed)}
        case Branch(then=then, otherwise=otherwise):
            one, other = _asked(then, passed), _asked(otherwise, passed)
            return {name: extern for name, extern in one.items() if name in other}
        case Bind(then=then):
            return _asked(then, passed)
        case Go(state=state) if state not in passed:
            return _asked(state.decision, (*passed, state))
        case _:
            return {}
