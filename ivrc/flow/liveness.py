"""Which run-time values a state needs on entry, and which a route must carry in its token (language 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.states import (
    Ask,
    Bind,
    Branch,
    Chosen,
    Decision,
    Go,
    Leaf,
    NccoAction,
    Part,
    Repeated,
    Route,
    RouteUrl,
    Row,
    RowEach,
    RowIf,
    RowItem,
    StateGraph,
)
from ivrc.flow.walking import templates
from ivrc.semantics.typed import CallValue, ForEach, HeaderValue, SlotValue
from ivrc.semantics.walking import inside

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.typed import Expr

# What an event of this kind tells of the call itself (reference 4.2, 4.3): the rest travels along.
_KNOWN = {
    "menu": frozenset({"from", "from_address", "to", "uuid", "conversation_uuid"}),
    "collect": frozenset({"from", "from_address", "to", "uuid", "conversation_uuid"}),
}
_CONVERSATION = frozenset({"conversation_uuid"})
# Its events all tell of the one leg that there is (reference 4.2).
_WHOLE = ("outbound", "placed")
_ALWAYS = frozenset({"request_key", "language"})


class Needs:
    """Run-time values by name with their types, and what is read of the call."""

    __slots__ = ("keeps", "values")

    def __init__(self) -> None:
        self.values: dict[str, Type] = {}
        self.keeps: set[str] = set()

    def add(self, slot: str, of: Type) -> None:
        """One use; a value that is tested for absence somewhere may be absent on entry."""
        known = self.values.get(slot)
        if known is None or (of.optional and not known.optional):
            self.values[slot] = of

    def merge(self, other: Needs, without: frozenset[str] = frozenset()) -> None:
        """All of `other` but the values that are given here."""
        for slot, of in other.values.items():
            if slot not in without:
                self.add(slot, of)
        self.keeps |= other.keeps

    def read(self, expr: Expr) -> None:
        """What an expression reads."""
        parts = list(inside(expr))
        loops = [part for part in parts if isinstance(part, ForEach)]
        bound = {name for loop in loops for name in (loop.element, loop.counter)}
        for part in parts:
            if isinstance(part, SlotValue) and part.slot not in bound:
                self.add(part.slot, part.type)
            elif isinstance(part, CallValue) and part.field not in _ALWAYS:
                self.keeps.add(part.field)
            elif isinstance(part, HeaderValue):
                self.keeps.add(f"header:{part.name}")


def find_needs(graph: StateGraph) -> None:
    """Set `needs` and `keeps` of states, `carries` and `keeps` of routes: the smallest that suffice.

    What no state reads is forgotten.
    """
    changed = True
    while changed:
        changed = False
        for state in reversed(graph.states):
            needs = _decision(state.decision)
            if needs.values != state.needs or needs.keeps != state.keeps:
                state.needs, state.keeps = needs.values, frozenset(needs.keeps)
                changed = True
        for route in reversed(graph.routes):
            needs = _route(route)
            known = frozenset() if route.foreign else _KNOWN.get(route.kind, _CONVERSATION)
            kept = frozenset() if route.kind in _WHOLE else frozenset(needs.keeps - known)
            if needs.values != route.carries or kept != route.keeps:
                route.carries, route.keeps = needs.values, kept
                changed = True
    for state in graph.states:
        state.needs = dict(sorted(state.needs.items()))
        state.decision = _without_unread(state.decision)
    for route in graph.routes:
        route.carries = dict(sorted(route.carries.items()))


def _route(route: Route) -> Needs:
    needs = Needs()
    for state in route.outcomes.values():
        for slot, of in state.needs.items():
            if slot not in route.gives:
                needs.add(slot, of)
        needs.keeps |= state.keeps
    needs.merge(_rows(route.rows))
    return needs


def _rows(rows: tuple[RowItem, ...]) -> Needs:
    needs = Needs()
    for row in rows:
        match row:
            case RowIf(condition=condition, then=then, otherwise=otherwise):
                needs.read(condition)
                needs.merge(_rows(then))
                needs.merge(_rows(otherwise))
            case RowEach(element=element, counter=counter, subject=subject, items=items):
                needs.read(subject)
                needs.merge(_rows(items), frozenset({element, counter}))
            case Row():
                _row(row, needs)
    return needs


def _row(row: Row, needs: Needs) -> None:
    for expr in (*row.keys, *row.phrases):
        needs.read(expr)
    handed = {name for name, _ in row.values}
    for slot, of in row.state.needs.items():
        if slot not in handed:
            needs.add(slot, of)
    for name, value in row.values:
        if name in row.state.needs:
            needs.read(value)
    needs.keeps |= row.state.keeps


def _decision(decision: Decision) -> Needs:
    needs = Needs()
    match decision:
        case Leaf(parts=parts):
            for part in parts:
                needs.merge(_part(part))
        case Branch(condition=condition, then=then, otherwise=otherwise):
            needs.merge(_decision(then))
            needs.merge(_decision(otherwise))
            needs.read(condition)
        case Bind(values=values, then=then):
            later = _decision(then)
            needs.merge(later, frozenset(slot for slot, _, _ in values))
            for slot, _, value in values:
                if slot in later.values:
                    needs.read(value)
        case Ask(slot=slot, call=call, failed=failed, then=then):
            needs.merge(_decision(then), frozenset({slot}))
            if failed is not None:
                needs.merge(_decision(failed))
            for argument in call.arguments:
                needs.read(argument)
        case Go(state=state):
            for slot, of in state.needs.items():
                needs.add(slot, of)
            needs.keeps |= state.keeps
    return needs


def _without_unread(decision: Decision) -> Decision:
    """The decision without the values that nothing behind them reads: often it is then always the same."""
    match decision:
        case Bind(values=values, then=then):
            then, read = _without_unread(then), _decision(then).values
            kept = tuple(value for value in values if value[0] in read)
            return Bind(values=kept, then=then) if kept else then
        case Branch(then=then, otherwise=otherwise):
            return replace(decision, then=_without_unread(then), otherwise=_without_unread(otherwise))
        case Ask(failed=failed, then=then):
            failed = None if failed is None else _without_unread(failed)
            return replace(decision, failed=failed, then=_without_unread(then))
        case _:
            return decision


def _part(part: Part) -> Needs:
    needs = Needs()
    if isinstance(part, Repeated):
        for action in part.actions:
            needs.merge(_action(action), frozenset({part.element, part.counter}))
        needs.read(part.subject)
        return needs
    if isinstance(part, Chosen):
        needs.read(part.condition)
        for inner in (*part.then, *part.otherwise):
            needs.merge(_part(inner))
        return needs
    return _action(part)


def _action(action: NccoAction) -> Needs:
    needs = Needs()
    if action.role:
        needs.keeps.add("uuid")
    for value in templates(action):
        if isinstance(value, RouteUrl):
            overridden = dict(value.overrides)
            for slot, of in value.route.carries.items():
                if slot not in overridden:
                    needs.add(slot, of)
                else:
                    needs.read(overridden[slot])
            needs.keeps |= value.route.keeps
        else:
            needs.read(value)
    return needs
