"""Checks of single values: each row of the target becomes one function, once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard

from ivrc.ncco.finding import Finding, shown
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.ncco.finding import Check, Path
    from ivrc.ncco.keys import Key, KeyType

_URL = re.compile(r"https?://[^\s/?#]+[^\s]*")
_LEG = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")
_WHOLE_NUMBER_TEXT = re.compile(r"-?[0-9]+")
_NUMBER_TEXT = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# What a text must look like, and how that is said.
_SHAPES: dict[KeyType, tuple[re.Pattern[str], str]] = {
    "url": (_URL, "an absolute http or https URL"),
    "number_e164": (re.compile(r"[1-9][0-9]{6,14}"), "7 to 15 digits, country code first and without plus"),
    "key": (re.compile(r"[0-9*#]"), "one key: 0-9, * or #"),
    "tones": (re.compile(r"[0-9*#p]+"), "made of 0-9, *, # and p (a pause of 500 ms)"),
    "digits": (re.compile(r"[0-9]+"), "text made of digits"),
    "language": (re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a language code such as en-GB"),
    "websocket_uri": (re.compile(r"wss?://[^\s]+"), "a ws:// or wss:// address"),
    "sip_uri": (re.compile(r"sips?:[^\s]+"), "a sip: or sips: address"),
    "conversation_id": (
        re.compile(r"CON-[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"),
        "CON- and the UUID of a conversation",
    ),
}


def value_check(row: Key) -> Check:
    """The function that checks a value of this row; objects and endpoints are composed in `objects`."""
    if row.type in _SHAPES:
        return _shape_check(row, *_SHAPES[row.type])
    return _CHECKS[row.type](row)


def _wrong(
    row: Key,
    path: Path,
    value: object,
    wanted: str,
    code: str = "",
    hint: str | None = None,
    meant: str | None = None,
) -> Finding:
    message = f"`{path[-1]}` is {shown(value)}, but must be {wanted}"
    return Finding(code=code or row.code, path=path, message=message, hint=hint, meant=meant)


def _shape_check(row: Key, shape: re.Pattern[str], wanted: str) -> Check:
    matches = shape.fullmatch

    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, str) or not matches(value):
            digits = _plain_number(value) if row.type == "number_e164" else None
            hint = f'write `"{digits}"`' if digits else None
            meant = digits if str(value).startswith("+") else None
            found.append(_wrong(row, path, value, wanted, hint=hint, meant=meant))
        elif value.startswith(("http://", "ws://")):
            found.append(_unencrypted(path, value))

    return check


def _plain_number(value: object) -> str | None:
    """The digits of a phone number that is only written in another way."""
    digits = re.sub(r"[^0-9]", "", str(value)).removeprefix("00")
    return digits if _SHAPES["number_e164"][0].fullmatch(digits) else None


def _unencrypted(path: Path, value: str) -> Finding:
    secure = value.replace("http://", "https://", 1).replace("ws://", "wss://", 1)
    return Finding(
        code="W215",
        path=path,
        message="what is sent to this address can be read and changed on its way",
        hint=f"write {shown(secure)}",
    )


def _text_check(row: Key) -> Check:
    shortest = 1 if row.minimum is None else row.minimum
    longest = row.maximum

    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, str):
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            hint = f'write `"{value}"`' if is_number else None
            found.append(_wrong(row, path, value, "text", "E107", hint))
        elif len(value) < shortest:
            found.append(Finding(code=row.code, path=path, message=f"`{path[-1]}` is empty"))
        elif longest is not None and len(value) > longest:
            message = f"`{path[-1]}` has {len(value)} characters; {longest:g} are allowed"
            found.append(Finding(code=row.code, path=path, message=message))

    return check


def _bool_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if value is True or value is False:
            return
        if value in ("true", "false"):
            message = f"`{path[-1]}` is {shown(value)}, a text"
            found.append(
                Finding(code="W200", path=path, message=message, hint=f"write {value} without quotes")
            )
        else:
            found.append(_wrong(row, path, value, "true or false"))

    return check


def _number_check(row: Key) -> Check:
    whole = row.type == "int"
    text_form = _WHOLE_NUMBER_TEXT if whole else _NUMBER_TEXT
    low = float("-inf") if row.minimum is None else row.minimum
    high = float("inf") if row.maximum is None else row.maximum
    wanted = _range_words(row)
    clamped = "the platform takes the nearest allowed number" if row.range_code != row.code else None

    def check(value: object, path: Path, found: list[Finding]) -> None:
        number = value
        if isinstance(value, str) and text_form.fullmatch(value):
            number = float(value)
        if isinstance(number, bool) or not isinstance(number, (int, float)) or (whole and number % 1):
            found.append(_wrong(row, path, value, wanted))
        elif not low <= number <= high:
            nearest = f"write {low if number < low else high:g}"
            found.append(_wrong(row, path, value, wanted, row.range_code, clamped or nearest))
        elif number is not value:
            message = f"`{path[-1]}` is {shown(value)}, a text"
            found.append(
                Finding(code="W201", path=path, message=message, hint=f"write {value} without quotes")
            )

    return check


def _range_words(row: Key) -> str:
    """`a whole number from 1 to 20`, with the unit where there is one."""
    kind = "a whole number" if row.type == "int" else "a number"
    if row.minimum is None:
        return kind
    if row.maximum is None:
        return f"{kind}, {row.minimum:g} or more"
    unit = f" {row.unit}" if row.unit else ""
    return f"{kind} from {row.minimum:g} to {row.maximum:g}{unit}"


def _choices_check(row: Key) -> Check:
    wanted = listed(f"`{choice}`" for choice in row.choices)

    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, str) or value not in row.choices:
            hint = did_you_mean(value, row.choices) if isinstance(value, str) else None
            found.append(_wrong(row, path, value, wanted, hint=hint))

    return check


def _choice_list_check(row: Key) -> Check:
    words = listed((f"`{choice}`" for choice in row.choices), "and")
    wanted = f"an array of one or more of {words}, each once"

    def check(value: object, path: Path, found: list[Finding]) -> None:
        if isinstance(value, str) and value in row.choices:
            message = f"`{path[-1]}` is a text, but should be an array"
            found.append(Finding(code="W204", path=path, message=message, hint=f'write `["{value}"]`'))
        elif not isinstance(value, list) or not value or not _different(value, row.choices):
            found.append(_wrong(row, path, value, wanted))

    return check


def _different(values: list[object], choices: tuple[str, ...]) -> bool:
    return all(value in choices for value in values) and len({str(v) for v in values}) == len(values)


def _url_list_check(row: Key) -> Check:
    wanted = "an array of exactly one absolute http or https URL"
    not_an_array = "E108" if row.code == "E109" else row.code

    def check(value: object, path: Path, found: list[Finding]) -> None:
        url = value[0] if isinstance(value, list) and len(value) == 1 else None
        if isinstance(url, str) and _URL.fullmatch(url):
            if url.startswith("http://"):
                found.append(_unencrypted((*path, 0), url))
        elif isinstance(value, str) and _URL.fullmatch(value):
            code = "W205" if row.code == "E121" else not_an_array
            message = f"`{path[-1]}` is a text, but must be an array"
            found.append(Finding(code=code, path=path, message=message, hint=f'write `["{value}"]`'))
        else:
            found.append(
                _wrong(row, path, value, wanted, row.code if isinstance(value, list) else not_an_array)
            )

    return check


def _texts_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            found.append(_wrong(row, path, value, "an array of non-empty texts"))

    return check


def _legs_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not _are_legs(value) or len(set(value)) != len(value):
            found.append(_wrong(row, path, value, "an array of different leg ids"))

    return check


def _leg_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not _are_legs(value) or len(value) != 1:
            found.append(_wrong(row, path, value, "an array of exactly one leg id"))

    return check


def _are_legs(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(leg, str) and _LEG.fullmatch(leg) for leg in value)


def _headers_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, dict):
            found.append(_wrong(row, path, value, "an object"))
            return
        for name, header in value.items():
            if not isinstance(header, str):
                found.append(_wrong(row, (*path, name), header, "text"))

    return check


def _object_check(row: Key) -> Check:
    """Any JSON object."""

    def check(value: object, path: Path, found: list[Finding]) -> None:
        if not isinstance(value, dict):
            found.append(_wrong(row, path, value, "an object"))

    return check


def _empty_object_check(row: Key) -> Check:
    def check(value: object, path: Path, found: list[Finding]) -> None:
        if value != {}:
            found.append(_wrong(row, path, value, "`{}`"))

    return check


_CHECKS: dict[KeyType, Callable[[Key], Check]] = {
    "text": _text_check,
    "int": _number_check,
    "number": _number_check,
    "bool": _bool_check,
    "object": _object_check,
    "urls": _url_list_check,
    "choices": _choices_check,
    "choice_list": _choice_list_check,
    "texts": _texts_check,
    "leg": _leg_check,
    "legs": _legs_check,
    "headers": _headers_check,
    "empty_object": _empty_object_check,
}
