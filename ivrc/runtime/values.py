"""Typed values to and from JSON: for state tokens, results of externs and HTTP answers."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# Longer durations cannot be meant and overflow a `timedelta`.
_LONGEST_SECONDS = 10**12


class Codec(NamedTuple):
    """`encode` gives JSON; `decode` takes it back; `check` passes a Python value of the type.

    The last two raise `ValueError` for everything else. `shape` names the type and its parts; `optional`
    types may be absent.
    """

    shape: str
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    check: Callable[[Any], Any]
    optional: bool = False

    @property
    def plain(self) -> bool:
        """Whether JSON has the type: what we wrote ourselves needs no decoding."""
        return self.encode is _same


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    """Passes values of exactly this type: `True` is no number and a moment no date."""

    def check(value: Any) -> Any:
        if type(value) is kind:
            return value
        raise ValueError(f"{kind.__name__} was expected, not {type(value).__name__}")

    return check


def _decimal(value: Any) -> Decimal:
    if type(value) is Decimal:
        return value
    if type(value) is int:
        return Decimal(value)
    raise ValueError(f"a number was expected, not {type(value).__name__}")


def _json_decimal(value: Any) -> Decimal:
    if type(value) not in {str, int, float, Decimal}:
        raise ValueError(f"a number was expected, not {type(value).__name__}")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError("a number was expected, not text") from None
    if not number.is_finite():
        raise ValueError("a finite number was expected")
    return number


def _seconds(value: Any) -> timedelta:
    number = _json_decimal(value)
    if abs(number) > _LONGEST_SECONDS:
        raise ValueError("a duration in seconds was expected")
    return timedelta(seconds=float(number))


def _aware(value: Any) -> datetime:
    moment: datetime = _exactly(datetime)(value)
    if moment.tzinfo is None:
        raise ValueError("a moment with a time zone was expected")
    return moment


def _from_iso(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: parse(_exactly(str)(value))


def _plain(kind: type) -> Codec:
    return Codec(kind.__name__, _same, _exactly(kind), _exactly(kind))


_PLAIN: dict[Any, Codec] = {
    str: _plain(str),
    int: _plain(int),
    bool: _plain(bool),
    type(None): Codec("None", _same, _exactly(type(None)), _exactly(type(None))),
    Decimal: Codec("Decimal", str, _json_decimal, _decimal),
    date: Codec("date", date.isoformat, _from_iso(date.fromisoformat), _exactly(date)),
    time: Codec("time", time.isoformat, _from_iso(time.fromisoformat), _exactly(time)),
    datetime: Codec(
        "datetime", datetime.isoformat, lambda text: _aware(_from_iso(datetime.fromisoformat)(text)), _aware
    ),
    timedelta: Codec("timedelta", timedelta.total_seconds, _seconds, _exactly(timedelta)),
}


@cache
def codec(annotation: Any) -> Codec:
    """The codec of a type; `TypeError` for one that has none, which is a mistake of the generated module."""
    if annotation in _PLAIN or annotation is None:
        return _PLAIN[annotation or type(None)]
    if typing.get_origin(annotation) is list:
        return _list(codec(typing.get_args(annotation)[0]))
    if typing.get_origin(annotation) in {types.UnionType, typing.Union}:
        return _optional(annotation)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Codec(_members(annotation), str, annotation, annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _record(annotation)
    raise TypeError(f"{annotation!r} cannot travel with a call")


def _members(enumeration: type[StrEnum]) -> str:
    return f"{enumeration.__name__}({'|'.join(enumeration)})"


def _list(element: Codec) -> Codec:
    def each(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda values: [convert(value) for value in _exactly(list)(values)]

    return Codec(f"list[{element.shape}]", each(element.encode), each(element.decode), each(element.check))


def _optional(annotation: Any) -> Codec:
    """`T | None`, the only union of the language."""
    (inner,) = (codec(kind) for kind in typing.get_args(annotation) if kind is not type(None))

    def unless_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: None if value is None else convert(value)

    converters = (unless_none(inner.encode), unless_none(inner.decode), unless_none(inner.check))
    return Codec(f"{inner.shape} | None", *converters, optional=True)


def _record(kind: type) -> Codec:
    """An object with the fields of a dataclass; an absent field is `None`, unknown ones are ignored."""
    hints = typing.get_type_hints(kind)
    parts = {field.name: codec(hints[field.name]) for field in fields(kind)}

    def encode(value: Any) -> dict[str, Any]:
        return {_declared(name): part.encode(getattr(value, name)) for name, part in parts.items()}

    def decode(value: Any) -> Any:
        given = _exactly(dict)(value)
        return kind(**{n: _field(n, part.decode, given.get(_declared(n))) for n, part in parts.items()})

    def check(value: Any) -> Any:
        record = _exactly(kind)(value)
        return kind(**{name: _field(name, part.check, getattr(record, name)) for name, part in parts.items()})

    shape = ",".join(f"{name}:{part.shape}" for name, part in parts.items())
    return Codec(f"{kind.__name__}({shape})", encode, decode, check)


def _declared(name: str) -> str:
    """The name of the program: Python cannot call a field `class`, so the module calls it `class_`."""
    stem = name.removesuffix("_")
    return stem if iskeyword(stem) else name


def _field(name: str, convert: Callable[[Any], Any], value: Any) -> Any:
    try:
        return convert(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
