"""What the platform sends: reading request bodies and typed views of events (reference 4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import parse_qsl

from ivrc.runtime.json_bytes import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

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


class MalformedBodyError(ValueError):
    """The body of a request is not a JSON object."""


def parse_body(body: bytes) -> dict[str, Any]:
    """The JSON object of a POST."""
    try:
        event = load(body)
    except (ValueError, RecursionError) as error:
        raise MalformedBodyError(str(error)) from None
    if not isinstance(event, dict):
        raise MalformedBodyError(f"a JSON object was expected, not {type(event).__name__}")
    return event


def our_parameters(query: str) -> dict[str, str]:
    """What we put into the URL; it needs no decoding."""
    found = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name in OUR_PARAMETERS:
            found[name] = value
    return found


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


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _text_or_none(value: Any) -> str | None:
    return _text(value) or None


def _whole_or_none(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _moment_or_none(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _needed(read: Callable[[Any], T | None]) -> Callable[[Any], T]:
    def read_or_refuse(value: Any) -> T:
        found = read(value)
        if found is None:
            raise MalformedBodyError(f"the event should have a value other than {value!r} there")
        return found

    return read_or_refuse


class _Field(Generic[T]):
    """An attribute that is read from the event when it is used; a trailing `_` is not part of its name."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self._name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name.rstrip("_")

    def __get__(self, view: View, _owner: type) -> T:
        return self._read(view.body.get(self._name))


class View:
    """The body of an event, by typed attributes."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body


class Event(View):
    """A call event (reference 4.2). What only some states have may be `None`."""

    from_ = _Field(_text)
    to = _Field(_text)
    conversation_uuid = _Field(_text)
    status = _Field(_text)
    direction = _Field(_text)
    timestamp = _Field(_needed(_moment_or_none))
    call_uuid = _Field(_text_or_none)
    detail = _Field(_text_or_none)
    disconnected_by = _Field(_text_or_none)
    duration = _Field(_whole_or_none)
    end_time = _Field(_moment_or_none)
    network = _Field(_text_or_none)
    price = _Field(_text_or_none)
    rate = _Field(_text_or_none)
    sip_code = _Field(_whole_or_none)
    start_time = _Field(_moment_or_none)
    sub_state = _Field(_text_or_none)

    @property
    def uuid(self) -> str:
        """The id of the leg, which a detection calls otherwise."""
        return _text(self.body.get("uuid") or self.body.get("call_uuid"))


class Recording(View):
    """A recording or transcription (reference 4.3); `MalformedBodyError` for what it does not have."""

    recording_url = _Field(_text)
    recording_uuid = _Field(_text)
    transcription_url = _Field(_text)
    conversation_uuid = _Field(_text)
    type = _Field(_text)
    status = _Field(_text)
    start_time = _Field(_needed(_moment_or_none))
    end_time = _Field(_needed(_moment_or_none))
    timestamp = _Field(_needed(_moment_or_none))
    size = _Field(_needed(_whole_or_none))
