"""Secrets on every path: never spoken, sent, logged or put into an NCCO (language 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.states import Ask, Bind, Branch, Decision, Leaf, RouteUrl
from ivrc.flow.walking import actions, going, leaves, next_states, templates, urls
from ivrc.semantics.codes import report
from ivrc.semantics.typed import SlotValue
from ivrc.semantics.walking import inside, used_slots

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.flow.states import NccoAction, Route, State, StateGraph

_SUFFERED = {
    "talk": "the secret would be spoken",
    "notify": "the secret would be sent to a server",
    "connect": "the secret would be sent to whoever is called",
}


def review_secrets(graph: StateGraph, secrets: set[str]) -> list[Diagnostic]:
    """Every leak of a secret value; `secrets` grows by the names that are computed from secrets."""
    found: list[Diagnostic] = []
    known = -1
    while known < len(secrets):
        known = len(secrets)
        for state in graph.states:
            _spread(state.decision, secrets)
    for state in graph.states:
        for leaf in leaves(state.decision):
            for action in actions(leaf):
                _sent(action, secrets, found)
    for route in graph.routes:
        route.secret = route.secret or bool(secrets & route.carries.keys())
    _recorded(graph, found)
    return found


def _spread(decision: Decision, secrets: set[str]) -> None:
    """A value made from a secret is one too; what an extern answers is not."""
    match decision:
        case Bind(values=values, then=then):
            secrets |= {slot for slot, _, value in values if used_slots(value) & secrets}
            _spread(then, secrets)
        case Branch(then=then, otherwise=otherwise):
            _spread(then, secrets)
            _spread(otherwise, secrets)
        case Ask(failed=failed, then=then):
            _spread(then, secrets)
            if failed is not None:
                _spread(failed, secrets)
        case _:
            return


def _sent(action: NccoAction, secrets: set[str], found: list[Diagnostic]) -> None:
    for value in templates(action):
        for part in () if isinstance(value, RouteUrl) else inside(value):
            if isinstance(part, SlotValue) and part.slot in secrets:
                message = _SUFFERED.get(action.name, "the secret would be part of the NCCO")
                hint = "compare it, or hand it to an extern"
                report(found, "IVR319", part.span, message, hint=hint)


def _recorded(graph: StateGraph, found: list[Diagnostic]) -> None:
    """A secret must not be collected while a recording of the call runs."""
    recording = [s for s in graph.states if any(_records(leaf) for leaf in leaves(s.decision))]
    reached: set[State] = set()
    while recording:
        state = recording.pop()
        if state in reached:
            continue
        reached.add(state)
        recording += going(state.decision)
        for url in urls(state.decision):
            recording += next_states(url.route)
    collected: dict[Route, None] = {}
    for state in graph.states:
        if state in reached:
            collected.update((u.route, None) for u in urls(state.decision) if u.route.kind == "collect")
    for route in collected:
        if route.secret and route.gives:
            report(found, "IVR319", route.span, "the secret would be heard in the recording of the call")


def _records(leaf: Leaf) -> bool:
    """Whether the rest of the call is recorded: a `record` without a stop condition."""
    stops = ("endOnSilence", "endOnKey", "timeOut")
    return any(
        action.name == "record" and not any(path in stops for path, _ in action.fields)
        for action in actions(leaf)
    )
