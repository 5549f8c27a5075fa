"""Numbers, dates, money and phone numbers as a language says them, by Babel, num2words and phonenumbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Any, Literal

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from num2words import CONVERTER_CLASSES, num2words  # type: ignore[import-untyped]  # it has no types

if TYPE_CHECKING:
    from collections.abc import Callable

# What num2words calls a language whose code is another.
_WORDS_OF = {"nb": "no"}
_UNITS: tuple[tuple[Literal["hour", "minute", "second"], timedelta], ...] = (
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
    ("second", timedelta(seconds=1)),
)


@cache
def locale_of(language: str) -> Locale:
    """The nearest locale to a voice's language: `en-GB-WLS` speaks as `en-GB` does."""
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse("en")


def as_date(value: date, language: str) -> str:
    """`25 December 2026`; of a moment its own day."""
    return format_date(value, "long", locale=locale_of(language))


def as_time(value: time | datetime, language: str) -> str:
    """`09:00`; of a moment its own time."""
    moment = value.timetz() if isinstance(value, datetime) else value
    return format_time(moment.replace(tzinfo=None), "short", locale=locale_of(language))


def as_currency(value: Decimal | int, code: str, language: str) -> str:
    """`1,234.50 British pounds`; `code` is that of ISO 4217."""
    return str(format_currency(value, code, locale=locale_of(language), format_type="name"))


def as_number(value: Decimal | int, language: str) -> str:
    """`1,234.5`, with every decimal it has."""
    return str(format_decimal(value, locale=locale_of(language), decimal_quantization=False))


def as_phone(value: str, _language: str) -> str:
    """A number in the groups of its country, digit by digit; what is no phone number, in one group."""
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return " ".join(c for c in value if c.isdecimal())
    groups = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return ", ".join(" ".join(group) for group in groups.replace("-", " ").split()).replace("+ ", "+")


def spoken(number: Decimal | int, language: str) -> str:
    """`twenty-one`; in digits where num2words does not know the language."""
    locale = locale_of(language)
    base = _WORDS_OF.get(locale.language, locale.language)
    for code in (f"{base}_{locale.territory}", base):
        if code in CONVERTER_CLASSES:
            return str(num2words(number, lang=code))
    return as_number(number, language)


def _duration(value: timedelta, language: str) -> str:
    locale, left = locale_of(language), abs(value)
    parts: list[str] = []
    for unit, length in _UNITS:
        amount, left = divmod(left, length)
        if amount or (unit == "second" and not parts):
            # The threshold keeps Babel from rounding to the next larger unit.
            parts.append(format_timedelta(amount * length, granularity=unit, threshold=inf, locale=locale))
    return format_list(parts, locale=locale)


# Moments are dates too, so they stand first.
_SAYINGS: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (Decimal, as_number),
    (datetime, lambda moment, language: f"{as_date(moment, language)}, {as_time(moment, language)}"),
    (date, as_date),
    (time, as_time),
    (timedelta, _duration),
)


def say(value: object, language: str) -> str:
    """A value without a format, by its type; `TypeError` for one that cannot be said."""
    for kind, saying in _SAYINGS:
        if isinstance(value, kind):
            return saying(value, language)
    raise TypeError(f"{type(value).__name__} cannot be said")
