"""Recordings and transcripts that arrive, perhaps after the call, and callers who wait for them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - tokens read the types of the fields at run time
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from ivrc.runtime.events import Recording, kind_of, parse_body
from ivrc.runtime.json_bytes import dump
from ivrc.runtime.reply import ncco
from ivrc.runtime.rooms import StoreDownError
from ivrc.runtime.routes import Route
from ivrc.runtime.targets import Bound, Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.runtime.call import Call

logger = logging.getLogger("ivrc.call")

# The platform repeats an event within minutes; a day is more than it ever takes.
ONCE_WITHIN = 24 * 3600
# Seconds that a recording waits for the caller who awaits it.
KEPT_FOR = 2 * 3600
# Seconds within which the platform repeats a request to which it heard no answer.
REPEATED_WITHIN = 60
# Seconds between two looks whether it has come.
PAUSE = 1


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording that a caller has waited for."""

    recording_url: str
    recording_uuid: str
    conversation_uuid: str
    start_time: datetime
    end_time: datetime
    timestamp: datetime
    size: int


def _recorded(event: Mapping[str, Any]) -> Recorded:
    view = Recording(event)
    return Recorded(
        recording_url=view.recording_url,
        recording_uuid=view.recording_uuid,
        conversation_uuid=view.conversation_uuid,
        start_time=view.start_time,
        end_time=view.end_time,
        timestamp=view.timestamp,
        size=view.size,
    )


def _kept_as(call: Call, name: str) -> str:
    return f"recording:{call.conversation_uuid}:{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Route):
    """A recording or transcription that has arrived: nobody hears the reply.

    `awaited` is the name under which callers wait for it.
    """

    speaks: ClassVar[bool] = False
    kind: str
    then: Bound | None
    awaited: str = ""

    def decide(self, call: Call, values: Mapping[str, Any]) -> Decision:
        """Runs the handler for events of the kind, for each recording once."""
        kind = kind_of(call.event)
        if kind != self.kind or (self.then is None and not self.awaited):
            return Decision(kind, None, values)
        name = self.then.name if self.then else ""
        return Decision(kind, Bound(name, function=partial(self._deliver, values=values), waits=True), values)

    async def _deliver(self, call: Call, *, values: Mapping[str, Any]) -> None:
        recording = call.event.get("recording_uuid")
        key = f"{self.kind}:{recording}"
        if recording and not await _claimed(call, key):
            logger.info("%s: %s came again", self.address.path, recording)
            return
        try:
            if self.awaited:
                await _keep(call, self.awaited)
            if self.then is not None:
                made = self.then.run(call, values)
                if self.then.waits:
                    await made
        except Exception:
            await _freed(call, key)
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited(Route):
    """A caller who waits until `recording` has come, for `timeout` seconds; it is then the value `into`."""

    recording: str
    into: str
    timeout: int
    then: Bound | None
    late: Bound | None

    def decide(self, _call: Call, values: Mapping[str, Any]) -> Decision:
        """What `look` begins with."""
        return Decision("await", None, values)

    async def look(self, call: Call, values: Mapping[str, Any]) -> Decision:
        """Whether it is there; otherwise the caller waits a little longer."""
        event = await _taken(call, self.recording)
        if event is not None:
            return Decision("delivered", self.then, {**values, self.into: _recorded(event)})
        now = int(call.service.seconds())
        until = _until(call.event.get("payload"), now + self.timeout)
        if now >= until:
            return Decision("late", self.late, values)
        url = call.service.url(self.address.path, call.conversation_uuid, values)
        pause = {"action": "wait", "timeout": PAUSE}
        reply = ncco(pause, {"action": "notify", "payload": {"until": until}, "eventUrl": [url]})
        return Decision("wait", Bound("await", reply=reply), values)


def _until(payload: object, otherwise: int) -> int:
    """The last moment to wait, which the payload of our own notify tells after the first look."""
    told = payload.get("until") if isinstance(payload, dict) else None
    return told if isinstance(told, int) else otherwise


async def _claimed(call: Call, key: str) -> bool:
    """Twice is better than never, so a store that is down lets everything pass."""
    try:
        return await call.service.store.claim(key, ONCE_WITHIN)
    except StoreDownError as error:
        logger.error("%s may run twice: %s", call.path, error)
        return True


async def _freed(call: Call, key: str) -> None:
    try:
        await call.service.store.take(key)
    except StoreDownError as error:
        logger.error("%s does not run again: %s", call.path, error)


async def _keep(call: Call, name: str) -> None:
    try:
        await call.service.store.put(_kept_as(call, name), dump(call.event).decode(), KEPT_FOR)
    except StoreDownError as error:
        logger.error("%s: the caller waits in vain: %s", call.path, error)


async def _taken(call: Call, name: str) -> dict[str, Any] | None:
    """What has come; a request that is repeated finds again what it found."""
    store, key = call.service.store, _kept_as(call, name)
    found = f"{key}:{call.request_key}"
    try:
        text = await store.take(key) or await store.take(found)
        if text is not None:
            await store.put(found, text, REPEATED_WITHIN)
    except StoreDownError as error:
        logger.error("%s: what has come is not known: %s", call.path, error)
        return None
    return None if text is None else parse_body(text.encode())
