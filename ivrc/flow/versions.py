"""The digest of what an answer to a question can mean, which its URL carries (language 14)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from ivrc.flow.states import Row, RowEach, RowIf, RowItem, StateGraph
from ivrc.semantics.typed import Constant, Expr

if TYPE_CHECKING:
    from ivrc.flow.states import Route


def set_versions(graph: StateGraph) -> None:
    """Four hexadecimal digits over triggers, outcomes and counters of each question."""
    for route in graph.routes:
        if route.kind in ("menu", "collect"):
            route.version = _digest(route)


def _digest(route: Route) -> str:
    meaning = [
        _rows(route.rows),
        sorted((kind, state.name) for kind, state in route.outcomes.items() if kind != "again"),
        sorted((name, repr(value)) for name, value in route.details.items()),
        sorted((name, str(of)) for name, of in route.carries.items()),
    ]
    text = json.dumps(meaning, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:4]


def _rows(rows: tuple[RowItem, ...]) -> list[object]:
    made: list[object] = []
    for row in rows:
        match row:
            case RowIf(condition=condition, then=then, otherwise=otherwise):
                made.append(["if", repr(condition), _rows(then), _rows(otherwise)])
            case RowEach(subject=subject, items=items):
                made.append(["each", repr(subject), _rows(items)])
            case Row(keys=keys, phrases=phrases, state=state):
                made.append([list(map(_value, keys)), list(map(_value, phrases)), state.name])
    return made


def _value(expr: Expr) -> str:
    return str(expr.value) if isinstance(expr, Constant) else repr(expr)
