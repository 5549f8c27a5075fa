"""What more than one call must know: who is in a room, which recordings came (language 7, 8)."""

from __future__ import annotations

import heapq
import logging
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

logger = logging.getLogger("ivrc.call")

# A leg that nobody reported as over is forgotten after the longest call of a day (reference 3.8).
LONGEST_STAY = 24 * 3600
# The end of a call may be told before its last answer has been worked out.
OVER = 120
# More participants than this are not promised by every edition of the vendor's documents (reference 9).
MOST_PARTICIPANTS = 50


class StoreDownError(Exception):
    """The store did not answer; what it knows is not known now."""


class Store(Protocol):
    """Each operation is atomic; `StoreDownError` if it cannot be done now. Times are in seconds."""

    async def enter(self, room: str, leg: str, role: str) -> Mapping[str, str]:
        """A leg comes into a room, out of any other; the roles of those who are there, by leg.

        A leg that has left for good does not come in again.
        """
        ...

    async def leave(self, leg: str) -> None:
        """A leg is over."""
        ...

    async def claim(self, key: str, seconds: int) -> bool:
        """Whether the key was free; it is taken from now on."""
        ...

    async def put(self, key: str, text: str, seconds: int) -> None:
        """Keep a text."""
        ...

    async def take(self, key: str) -> str | None:
        """The text that was kept or the claim, which are gone then."""
        ...

    async def close(self) -> None:
        """The app stops."""
        ...


class MemoryStore:
    """Serves one process; `seconds` is the clock."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._rooms: defaultdict[str, dict[str, str]] = defaultdict(dict)
        # The room of each leg, the empty one when it is over; texts and claims by key.
        self._legs: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._ends: dict[tuple[str, str], float] = {}
        self._queue: list[tuple[float, str, str]] = []

    async def enter(self, room: str, leg: str, role: str) -> Mapping[str, str]:
        """See `Store`."""
        self._forget()
        if self._legs.get(leg) != "":
            self._go(leg)
            self._rooms[room][leg] = role
            self._legs[leg] = room
            self._remember("leg", leg, LONGEST_STAY)
        return dict(self._rooms.get(room, {}))

    async def leave(self, leg: str) -> None:
        """See `Store`."""
        self._forget()
        self._go(leg)
        self._legs[leg] = ""
        self._remember("leg", leg, OVER)

    async def claim(self, key: str, seconds: int) -> bool:
        """See `Store`."""
        self._forget()
        if key in self._texts:
            return False
        await self.put(key, "", seconds)
        return True

    async def put(self, key: str, text: str, seconds: int) -> None:
        """See `Store`."""
        self._texts[key] = text
        self._remember("text", key, seconds)

    async def take(self, key: str) -> str | None:
        """See `Store`."""
        self._forget()
        return self._texts.pop(key, None)

    async def close(self) -> None:
        """See `Store`."""

    def _go(self, leg: str) -> None:
        room = self._legs.pop(leg, "")
        members = self._rooms.get(room, {})
        members.pop(leg, None)
        if not members:
            self._rooms.pop(room, None)

    def _remember(self, kind: str, key: str, seconds: int) -> None:
        end = self._seconds() + seconds
        self._ends[kind, key] = end
        heapq.heappush(self._queue, (end, kind, key))

    def _forget(self) -> None:
        """Drop what has expired; an entry of the queue counts only if it is the last one of its key."""
        now = self._seconds()
        while self._queue and self._queue[0][0] <= now:
            end, kind, key = heapq.heappop(self._queue)
            if self._ends.get((kind, key)) == end:
                del self._ends[kind, key]
                if kind == "leg":
                    self._go(key)
                else:
                    self._texts.pop(key, None)


@dataclass(frozen=True, slots=True)
class Room:
    """Those who are in a room when somebody enters: roles by leg; `None` where that is not known."""

    members: Mapping[str, str] | None

    def legs(self, *roles: str) -> list[str] | None:
        """The legs in these roles, for `canHear` and `canSpeak`; `None` leaves the list out."""
        if self.members is None:
            return None
        return [leg for leg, role in self.members.items() if role in roles]


async def enter(store: Store, name: str, leg: str, role: str) -> Room:
    """The room as the one who enters finds it. A store that is down costs the lists, never the call."""
    if not leg:
        logger.error("who enters the room %r is not known", name)
        return Room(None)
    try:
        members = await store.enter(name, leg, role)
    except StoreDownError as error:
        logger.error("who is in the room %r is not known: %s", name, error)
        return Room(None)
    if len(members) > MOST_PARTICIPANTS:
        logger.warning("the room %r has more than %d participants", name, MOST_PARTICIPANTS)
    return Room({other: found for other, found in members.items() if other != leg})


async def leave(store: Store, leg: str) -> None:
    """Out of any room; a store that is down forgets the leg when its time is up."""
    try:
        await store.leave(leg)
    except StoreDownError as error:
        logger.error("the leg %s stays in its room: %s", leg, error)
