"""Going through an expression: its parts, the same with other parts, and what is used in it."""

from __future__ import annotations

from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, Any

from ivrc.semantics.typed import (
    BuiltinCall,
    CallValue,
    Constant,
    Dialled,
    Either,
    EnvironmentValue,
    EventValue,
    Expr,
    ExternCall,
    Field,
    FlowCall,
    ForEach,
    Formatted,
    HeaderValue,
    HoursAre,
    IsNone,
    Joined,
    KnownLanguage,
    ListOf,
    LocalValue,
    Negative,
    NextOpening,
    Not,
    Now,
    Operation,
    Piece,
    PromptCall,
    RecordOf,
    RecordValue,
    RoomLegs,
    Sentences,
    SlotValue,
    Typed,
    VariableValue,
    Widened,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What is known only during a call; a prompt's text depends on the language the caller hears.
_DURING_A_CALL = (
    LocalValue,
    VariableValue,
    SlotValue,
    CallValue,
    HeaderValue,
    EventValue,
    EnvironmentValue,
    Now,
    HoursAre,
    NextOpening,
    ExternCall,
    FlowCall,
    PromptCall,
    RoomLegs,
)


# The fields of each node that hold expressions, in the order in which they are evaluated.
_PARTS: dict[type[Typed], tuple[str, ...]] = {
    Field: ("of",),
    ListOf: ("items",),
    Operation: ("left", "right"),
    Not: ("operand",),
    Negative: ("operand",),
    IsNone: ("operand",),
    Widened: ("operand",),
    BuiltinCall: ("arguments",),
    ExternCall: ("arguments",),
    FlowCall: ("arguments",),
    PromptCall: ("arguments",),
    Formatted: ("value",),
    Joined: ("parts",),
    Dialled: ("number",),
    KnownLanguage: ("language",),
    Piece: ("of",),
    Either: ("condition", "then", "otherwise"),
    ForEach: ("subject", "text"),
    Sentences: ("parts",),
}


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside, in the order in which they are evaluated."""
    names = _PARTS.get(type(expr))
    if names is None:
        return tuple(value for _, value in expr.fields) if isinstance(expr, RecordOf) else ()
    found: list[Expr] = []
    for name in names:
        parts = getattr(expr, name)
        found += parts if isinstance(parts, tuple) else (parts,)
    return tuple(found)


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The same expression with each part directly inside it changed; itself if none is."""
    if isinstance(expr, RecordOf):
        return replace(expr, fields=tuple((name, change(value)) for name, value in expr.fields))
    changed: dict[str, Any] = {}
    for name in _PARTS.get(type(expr), ()):
        old = getattr(expr, name)
        if not isinstance(old, tuple):
            new: Any = change(old)
            same = new is old
        else:
            new = tuple(map(change, old))
            same = all(map(is_, new, old))
        if not same:
            changed[name] = new
    return replace(expr, **changed) if changed else expr


def inside(expr: Expr) -> Iterator[Expr]:
    """Everything in an expression, parts before what is made of them, the expression itself last."""
    for child in children(expr):
        yield from inside(child)
    yield expr


def is_static(expr: Expr) -> bool:
    """Whether nothing in it is known only during a call."""
    return not any(isinstance(part, _DURING_A_CALL) for part in inside(expr))


def used_slots(expr: Expr) -> frozenset[str]:
    """The run-time values that are read, by their Python names; not those a `ForEach` makes itself."""
    if isinstance(expr, SlotValue):
        return frozenset({expr.slot})
    read = frozenset[str]().union(*map(used_slots, children(expr)))
    return read - {expr.element, expr.counter} if isinstance(expr, ForEach) else read


def uses_clock(expr: Expr) -> bool:
    """Whether the value depends on when it is asked for."""
    return any(isinstance(part, Now | HoursAre | NextOpening) for part in inside(expr))


def externs_in(expr: Expr) -> tuple[ExternCall, ...]:
    """The calls of externs, in the order in which they are made."""
    return tuple(part for part in inside(expr) if isinstance(part, ExternCall))


def is_shared(constant: Constant) -> bool:
    """Whether generated code refers to it by name: a list or record that was declared."""
    return constant.name != "" and isinstance(constant.value, tuple | RecordValue)


def constants_in(expr: Expr) -> tuple[Constant, ...]:
    """The shared lists and records that are used."""
    return tuple(part for part in inside(expr) if isinstance(part, Constant) and is_shared(part))
