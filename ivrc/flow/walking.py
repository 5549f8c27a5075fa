"""Going through decisions and templates: what is inside, what is read, where it leads."""

from __future__ import annotations

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
    Pairs,
    Part,
    Repeated,
    Route,
    RouteUrl,
    Row,
    RowEach,
    RowIf,
    RowItem,
    Several,
    State,
    Template,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ivrc.semantics.typed import Expr


def leaves(decision: Decision) -> Iterator[Leaf]:
    """Everything that a decision may send, in order."""
    match decision:
        case Leaf():
            yield decision
        case Branch(then=then, otherwise=otherwise):
            yield from leaves(then)
            yield from leaves(otherwise)
        case Bind(then=then):
            yield from leaves(then)
        case Ask(failed=failed, then=then):
            if failed is not None:
                yield from leaves(failed)
            yield from leaves(then)
        case Go():
            return


def going(decision: Decision) -> Iterator[State]:
    """The states that a decision goes on with at once."""
    match decision:
        case Go(state=state):
            yield state
        case Branch(then=then, otherwise=otherwise):
            yield from going(then)
            yield from going(otherwise)
        case Bind(then=then):
            yield from going(then)
        case Ask(failed=failed, then=then):
            if failed is not None:
                yield from going(failed)
            yield from going(then)
        case Leaf():
            return


def actions(leaf: Leaf) -> Iterator[NccoAction]:
    """The actions of a leaf; repeated ones once, conditional ones as if both were sent."""
    stack: list[Part] = list(reversed(leaf.parts))
    while stack:
        part = stack.pop()
        match part:
            case Repeated(actions=repeated):
                stack.extend(reversed(repeated))
            case Chosen(then=then, otherwise=otherwise):
                stack.extend(reversed((*then, *otherwise)))
            case _:
                yield part


def nested(action: NccoAction, value: Callable[[str, Template], object]) -> dict[str, object]:
    """The fields of an action as objects in objects, by the dotted paths of the target's table."""
    made: dict[str, object] = {}
    for path, template in action.fields:
        *outer, last = path.split(".")
        at = made
        for name in outer:
            at = at.setdefault(name, {})  # type: ignore[assignment]  # the table nests objects only
        at[last] = value(path, template)
    return made


def templates(action: NccoAction) -> Iterator[Expr | RouteUrl]:
    """The values inside an action."""
    stack: list[Template] = [value for _, value in reversed(action.fields)]
    while stack:
        at = stack.pop()
        if isinstance(at, Several):
            stack.extend(reversed(at.items))
        elif isinstance(at, Pairs):
            stack.extend(value for _, value in reversed(at.items))
        else:
            yield at


def urls(decision: Decision) -> Iterator[RouteUrl]:
    """The addresses of routes of ours that a decision sends."""
    for leaf in leaves(decision):
        for action in actions(leaf):
            for value in templates(action):
                if isinstance(value, RouteUrl):
                    yield value


def row_states(rows: tuple[RowItem, ...]) -> Iterator[State]:
    """The states that options lead to."""
    return (row.state for row in rows_of(rows))


def rows_of(rows: tuple[RowItem, ...]) -> Iterator[Row]:
    """The options themselves, whatever they depend on."""
    for row in rows:
        match row:
            case RowIf(then=then, otherwise=otherwise):
                yield from rows_of(then)
                yield from rows_of(otherwise)
            case RowEach(items=items):
                yield from rows_of(items)
            case _:
                yield row


def next_states(route: Route) -> Iterator[State]:
    """Every state that a request at this route may lead to, in order of appearance."""
    yield from row_states(route.rows)
    yield from route.outcomes.values()


def resolved(state: State) -> State:
    """The state that another one leads to without doing anything."""
    seen = {state}
    while isinstance(state.decision, Go) and state.decision.state not in seen:
        state = state.decision.state
        seen.add(state)
    return state
