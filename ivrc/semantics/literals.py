"""Literals, strings with interpolations, and lists (language 2)."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from ivrc.language.builtins import FORMATS
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
    TEXT,
    TIME,
    UNKNOWN,
    YEARLY,
    YEARLY_RANGE,
    Type,
    described,
    list_of,
)
from ivrc.semantics.faults import fault
from ivrc.semantics.fitting import absent, assignable, fit
from ivrc.semantics.resolving import infer
from ivrc.semantics.typed import Constant, Expr, Formatted, Joined, ListOf, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

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


@infer.register(tree.Literal_)
def literal(expression: tree.Literal_, scope: Scope, _expected: Type | None) -> Expr:
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


@infer.register(tree.Text)
def text(expression: tree.Text, scope: Scope, _expected: Type | None) -> Expr:
    """A string; one with interpolations is joined when their values are known."""
    first = expression.parts[0] if expression.parts else ""
    if not expression.parts or (len(expression.parts) == 1 and isinstance(first, str)):
        return Constant(span=expression.span, type=TEXT, value=first)
    ssml = isinstance(first, str) and first.lstrip().startswith("<speak>")
    parts = tuple(_part(part, expression, scope, ssml) for part in expression.parts)
    if any(isinstance(part, Mistake) for part in parts):
        return Mistake(span=expression.span, type=UNKNOWN)
    return Joined(span=expression.span, type=TEXT, parts=parts, ssml=ssml)


def _part(part: str | tree.Interpolation, whole: tree.Text, scope: Scope, ssml: bool) -> Expr:
    if isinstance(part, str):
        return Constant(span=whole.span, type=TEXT, value=part)
    value = infer(part.value, scope, None)
    if value.type == UNKNOWN:
        return Mistake(span=part.span, type=UNKNOWN)
    if value.type.optional:
        return absent(value, scope)
    return (
        _formatted(part, part.format, value, scope, ssml) if part.format else _bare(part, value, scope, ssml)
    )


def _bare(part: tree.Interpolation, value: Expr, scope: Scope, ssml: bool) -> Expr:
    hints = {
        "list": 'say its elements with `each`, or join them: `{join(list, ", ")}`',
        "record": "name the field that is meant: `{customer.name}`",
    }
    if value.type.kind in hints:
        message = f"{described(value.type)} cannot be put into a text"
        return fault(scope, "IVR210", value.span, message, hints[value.type.kind])
    return Formatted(span=part.span, type=TEXT, value=value, format="", ssml=ssml)


def _formatted(part: tree.Interpolation, name: tree.Name, value: Expr, scope: Scope, ssml: bool) -> Expr:
    row = FORMATS.get(name.text)
    if row is None:
        hint = did_you_mean(name.text, FORMATS) or f"a format is {listed(FORMATS)}"
        return fault(scope, "IVR215", name.span, f"there is no format `{name.text}`", hint)
    if value.type.kind not in row.kinds:
        fitting = [f"`{other}`" for other, candidate in FORMATS.items() if value.type.kind in candidate.kinds]
        hint = f"formats for it: {listed(fitting)}" if fitting else "write it without a format"
        message = f"{described(value.type)} cannot be spoken as {name.text}"
        return fault(scope, "IVR215", name.span, message, hint)
    currency = _currency(part, name, scope)
    if currency is None:
        return Mistake(span=part.span, type=UNKNOWN)
    return Formatted(span=part.span, type=TEXT, value=value, format=name.text, currency=currency, ssml=ssml)


def _currency(part: tree.Interpolation, name: tree.Name, scope: Scope) -> str | None:
    """The argument of `currency("GBP")`; '' for the other formats, which take none; None after a report."""
    if name.text != "currency":
        if not part.arguments:
            return ""
        fault(scope, "IVR214", part.arguments[0].span, f"`{name.text}` takes no argument")
        return None
    codes = [_code(argument) for argument in part.arguments]
    if len(codes) == 1 and codes[0]:
        return codes[0]
    span = part.arguments[0].span if part.arguments else name.span
    hint = 'write the code in capitals: `as currency("GBP")`'
    fault(scope, "IVR214", span, "`currency` needs one currency of three letters", hint)
    return None


def _code(argument: tree.Argument) -> str | None:
    match argument.value:
        case tree.Text(parts=(str() as code,)) if re.fullmatch("[A-Z]{3}", code) and not argument.name:
            return code
        case _:
            return None
