"""What the platform sends: reading request bodies and typed views of events (reference 4)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Names the compiler puts into event URLs; everything else in a query is the platform's.
OUR_PARAMETERS = frozenset({"v", "s"})

_MARKS = (
    ("recording_url", "record"),
    ("transcription_url", "transcription"),
    ("dtmf", "input"),
    ("speech", "input"),
    ("payload", "notify"),
    ("conversation_uuid_to", "transfer"),
)


_decode = json.JSONDecoder().decode


class MalformedBodyError(ValueError):
    """The body of a request is not a JSON object."""


def parse_body(body: bytes) -> dict[str, Any]:
    """The JSON object of a POST."""
    try:
        event = _decode(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MalformedBodyError(str(error)) from None
    if not isinstance(event, dict):
        raise MalformedBodyError(f"a JSON object was expected, not {type(event).__name__}")
    return event


def our_parameters(query: str) -> dict[str, str]:
    """What we put into the URL; it needs no decoding."""
    pairs = (part.partition("=") for part in query.split("&"))
    return {name: value for name, _, value in pairs if name in OUR_PARAMETERS}


def parse_query(query: str) -> dict[str, Any]:
    """The platform's fields of a GET. Objects arrive as JSON text (their encoding is not documented)."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return {name: _json_object(value) for name, value in pairs if name not in OUR_PARAMETERS}


def _json_object(value: str) -> Any:
    try:
        return parse_body(value.encode()) if value.startswith("{") else value
    except MalformedBodyError:
        return value


def kind_of(event: Mapping[str, Any]) -> str:
    """`error`, `record`, `transcription`, `input`, `notify`, `transfer`, `status` or `` (reference 4.3)."""
    if "reason" in event and "status" not in event:
        return "error"
    for field, kind in _MARKS:
        if field in event:
            return kind
    return "status" if event.get("status") else ""


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int | float) and value != "" else None


def _whole(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _seconds(value: Any) -> timedelta | None:
    number = _decimal(value)
    return None if number is None or abs(number) > 10**9 else timedelta(seconds=float(number))


_READERS: dict[str, Callable[[Any], Any]] = {
    "str | None": _text,
    "int | None": _whole,
    "Decimal | None": _decimal,
    "datetime | None": _moment,
    "timedelta | None": _seconds,
    "str": lambda value: _text(value) or "",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A call event with the field names of reference 4.2; what it does not have is `None` or ``."""

    uuid: str
    conversation_uuid: str
    status: str
    from_: str | None
    to: str | None
    direction: str | None
    timestamp: datetime | None
    start_time: datetime | None
    end_time: datetime | None
    duration: timedelta | None
    rate: Decimal | None
    price: Decimal | None
    network: str | None
    detail: str | None
    sip_code: int | None
    sub_state: str | None
    disconnected_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording or transcription event with the field names of reference 4.3."""

    recording_url: str
    transcription_url: str
    recording_uuid: str
    conversation_uuid: str
    start_time: datetime | None
    end_time: datetime | None
    timestamp: datetime | None
    size: int | None
    status: str | None


def read_event(body: Mapping[str, Any]) -> Event:
    """A typed call event; `call_uuid` of detection events is their `uuid`."""
    return Event(**_typed(Event, {"uuid": body.get("call_uuid"), **body, "from_": body.get("from")}))


def read_recording(body: Mapping[str, Any]) -> Recording:
    """A typed recording or transcription event."""
    return Recording(**_typed(Recording, body))


def _typed(shape: type[Event | Recording], body: Mapping[str, Any]) -> dict[str, Any]:
    # Annotations are text here, so they serve as the names of the readers.
    return {name: _READERS[kind](body.get(name)) for name, kind in shape.__annotations__.items()}
