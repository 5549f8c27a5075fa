"""The request for a call that we place (reference 6.3)."""

from __future__ import annotations

from typing import Any

# E.164 without the plus (reference 2.3).
_LENGTHS = range(7, 16)


def call_request(
    to: str, *, from_: str, answer_url: str, event_url: str | None = None, **settings: Any
) -> dict[str, Any]:
    """The body of `POST /v1/calls`; `ValueError` unless the numbers have their plus and country code."""
    request: dict[str, Any] = {"to": [_phone(to)], "from": _phone(from_)}
    request |= {"answer_url": [answer_url], "answer_method": "POST"}
    if event_url is not None:
        request |= {"event_url": [event_url], "event_method": "POST"}
    return request | settings


def _phone(number: str) -> dict[str, str]:
    digits = number.removeprefix("+")
    if digits == number or not (digits.isascii() and digits.isdigit() and len(digits) in _LENGTHS):
        raise ValueError(f"{number!r} is no phone number: write it like +441632960001")
    return {"type": "phone", "number": digits}
