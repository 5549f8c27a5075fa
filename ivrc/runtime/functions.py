"""The built-in functions of the language that need no library (language 11)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
S = TypeVar("S", bound="str | list[Any]")

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PHONE_PUNCTUATION = re.compile(r"[\s().\-/]")


def last(value: S, count: int) -> S:
    """The last `count` characters or elements."""
    return cast("S", value[max(len(value) - max(count, 0), 0) :])


def first(value: S, count: int) -> S:
    """The first `count` characters or elements."""
    return cast("S", value[: max(count, 0)])


def digits(text: str) -> str:
    """The digits of a spoken number, whatever script they are in."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())


def phone(text: str) -> str | None:
    """The E.164 number that a text with a leading plus is, without the punctuation in it."""
    number = _PHONE_PUNCTUATION.sub("", text)
    return number if _E164.fullmatch(number) else None


def join(texts: Iterable[str], separator: str) -> str:
    """One text with the separator between the elements."""
    return separator.join(texts)


def lower(text: str) -> str:
    """A text in lower-case letters."""
    return text.lower()


def trim(text: str) -> str:
    """A text without spaces around it."""
    return text.strip()


def if_empty(value: T | None, otherwise: T) -> T:
    """The value, or the other one when it is none or has nothing in it."""
    return otherwise if value is None or value in ("", []) else value


def find(records: Iterable[T], **fields: object) -> T | None:
    """The first record whose fields have these values."""
    fitting = (r for r in records if all(getattr(r, name) == value for name, value in fields.items()))
    return next(fitting, None)
