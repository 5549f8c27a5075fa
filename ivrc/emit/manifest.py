"""`manifest.json`: what was compiled from what, for tools and for the next build."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ivrc.flow.walking import actions, leaves, next_states, resolved
from ivrc.version import __version__

if TYPE_CHECKING:
    from ivrc.emit.plan import Plan
    from ivrc.flow.states import Route, State, StateGraph
    from ivrc.semantics.program import Program
    from ivrc.source import Source, Span

FORMAT = 1


def manifest(program: Program, graph: StateGraph, plan: Plan, files: list[str]) -> dict[str, object]:
    """Format and compiler version, digests of the sources, routes, and each state's file, actions, place."""
    return {
        "format": FORMAT,
        "ivrc": __version__,
        "sources": {source.path: _digest(source) for source in program.sources},
        "files": sorted(files),
        "routes": {route.path: _route(route) for route in sorted(graph.routes, key=lambda r: r.path)},
        "states": {
            state.name: _state(state, plan, program) for state in sorted(graph.states, key=lambda s: s.name)
        },
    }


def _digest(source: Source) -> str:
    return hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()


def _route(route: Route) -> dict[str, object]:
    made: dict[str, object] = {"kind": route.kind, "source": route.source}
    if route.version:
        made["version"] = route.version
    if route.carries:
        made["carries"] = {name: str(of) for name, of in route.carries.items()}
    made["leads_to"] = sorted({resolved(state).name for state in next_states(route)})
    return made


def _state(state: State, plan: Plan, program: Program) -> dict[str, object]:
    made: dict[str, object] = {"source": state.source, "at": _place(state.span, program)}
    if state in plan.static:
        made["file"] = f"ncco/{plan.static[state]}.json"
    made["actions"] = [[action.name for action in actions(leaf)] for leaf in leaves(state.decision)]
    return made


def _place(span: Span, program: Program) -> str:
    source = program.sources[span.file]
    line, column = source.position(span.start)
    return f"{source.path}:{line}:{column}"
