"""Externs that are asked as soon as a call comes in, and of which a test does not say what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import Ask, Bind, Branch, Go
from ivrc.semantics.codes import report
from ivrc.semantics.samples import given_line
from ivrc.semantics.script import CallIn, Given

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
    for trial in program.trials:
        if not any(isinstance(at, CallIn) for at in trial.statements):
            continue  # what is asked in a call that we place depends on who picks up
        given = [at for at in trial.statements if isinstance(at, Given)]
        failing = frozenset(at.extern for at in given if at.value is None)
        asked = _asked(graph.answer.decision, failing)
        answered = {at.extern for at in given}
        missing = next((e for e in asked.values() if e.result is not None and e not in answered), None)
        if missing is not None:
            hint = f"write `{given_line(missing, ['_'] * len(missing.parameters), program)}` above `call`"
            message = f"`{missing.name}` is asked when the call comes in; nothing is given that it answers"
            report(found, "IVR340", trial.span, message, hint=hint)
    return found


def _asked(
    decision: Decision, failing: frozenset[Extern], passed: tuple[State, ...] = ()
) -> Mapping[str, Extern]:
    """The externs that are asked whatever the others answer; nothing is certain behind one that may fail."""
    match decision:
        case Ask(call=call, then=then):
            behind = {} if call.extern in failing else _asked(then, failing, passed)
            return {call.extern.name: call.extern, **behind}
        case Branch(then=then, otherwise=otherwise):
            one, other = _asked(then, failing, passed), _asked(otherwise, failing, passed)
            return {name: extern for name, extern in one.items() if name in other}
        case Bind(then=then):
            return _asked(then, failing, passed)
        case Go(state=state) if state not in passed:
            return _asked(state.decision, failing, (*passed, state))
        case _:
            return {}
