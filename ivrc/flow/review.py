"""What only the finished state graph shows: endless loops, barge-in without a question, silent rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import Ask, Bind, Branch, Decision, Go, NccoAction
from ivrc.flow.walking import actions, going, leaves
from ivrc.semantics.codes import report
from ivrc.semantics.program import JoinStep, Play, Question, Say, Step
from ivrc.semantics.typed import Constant, ExternCall
from ivrc.semantics.visiting import around_expressions, inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.diagnostics import Diagnostic
    from ivrc.flow.states import State, StateGraph
    from ivrc.semantics.program import Conference, Program
    from ivrc.source import Span

REPLY_SECONDS = 5
"""The platform waits so long for an answer (reference 4.6)."""
_AUDIBLE = ("talk", "stream")


def review(program: Program, graph: StateGraph) -> list[Diagnostic]:
    """Everything that is wrong with the graph as a whole."""
    found: list[Diagnostic] = []
    _endless(graph, found)
    if found:
        return found
    _interruptions(graph, found)
    _turned_off(program, found)
    _slow(graph, found)
    _silent_rooms(program, graph, found)
    _repeated_externs(graph, found)
    return found


def _endless(graph: StateGraph, found: list[Diagnostic]) -> None:
    """States that only lead to each other never answer."""
    done: set[State] = set()
    for start in graph.states:
        path: list[State] = []
        at = start
        while at not in done and at not in path and (onward := list(going(at.decision))):
            path.append(at)
            at = onward[0]
        if at in path:
            circle = " -> ".join(state.name for state in (*path[path.index(at) :], at))
            message = f"the call goes round without being asked or hearing anything: {circle}"
            report(found, "IVR304", at.span, message, hint="ask something on the way round, or `hangup`")
        done.update(path)


def _interruptions(graph: StateGraph, found: list[Diagnostic]) -> None:
    """A prompt that a key may interrupt needs a question next (reference 3.4)."""
    for state in graph.states:
        for leaf in leaves(state.decision):
            interrupted: Span | None = None
            for action in actions(leaf):
                if action.name in _AUDIBLE:
                    interrupted = interrupted or _interruptible(action)
                elif action.name != "input" and interrupted is not None:
                    break
                else:
                    interrupted = None
            if interrupted is not None:
                message = "a key would interrupt this, but no question comes next; the platform ends the call"
                report(found, "IVR317", interrupted, message, hint="remove `barge_in: true`")


def _interruptible(action: NccoAction) -> Span | None:
    """Where it is said that a key interrupts this."""
    return next((v.span for p, v in action.fields if p == "bargeIn" and isinstance(v, Constant)), None)


def _turned_off(program: Program, found: list[Diagnostic]) -> None:
    """`barge_in: false` behind an interruptible prompt has no effect on the platform."""
    for at in around_expressions(program.heard):
        if isinstance(at, Question):
            own = at.settings.get("barge_in")
            off = own is not None and isinstance(own.values[0], Constant) and own.values[0].value is False
            _sequence(at.prompts, found, on=not off)
        elif (steps := getattr(at, "steps", None)) is not None:
            _sequence(steps, found, on=False)


def _sequence(steps: Iterable[Step], found: list[Diagnostic], on: bool) -> None:
    before = False
    for step in steps:
        if not isinstance(step, Say | Play):
            before = False
            continue
        own = step.settings.get("barge_in")
        value = own.values[0].value if own and isinstance(own.values[0], Constant) else None
        if value is False and own is not None and before:
            message = "the prompt before it may be interrupted, so the platform lets a key interrupt this too"
            report(found, "IVR318", own.span, message, hint="set `barge_in: false` on the whole question")
        before = before or value is True or (on and value is None)


def _slow(graph: StateGraph, found: list[Diagnostic]) -> None:
    """Externs between two answers must fit into the time that the platform waits."""
    for state in graph.states:
        seconds, last = _longest(state.decision)
        if seconds >= REPLY_SECONDS and last is not None:
            names = f"`{last.call.extern.name}`"
            message = (
                f"up to {seconds:g} s of externs pass before {names} has answered; the platform waits "
                f"{REPLY_SECONDS} s and then plays the fallback"
            )
            report(found, "IVR320", last.span, message, hint="give the externs shorter `timeout`s")


def _longest(decision: Decision, passed: tuple[State, ...] = ()) -> tuple[float, Ask | None]:
    """The slowest way to an answer; `passed` are the states gone through, since some go round."""
    match decision:
        case Ask(call=call, failed=failed, then=then):
            ways = [_longest(then, passed), *([_longest(failed, passed)] if failed is not None else [])]
            seconds, last = max(ways, key=lambda way: way[0])
            return seconds + call.extern.timeout, last or decision
        case Branch(then=then, otherwise=otherwise):
            return max(_longest(then, passed), _longest(otherwise, passed), key=lambda way: way[0])
        case Bind(then=then):
            return _longest(then, passed)
        case Go(state=state) if state not in passed:
            return _longest(state.decision, (*passed, state))
        case _:
            return 0, None


def _silent_rooms(program: Program, graph: StateGraph, found: list[Diagnostic]) -> None:
    """A room whose members all wait for somebody to start it never starts (reference 3.6)."""
    joined = (at for at in around_expressions(program) if isinstance(at, JoinStep))
    declared = {step.span: step.conference for step in joined}
    members: dict[Conference, list[NccoAction]] = {}
    for state in graph.states:
        for leaf in leaves(state.decision):
            for action in actions(leaf):
                if action.name == "conversation":
                    members.setdefault(declared[action.span], []).append(action)
    starts = {conference for conference, joins in members.items() if not all(map(_waits, joins))}
    # Two conferences may be one room, by a name that both give it.
    names = {_room(action) for conference in starts for action in members[conference]}
    for conference, joins in members.items():
        if conference not in starts and not names & set(map(_room, joins)):
            message = "everybody who joins this room waits for somebody to start it, and hears music for ever"
            hint = "let one role have `start_on_enter: true`"
            report(found, "IVR321", joins[0].span, message, hint=hint)


def _room(action: NccoAction) -> object:
    return dict(action.fields)["name"]


def _waits(action: NccoAction) -> bool:
    return any(
        path == "startOnEnter" and isinstance(value, Constant) and value.value is False
        for path, value in action.fields
    )


def _repeated_externs(graph: StateGraph, found: list[Diagnostic]) -> None:
    """Externs that no step asks stand where they would be asked again for every attempt or element."""
    sent = [leaf.parts for state in graph.states for leaf in leaves(state.decision)]
    offered = [route.rows for route in graph.routes]
    calls = {at.span: at.extern for at in inside((*sent, *offered)) if isinstance(at, ExternCall)}
    for span, extern in calls.items():
        message = f"`{extern.name}` cannot be asked here, inside a question, an `each` or a setting"
        hint = f"name its answer above: `let answer = {extern.name}(...)`"
        report(found, "IVR327", span, message, hint=hint)
