"""What can be known at build is computed at build, with the meaning it has during a call."""

from __future__ import annotations

import operator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ivrc.language.builtins import FORMATS, FUNCTIONS
from ivrc.language.types import BOOL, DATE_RANGE, LANGUAGE, NONE, RANGE, TEXT, present
from ivrc.semantics.typed import (
    BuiltinCall,
    CallValue,
    Constant,
    EnumValue,
    Expr,
    Field,
    Formatted,
    HoursAre,
    IsNone,
    Joined,
    ListOf,
    LocalValue,
    Negative,
    Not,
    Operation,
    PromptCall,
    RecordOf,
    RecordValue,
    VariableValue,
    Widened,
)
from ivrc.semantics.walking import constants_in, externs_in, is_static, rebuilt, used_slots, uses_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.semantics.program import Variable
    from ivrc.semantics.typed import Local

__all__ = ["constants_in", "externs_in", "is_static", "specialise", "used_slots", "uses_clock"]

_OPERATORS: dict[str, Callable[[Any, Any], object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def specialise(expr: Expr, environment: Mapping[Local | Variable, Expr], language: str) -> Expr:
    """The expression where names have these values and the caller hears this language, computed as far
    as possible.

    With language '' the text is not for ears: values stand in it as they are written, unless their
    language is known already.
    """
    match expr:
        case Constant():
            return expr
        case LocalValue(local=local) if local in environment:
            return _named(environment[local], expr)
        case VariableValue(variable=variable) if variable in environment:
            return _named(environment[variable], expr)
        case CallValue(field="language") if language:
            return Constant(span=expr.span, type=LANGUAGE, value=language)
        case PromptCall(prompt=prompt, arguments=arguments) if language in prompt.texts:
            values = [specialise(a, environment, language) for a in arguments]
            inner: dict[Local | Variable, Expr] = {**environment}
            inner.update(zip(prompt.parameters, values, strict=True))
            return specialise(prompt.texts[language].text, inner, language)
        case _:
            inside = partial(specialise, environment=environment, language=language)
            return _folded(rebuilt(expr, inside), language)


def _named(value: Expr, place: Expr) -> Expr:
    """The value of a name, at the place of the name; what was tested about the name holds for the value."""
    if isinstance(value, Constant):
        return value
    return replace(value, span=place.span, type=value.type if place.type.optional else present(value.type))


def _folded(expr: Expr, language: str) -> Expr:
    """The expression, whose parts are folded already, computed if they are constant."""
    match expr:
        case Field(of=of, name=name):
            return _field(expr, of, name)
        case ListOf() | RecordOf():
            return _collected(expr)
        case Operation():
            return _operation(expr)
        case Not() | Negative() | Widened() | IsNone():
            return _unary(expr)
        case BuiltinCall():
            return _function(expr, language)
        case Formatted():
            return _formatted(replace(expr, language=expr.language or language))
        case Joined():
            return _joined(expr)
        case _:
            return expr


def _constant(expr: Expr, value: object) -> Constant:
    return Constant(span=expr.span, type=NONE if value is None else present(expr.type), value=value)


def _field(expr: Field, of: Expr, name: str) -> Expr:
    match of:
        case Constant(value=RecordValue() as record):
            return _constant(expr, dict(record.fields)[name])
        case Constant(value=tuple() as records):
            return _constant(expr, tuple(dict(record.fields)[name] for record in records))
        case RecordOf(fields=fields) if not externs_in(of):
            return dict(fields)[name]
        case _:
            return expr


def _collected(expr: ListOf | RecordOf) -> Expr:
    if isinstance(expr, ListOf):
        items = [item.value for item in expr.items if isinstance(item, Constant)]
        return _constant(expr, tuple(items)) if len(items) == len(expr.items) else expr
    fields = tuple((n, value.value) for n, value in expr.fields if isinstance(value, Constant))
    known = len(fields) == len(expr.fields)
    return _constant(expr, RecordValue(type=expr.type.name, fields=fields)) if known else expr


def _operation(expr: Operation) -> Expr:
    left, right = expr.left, expr.right
    if expr.operator in ("and", "or"):
        return _logic(expr, decides=expr.operator == "or")
    if not (isinstance(left, Constant) and isinstance(right, Constant)):
        return expr
    if expr.operator != "in":
        return _constant(expr, _OPERATORS[expr.operator](left.value, right.value))
    values: Any = right.value
    if right.type in (RANGE, DATE_RANGE):
        value: Any = left.value
        return _constant(expr, values[0] <= value <= values[1])
    return _constant(expr, left.value in values)


def _logic(expr: Operation, *, decides: bool) -> Expr:
    """`decides`: the value of one side that settles the whole (true for `or`, false for `and`)."""
    match expr.left, expr.right:
        case Constant(value=known), other:
            return _constant(expr, known) if known is decides else other
        case other, Constant(value=known) if known is not decides:
            return other
        case other, Constant(value=known) if not externs_in(other):
            return _constant(expr, known)
        case _:
            return expr


def _unary(expr: Not | Negative | Widened | IsNone) -> Expr:
    match expr:
        case Not(operand=operand):
            return _opposite(expr, operand)
        case Negative(operand=Constant(value=int() | Decimal() as number)):
            return _constant(expr, -number)
        case Widened(operand=Constant(value=int() as number)):
            return _constant(expr, Decimal(number))
        case IsNone(operand=Constant(value=value), negated=negated):
            return _constant(expr, (value is None) != negated)
        case IsNone(operand=operand, negated=negated) if not operand.type.optional and not externs_in(
            operand
        ):
            return Constant(span=expr.span, type=BOOL, value=negated)
        case _:
            return expr


def _opposite(expr: Not, operand: Expr) -> Expr:
    """`not x`, without the `not` where `x` can say it itself."""
    match operand:
        case Constant(value=value):
            return _constant(expr, not value)
        case Not(operand=inner):
            return inner
        case IsNone(negated=negated):
            return replace(operand, negated=not negated)
        case HoursAre(open=is_open):
            return replace(operand, open=not is_open)
        case Operation(operator="==" | "!=" as sign):
            return replace(operand, operator="!=" if sign == "==" else "==")
        case _:
            return expr


def _function(expr: BuiltinCall, language: str) -> Expr:
    row = FUNCTIONS[expr.function]
    if row.speaks and len(expr.arguments) == len(row.parameters):
        if not language:
            return expr
        heard = Constant(span=expr.span, type=LANGUAGE, value=language)
        expr = replace(expr, arguments=(*expr.arguments, heard))
    values = [a.value for a in expr.arguments if isinstance(a, Constant)]
    if len(values) < len(expr.arguments):
        return expr
    return _constant(expr, _computed(expr, values))


def _computed(expr: BuiltinCall, values: list[Any]) -> object:
    match expr.function:
        case "len":
            return len(values[0])
        case "starts_with":
            return values[0].startswith(values[1])
        case "find":
            records, value = values
            return next((r for r in records if dict(r.fields)[expr.keyword] == value), None)
        case name:
            given = [list(value) if isinstance(value, tuple) else value for value in values]
            row = FUNCTIONS[name]
            result = _runtime(row.module, row.runtime)(*given)
            return tuple(result) if isinstance(result, list) else result


def _formatted(expr: Formatted) -> Expr:
    if isinstance(expr.value, Joined) and not (expr.format or expr.ssml or expr.value.ssml):
        return expr.value
    if not isinstance(expr.value, Constant) or (expr.format and not expr.language):
        return expr
    value = expr.value.value
    said = _said(expr, value.name if isinstance(value, EnumValue) else value)
    return Constant(span=expr.span, type=TEXT, value=said)


def _said(expr: Formatted, value: Any) -> str:
    """The text of a constant, by the same calls that `ivrc.emit.texts` writes for a run-time value."""
    if not expr.language:
        return str(value).lower() if isinstance(value, bool) else str(value)
    said = value
    if expr.format:
        row, more = FORMATS[expr.format], ((expr.currency,) if expr.currency else ())
        formatted = _formatted_text if isinstance(value, str) else _formatted_value
        said = formatted(row.module, row.runtime, value, *more, expr.language)
    if expr.ssml or not expr.format:
        said = _runtime("texts", "ssml" if expr.ssml else "plain")(said, expr.language)
    return str(said)


def _formatted_value(module: str, function: str, *given: Any) -> Any:
    return _runtime(module, function)(*given)


_formatted_text = lru_cache(maxsize=1024)(_formatted_value)
"""Phone numbers are said often. Not for numbers: 1.0 and 1.00 are equal, and formatted they differ."""


def _runtime(module: str, function: str) -> Callable[..., Any]:
    """The function that a webhook would call. Its libraries are large and most programs compute nothing
    with them at build, so they are loaded when one is needed."""
    found: Callable[..., Any] = getattr(import_module(f"ivrc.runtime.{module}"), function)
    return found


def _joined(expr: Joined) -> Expr:
    """Neighbouring constants become one; text of nothing but constants is a constant."""
    parts: list[Expr] = []
    for part in _flat(expr):
        last = parts[-1] if parts else None
        if isinstance(part, Constant) and isinstance(last, Constant):
            parts[-1] = replace(last, value=f"{last.value}{part.value}")
        else:
            parts.append(part)
    if len(parts) == 1 and isinstance(parts[0], Constant):
        return replace(parts[0], type=expr.type, span=expr.span)
    return replace(expr, parts=tuple(parts))


def _flat(expr: Joined) -> tuple[Expr, ...]:
    return tuple(
        inner for part in expr.parts for inner in (part.parts if isinstance(part, Joined) else (part,))
    )
