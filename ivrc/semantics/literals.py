"""Literals and lists (language 2)."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ivrc.language.types import (
    BOOL,
    DATE,
    DATE_RANGE,
    DURATION,
    INT,
    KEY,
    LANGUAGE,
    NUMBER,
    PHONE,
    RANGE,
    TIME,
    UNKNOWN,
    YEARLY,
    YEARLY_RANGE,
    Type,
    list_of,
)
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent, assignable, fit
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import Constant, Expr, ListOf, Mistake
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.semantics.scope import Scope

T = TypeVar("T", int, date)

_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours"}


def _duration(text: str) -> timedelta:
    found = re.fullmatch(r"([0-9.]+)([a-z]+)", text)
    assert found, text  # noqa: S101 - the grammar lets nothing else through
    return timedelta(**{_UNITS[found[2]]: float(found[1])})


def _yearly(text: str) -> str:
    date.fromisoformat(f"2000-{text}")
    return text


def _range(text: str) -> tuple[int, int]:
    low, high = text.split("..")
    return _rising(int(low), int(high))


def _date_range(text: str) -> tuple[date, date]:
    low, high = text.split("..")
    return _rising(date.fromisoformat(low), date.fromisoformat(high))


def _yearly_range(text: str) -> tuple[str, str]:
    low, high = text.split("..")
    return _yearly(low), _yearly(high)


def _rising(low: T, high: T) -> tuple[T, T]:
    if low > high:
        raise ValueError
    return low, high


# How each kind of literal is read; ValueError: it looks right but there is no such value.
_READERS: dict[str, tuple[Type, Callable[[str], object], str]] = {
    "int": (INT, int, ""),
    "number": (NUMBER, Decimal, ""),
    "duration": (DURATION, _duration, ""),
    "phone": (PHONE, str, ""),
    "language": (LANGUAGE, str, ""),
    "date": (DATE, date.fromisoformat, "no calendar has this date"),
    "yearly": (YEARLY, _yearly, "no calendar has this day"),
    "time": (TIME, time.fromisoformat, "no clock shows this time"),
    "bool": (BOOL, "true".__eq__, ""),
    "key": (KEY, str, ""),
    "range": (RANGE, _range, "nothing is in this range: it ends before it starts"),
    "date_range": (DATE_RANGE, _date_range, "nothing is in this range of dates"),
    "yearly_range": (YEARLY_RANGE, _yearly_range, "no calendar has one of these days"),
}


@infer.register(tree.Written)
def literal(expression: tree.Written, scope: Scope, _expected: Type | None) -> Expr:
    """A literal as a constant of its own type."""
    of, read, wrong = _READERS[expression.kind]
    try:
        return Constant(span=expression.span, type=of, value=read(expression.text))
    except ValueError:
        return fault(scope, "IVR229", expression.span, f"{wrong}: `{expression.text}`")


@infer.register(tree.ListValue)
def list_value(expression: tree.ListValue, scope: Scope, expected: Type | None) -> Expr:
    """`[a, b]`: the elements have one type, which may be that of the widest of them."""
    wanted = expected.element if expected else None
    items = [infer(item, scope, wanted) for item in expression.items]
    items = [absent(item, scope) if item.type.optional else item for item in items]
    element = wanted or _common(items)
    items = [fit(item, element, scope) for item in items]
    if any(isinstance(item, Mistake) for item in items):
        return Mistake(span=expression.span, type=UNKNOWN)
    constants = [item for item in items if isinstance(item, Constant)]
    if len(constants) == len(items):
        values = tuple(item.value for item in constants)
        return Constant(span=expression.span, type=list_of(element), value=values)
    return ListOf(span=expression.span, type=list_of(element), items=tuple(items))


def _common(items: list[Expr]) -> Type:
    """The type of the first element that all others fit; of the first if none is."""
    types = [item.type for item in items if item.type != UNKNOWN]
    fitting = (t for t in types if all(assignable(other, t) for other in types))
    return next(fitting, types[0] if types else UNKNOWN)
