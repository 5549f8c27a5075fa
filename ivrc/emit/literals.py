"""Values as Python text: the one function through which every value passes into generated code."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import singledispatch

from ivrc.emit.naming import class_name, field_name
from ivrc.semantics.typed import EnumValue, RecordValue

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# Characters that cannot be seen, or move the text around them. The ranges are fixed, because what Python
# takes as printable changes with its version.
_UNSEEN = re.compile(
    "[\\\\\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\uf8ff"
    "\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)


@singledispatch
def py(value: object) -> str:
    """The source of a constant, laid out as ruff does; dates and numbers need names, see `names_in`."""
    return repr(value)  # None, bool, int


@py.register
def _(value: str) -> str:
    quote = "'" if value.count('"') > value.count("'") else '"'
    return f"{quote}{escaped(value, quote)}{quote}"


@py.register
def _(value: Decimal) -> str:
    return f"Decimal({value})" if value.as_tuple().exponent == 0 else f'Decimal("{value}")'


@py.register
def _(value: date) -> str:
    return f"date({value.year}, {value.month}, {value.day})"


@py.register
def _(value: time) -> str:
    seconds = f", {value.second}" if value.second else ""
    return f"time({value.hour}, {value.minute}{seconds})"


@py.register
def _(value: timedelta) -> str:
    seconds, rest = divmod(value, timedelta(seconds=1))
    if rest:
        return f"timedelta(milliseconds={value // timedelta(milliseconds=1)})"
    return f"timedelta(seconds={seconds})"


@py.register(tuple)
def _(value: tuple[object, ...]) -> str:
    return f"[{', '.join(map(py, value))}]"


@py.register
def _(value: EnumValue) -> str:
    return f"{class_name(value.type)}.{field_name(value.name)}"


@py.register
def _(value: RecordValue) -> str:
    fields = ", ".join(f"{field_name(name)}={py(each)}" for name, each in value.fields)
    return f"{class_name(value.type)}({fields})"


def escaped(text: str, quote: str) -> str:
    """Text as it stands between these quotes."""
    return _UNSEEN.sub(_escape, text).replace(quote, f"\\{quote}")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\x{code:02x}" if code < 256 else _wide(code))


def _wide(code: int) -> str:
    return f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def names_in(value: object) -> frozenset[str]:
    """The names that the source of a constant needs from elsewhere."""
    match value:
        case Decimal() | date() | time() | timedelta():
            return frozenset({type(value).__name__})
        case tuple():
            return frozenset().union(*map(names_in, value))
        case RecordValue(fields=fields):
            return frozenset().union(*(names_in(each) for _, each in fields))
        case _:
            return frozenset()
