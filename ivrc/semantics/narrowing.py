"""What a test tells about values that may be absent (language 11)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language.types import present
from ivrc.semantics.typed import (
    CallValue,
    EventValue,
    Expr,
    Field,
    IsNone,
    LocalValue,
    Not,
    Operation,
    VariableValue,
)

if TYPE_CHECKING:
    from ivrc.semantics.scope import Scope

NOTHING = frozenset[str]()


def path_of(expr: Expr) -> str | None:
    """The dotted path by which `Scope.narrowed` knows a value: `customer.agent`, `call.from`."""
    match expr:
        case LocalValue(local=local):
            return local.name
        case VariableValue(variable=variable):
            return variable.name
        case CallValue(field=field):
            return f"call.{field}"
        case EventValue(subject=subject, field=field):
            return f"{subject}.{field}"
        case Field(of=of, name=name):
            owner = path_of(of)
            return f"{owner}.{name}" if owner else None
        case _:
            return None


def facts(condition: Expr, holds: bool) -> frozenset[str]:
    """The paths that are known to be present when the condition is true (or false)."""
    match condition:
        case IsNone(operand=operand, negated=negated):
            return _path(operand) if negated == holds else NOTHING
        case Not(operand=operand):
            return facts(operand, not holds)
        case Operation(operator="and" | "or" as operator, left=left, right=right):
            both = (operator == "and") == holds
            known = facts(left, holds), facts(right, holds)
            return known[0] | known[1] if both else known[0] & known[1]
        case Operation(operator="==" | "!=" as operator, left=left, right=right):
            return _equal(left, right) if (operator == "==") == holds else NOTHING
        case Operation(operator="in", left=left) if holds:
            return _path(left)
        case _:
            return NOTHING


def narrowed(expr: Expr, scope: Scope) -> Expr:
    """The same value, of type `T` instead of `T?` where a test has shown that it is there."""
    if expr.type.optional and path_of(expr) in scope.narrowed:
        return replace(expr, type=present(expr.type))
    return expr


def _path(expr: Expr) -> frozenset[str]:
    path = path_of(expr)
    return frozenset((path,)) if path else NOTHING


def _equal(left: Expr, right: Expr) -> frozenset[str]:
    """What equals a value that is there is there too."""
    known = NOTHING if right.type.optional else _path(left)
    return known if left.type.optional else known | _path(right)
