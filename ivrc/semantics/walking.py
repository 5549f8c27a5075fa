"""Going through an expression: its parts, the same with other parts, and what is used in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.semantics.typed import (
    BuiltinCall,
    CallValue,
    Constant,
    EnvironmentValue,
    EventValue,
    Expr,
    ExternCall,
    Field,
    FlowCall,
    Formatted,
    HeaderValue,
    HoursAre,
    IsNone,
    Joined,
    ListOf,
    LocalValue,
    Negative,
    NextOpening,
    Not,
    Now,
    Operation,
    PromptCall,
    RecordOf,
    SlotValue,
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
)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside, in the order in which they are evaluated."""
    match expr:
        case Field(of=inner) | Formatted(value=inner):
            return (inner,)
        case Not(operand=inner) | Negative(operand=inner) | IsNone(operand=inner) | Widened(operand=inner):
            return (inner,)
        case Operation(left=left, right=right):
            return left, right
        case ListOf(items=inside) | Joined(parts=inside):
            return inside
        case BuiltinCall(arguments=inside) | ExternCall(arguments=inside):
            return inside
        case FlowCall(arguments=inside) | PromptCall(arguments=inside):
            return inside
        case RecordOf(fields=fields):
            return tuple(value for _, value in fields)
        case _:
            return ()


def rebuilt(expr: Expr, change: Callable[[Expr], Expr]) -> Expr:
    """The same expression with each part directly inside it changed."""
    match expr:
        case Field(of=inner):
            return replace(expr, of=change(inner))
        case Formatted(value=inner):
            return replace(expr, value=change(inner))
        case Not(operand=inner) | Negative(operand=inner) | IsNone(operand=inner) | Widened(operand=inner):
            return replace(expr, operand=change(inner))
        case Operation(left=left, right=right):
            return replace(expr, left=change(left), right=change(right))
        case ListOf(items=inside):
            return replace(expr, items=tuple(map(change, inside)))
        case Joined(parts=inside):
            return replace(expr, parts=tuple(map(change, inside)))
        case BuiltinCall(arguments=inside) | ExternCall(arguments=inside):
            return replace(expr, arguments=tuple(map(change, inside)))
        case FlowCall(arguments=inside) | PromptCall(arguments=inside):
            return replace(expr, arguments=tuple(map(change, inside)))
        case RecordOf(fields=fields):
            return replace(expr, fields=tuple((name, change(value)) for name, value in fields))
        case _:
            return expr


def inside(expr: Expr) -> Iterator[Expr]:
    """Everything in an expression, parts before what is made of them, the expression itself last."""
    for child in children(expr):
        yield from inside(child)
    yield expr


def is_static(expr: Expr) -> bool:
    """Whether nothing in it is known only during a call."""
    return not any(isinstance(part, _DURING_A_CALL) for part in inside(expr))


def used_slots(expr: Expr) -> frozenset[str]:
    """The run-time values that are read, by their Python names."""
    return frozenset(part.slot for part in inside(expr) if isinstance(part, SlotValue))


def uses_clock(expr: Expr) -> bool:
    """Whether the value depends on when it is asked for."""
    return any(isinstance(part, Now | HoursAre | NextOpening) for part in inside(expr))


def externs_in(expr: Expr) -> tuple[ExternCall, ...]:
    """The calls of externs, in the order in which they are made."""
    return tuple(part for part in inside(expr) if isinstance(part, ExternCall))


def constants_in(expr: Expr) -> tuple[Constant, ...]:
    """The named lists and records that are used; generated code refers to them by name."""
    return tuple(part for part in inside(expr) if isinstance(part, Constant) and part.name)
