"""A call as the generated module sees it: one request of the platform."""

from __future__ import annotations

from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ivrc.runtime import rooms
from ivrc.runtime.events import parse_body

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ivrc.runtime.service import Service

# E.164 numbers arrive without their plus (reference 2.3).
_PHONE_LENGTHS = range(7, 16)

# What is kept of the call travels among the values of the program, whose names have no dots.
KEPT = "call."
_NOTHING: Mapping[str, str | None] = {}

CURRENT: ContextVar[Call] = ContextVar("ivrc_call")


def current_call() -> Call:
    """The call on whose behalf a hook was called; `LookupError` outside of hooks."""
    return CURRENT.get()


class Call:
    """One request; `kept` is what travelled along of the first leg, `asked` counts the externs so far.

    The body is read when something of it is needed; `MalformedBodyError` if it is no JSON.
    """

    __slots__ = ("_body", "_event", "asked", "kept", "path", "query", "service")

    def __init__(
        self,
        service: Service,
        path: str,
        *,
        query: bytes = b"",
        body: bytes = b"",
        event: dict[str, Any] | None = None,
    ) -> None:
        self.service = service
        self.kept: Mapping[str, str | None] = _NOTHING
        self.asked = 0
        self.path = path
        self.query = query
        self._body = body
        self._event = event

    @property
    def event(self) -> dict[str, Any]:
        """The request's fields as the platform sent them."""
        if self._event is None:
            self._event = parse_body(self._body)
        return self._event

    def _text(self, name: str) -> str:
        value = self.event.get(name)
        return value if isinstance(value, str) else ""

    def _phone(self, name: str) -> str | None:
        number = self._text(name).removeprefix("+")
        is_phone = self._text("endpoint_type") in {"", "phone"}
        plausible = is_phone and len(number) in _PHONE_LENGTHS and number.isascii() and number.isdigit()
        return f"+{number}" if plausible else None

    @property
    def from_(self) -> str | None:
        """The caller's number with a plus, unless it is withheld or not a phone."""
        return self.kept["from_"] if "from_" in self.kept else self._phone("from")

    @property
    def from_address(self) -> str:
        """The caller's number, SIP address or user name."""
        kept = self.kept.get("from_address")
        return kept or self._phone("from") or self._text("from") or self._text("from_user")

    @property
    def from_user(self) -> str | None:
        """The Client SDK user who calls."""
        return self.kept["from_user"] if "from_user" in self.kept else self._text("from_user") or None

    @property
    def to(self) -> str:
        """The number dialled with a plus; the app's first number when the call came another way."""
        return self.kept.get("to") or self._phone("to") or next(iter(self.service.numbers), "")

    @property
    def uuid(self) -> str:
        """The id of the leg."""
        return self.kept.get("uuid") or self._text("uuid") or self._text("call_uuid")

    @property
    def conversation_uuid(self) -> str:
        """The id of the conversation, `CON-...`."""
        return self.kept.get("conversation_uuid") or self._text("conversation_uuid")

    def header(self, name: str) -> str | None:
        """A SIP header of the incoming call; its name regardless of case."""
        if f"header:{name}" in self.kept:
            return self.kept[f"header:{name}"]
        wanted = f"sipheader_{name}".lower()
        return next((str(value) for key, value in self.event.items() if key.lower() == wanted), None)

    @property
    def now(self) -> datetime:
        """The time in the app's zone."""
        return self.service.now()

    @property
    def hooks(self) -> object:
        """The implementation of the module's `Hooks`."""
        return self.service.hooks

    @property
    def request_key(self) -> str:
        """Names the extern call at hand; the same when the platform sends the request again."""
        parts = (self.path.encode(), self.query, self._body, str(self.asked).encode())
        return sha256(b"\0".join(parts)).hexdigest()

    def url(self, path: str, **values: Any) -> str:
        """The full URL of one of the module's routes, holding what it carries."""
        for name in self.service.addresses[path].keep:
            values[f"{KEPT}{name}"] = self._remembered(name)
        # The event's own conversation: a called party's next request comes from there.
        return self.service.url(path, self._text("conversation_uuid"), values)

    async def join(self, room: str, role: str) -> rooms.Room:
        """The caller enters a room in a role; those who are there already."""
        return await rooms.enter(self.service.store, room, self.uuid, role)

    def _remembered(self, name: str) -> str | None:
        kind, _, header = name.partition(":")
        value: str | None = self.header(header) if header else getattr(self, kind)
        return value
