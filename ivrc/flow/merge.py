"""States with the same content become one; what no call can come to is dropped (language 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.states import Ask, Bind, Branch, Go, Leaf, Row, RowEach, RowIf, RowItem, State, StateGraph
from ivrc.flow.walking import going, next_states, urls

if TYPE_CHECKING:
    from ivrc.flow.states import Decision


# Where states come from whose reply nobody hears: in Python they are functions of another kind.
_AFTER = ("on saved", "on transcribed", "is unreachable")


def merge(graph: StateGraph) -> StateGraph:
    """Merge equal states until there are no more, then keep what is reachable."""
    entries = set(graph.entries)
    while True:
        same = _equal(graph.states, entries)
        if not same:
            return _reachable(graph)
        for route in graph.routes:
            route.outcomes = {kind: same.get(state, state) for kind, state in route.outcomes.items()}
            route.rows = _rows(route.rows, same)
        for state in graph.states:
            state.decision = _redirected(state.decision, same)
        graph = replace(graph, states=[state for state in graph.states if state not in same])


def _equal(states: list[State], entries: set[State]) -> dict[State, State]:
    """Each state that equals an earlier one, with that one."""
    first: dict[object, State] = {}
    same = {}
    for state in states:
        if state.source.endswith(_AFTER):
            continue
        known = first.setdefault(state.decision, state)
        if known is not state and state not in entries:
            same[state] = known
    return same


def _rows(rows: tuple[RowItem, ...], same: dict[State, State]) -> tuple[RowItem, ...]:
    made: list[RowItem] = []
    for row in rows:
        match row:
            case RowIf():
                made.append(replace(row, then=_rows(row.then, same), otherwise=_rows(row.otherwise, same)))
            case RowEach():
                made.append(replace(row, items=_rows(row.items, same)))
            case Row():
                made.append(replace(row, state=same.get(row.state, row.state)))
    return tuple(made)


def _redirected(decision: Decision, same: dict[State, State]) -> Decision:
    """The decision where every state it goes to is the one that is kept."""
    match decision:
        case Go(state=state):
            return Go(state=same[state]) if state in same else decision
        case Branch(then=then, otherwise=otherwise):
            changed = _redirected(then, same), _redirected(otherwise, same)
            return replace(decision, then=changed[0], otherwise=changed[1])
        case Bind(then=then):
            return replace(decision, then=_redirected(then, same))
        case Ask(failed=failed, then=then):
            lost = _redirected(failed, same) if failed is not None else None
            return replace(decision, failed=lost, then=_redirected(then, same))
        case Leaf():
            return decision


def _reachable(graph: StateGraph) -> StateGraph:
    """What a call can come to."""
    states: set[State] = set()
    routes = {route for placed in graph.placed for route in placed.routes}
    todo = list(graph.entries)
    while todo:
        state = todo.pop()
        if state in states:
            continue
        states.add(state)
        todo += going(state.decision)
        for url in urls(state.decision):
            if url.route not in routes:
                routes.add(url.route)
                todo += next_states(url.route)
    return replace(
        graph,
        states=[state for state in graph.states if state in states],
        routes=[route for route in graph.routes if route in routes],
    )
