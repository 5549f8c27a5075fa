"""States with the same content become one; what no call can come to is dropped (language 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.states import Row, RowEach, RowIf, RowItem, State, StateGraph
from ivrc.flow.walking import next_states, urls

if TYPE_CHECKING:
    from ivrc.flow.states import Route


def merge(graph: StateGraph) -> StateGraph:
    """Merge equal states until there are no more, then keep what is reachable."""
    entries = {s for s in (graph.answer, graph.fallback, *(e.state for e in graph.events)) if s is not None}
    while True:
        same = _equal(graph.states, entries)
        if not same:
            return _reachable(graph)
        for route in graph.routes:
            route.outcomes = {kind: same.get(state, state) for kind, state in route.outcomes.items()}
            route.rows = _rows(route.rows, same)
        graph = replace(graph, states=[state for state in graph.states if state not in same])


def _equal(states: list[State], entries: set[State]) -> dict[State, State]:
    """Each state that equals an earlier one, with that one."""
    first: dict[object, State] = {}
    same = {}
    for state in states:
        if state.source.endswith(("on saved", "on transcribed")):
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


def _reachable(graph: StateGraph) -> StateGraph:
    """What a call can come to, in the order in which it may."""
    states: dict[State, None] = {}
    routes: dict[Route, None] = {}
    todo = [s for s in (graph.answer, graph.fallback, *(e.state for e in graph.events)) if s is not None]
    todo.reverse()
    while todo:
        state = todo.pop()
        if state in states:
            continue
        states[state] = None
        following: list[State] = []
        for url in urls(state.decision):
            if url.route not in routes:
                routes[url.route] = None
                following += next_states(url.route)
        todo += reversed(following)
    return replace(graph, states=list(states), routes=list(routes))


