"""Values of `let`, `set`, conditions and arguments: externs in them are asked first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.effects import Parts, Runs, closed, too_late
from ivrc.flow.places import Place, Steps
from ivrc.flow.states import Ask, Bind, Decision
from ivrc.semantics.fold import externs_in, specialise, uses_clock
from ivrc.semantics.typed import (
    CallValue,
    Constant,
    Expr,
    ExternCall,
    Formatted,
    Local,
    PromptCall,
    SlotValue,
)
from ivrc.semantics.walking import rebuilt

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.language import types
    from ivrc.semantics.program import Body, Variable


def valued(expr: Expr, place: Place) -> Expr:
    """A value that is not spoken as it stands: formats and prompts in it are in the caller's language."""

    def fill(part: Expr) -> Expr:
        match part:
            case Formatted(format=format_, language="") if format_:
                return replace(rebuilt(part, fill), language=place.language)  # type: ignore[arg-type]  # same node
            case CallValue(field="language") | PromptCall():
                return specialise(part, place.environment, place.language)
            case _:
                return rebuilt(part, fill)

    return specialise(fill(specialise(expr, place.environment, "")), {}, "")


def hoisted(
    runs: Runs,
    value: Expr,
    on_error: Body | None,
    place: Place,
    parts: Parts,
    then: Callable[[Expr], Decision],
    preferred: str = "",
    forgotten: bool = False,
) -> Decision:
    """Call the externs in a value, one after the other; `then` gets the value without them."""
    calls = externs_in(value)
    if not calls:
        if uses_clock(value) and too_late(parts, changing=False):
            return closed(runs, place, parts, value.span)
        return then(value)
    call = calls[0]
    if too_late(parts, changing=not call.extern.reads):
        return closed(runs, place, parts, call.span)
    whole = value is call
    slot = (
        "" if forgotten and whole else preferred if whole and preferred else _result_slot(runs, call, place)
    )
    result = SlotValue(slot=slot, type=call.type, span=call.span)
    inherited = None if place.confined else runs.builder.program.on_error.get(call.extern.name)
    handler = on_error or inherited
    failed = None
    if handler is not None:
        after = place.behind().rest if forgotten and isinstance(place.rest, Steps) else None
        failed = runs.run(place.at(Steps(body=handler, index=0, then=after)), parts)
    inner = result if whole else replaced(value, call, result)
    made = hoisted(runs, inner, on_error, place, parts, then, preferred, forgotten)
    return Ask(slot=slot, call=call, failed=failed, then=made, span=call.span)


def hoisted_all(
    runs: Runs, values: list[Expr], place: Place, parts: Parts, then: Callable[[list[Expr]], Decision]
) -> Decision:
    """`_hoisted` for several values, from left to right."""

    def following(done: list[Expr], left: list[Expr]) -> Decision:
        if not left:
            return then(done)
        return hoisted(runs, left[0], None, place, parts, lambda value: following([*done, value], left[1:]))

    return following([], values)


def _result_slot(runs: Runs, call: ExternCall, place: Place) -> str:
    return runs.builder.slot((call.extern, call.span, place.path), f"{call.extern.name}_result", call.type)


def name_value(
    runs: Runs, name: Local | Variable, value: Expr, on_error: Body | None, place: Place, parts: Parts
) -> Decision:
    """`let` and `set`."""

    def named(given: Expr) -> Decision:
        after = place.behind()
        if isinstance(name, Local) and isinstance(given, Constant):
            return runs.run(after.knowing(name, given), parts)
        slot = runs.builder.named(name, place.path)
        known = SlotValue(slot=slot, type=name.type, span=given.span)
        made = runs.run(after.knowing(name, known), parts)
        return made if given == known else bind(((slot, name.type, given),), made)

    preferred = runs.builder.named(name, place.path) if isinstance(value, ExternCall) else ""
    return hoisted(runs, valued(value, place), on_error, place, parts, named, preferred)


def ask_extern(runs: Runs, call: ExternCall, on_error: Body | None, place: Place, parts: Parts) -> Decision:
    """An extern as a step of its own: its result is forgotten."""
    written = valued(call, place)
    behind = place.behind()
    return hoisted(runs, written, on_error, place, parts, lambda _: runs.run(behind, parts), forgotten=True)


def replaced(value: Expr, call: ExternCall, result: SlotValue) -> Expr:
    """The value with the result in place of the first such call."""
    done = False

    def change(part: Expr) -> Expr:
        nonlocal done
        if not done and part is call:
            done = True
            return result
        return rebuilt(part, change)

    return change(value)


def bind(values: tuple[tuple[str, types.Type, Expr], ...], then: Decision) -> Decision:
    return Bind(values=values, then=then) if values else then
