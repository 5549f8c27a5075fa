"""What the platform keeps of a call: legs, what each waits for, and what happens to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from ivrc.platform.clock import Timer
    from ivrc.platform.execution import Execution

Direction = Literal["inbound", "outbound"]
WaitKind = Literal[
    "playing",
    "input",
    "typing",
    "record",
    "ringing",
    "connect",
    "meeting",
    "room",
    "joined",
    "waiting",
    "ended",
]
# Kinds that somebody has to decide; all others pass by themselves.
DECISIVE = frozenset({"input", "record", "ringing", "connect", "room", "joined", "ended"})

FAILURES = frozenset({"busy", "timeout", "failed", "rejected", "unanswered"})
DETECTED = frozenset({"human", "machine", "beep", "no beep"})
STATUSES = ("answered", *sorted(DETECTED), *sorted(FAILURES))


@dataclass(slots=True)
class Wait:
    """What a leg waits for, and for how many `seconds` (`None`: for ever). `other` is the leg it rings at."""

    kind: WaitKind
    seconds: float | None = None
    action: Mapping[str, Any] = field(default_factory=dict)
    other: Leg | None = None

    @property
    def decisive(self) -> bool:
        """Whether nothing goes on until somebody does something."""
        return self.kind in DECISIVE or (self.kind == "playing" and self.seconds is None)


# --- what can happen to a leg that waits; None: its time is up


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys are pressed, one after the other."""

    digits: str


@dataclass(frozen=True, slots=True)
class Words:
    """Something is said; the recogniser understands `text` with this confidence."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How ringing ended, or what a detector heard; one of `STATUSES` or `disconnected`."""

    status: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The other party has gone."""

    leg: Leg


@dataclass(frozen=True, slots=True)
class RoomOver:
    """The room was ended by somebody's leaving."""


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody speaks into a recording for so many seconds."""

    seconds: float


Stimulus: TypeAlias = Keys | Words | Message | Outcome | Left | RoomOver | None
Step: TypeAlias = "Generator[Wait, Stimulus, Any]"


@dataclass(slots=True, eq=False)
class Leg:
    """One party of a call. Numbers as webhooks have them: without a plus. Times in seconds of the clock."""

    name: str
    uuid: str
    conversation: str
    direction: Direction
    from_: str
    to: str
    event_url: str
    event_method: str = "POST"
    headers: Mapping[str, Any] | None = None
    endpoint: str = "phone"
    waiting: Wait = field(default_factory=lambda: Wait("waiting"))
    process: Step | None = None
    timer: Timer | None = None
    answered: float | None = None
    ended: float | None = None
    execution: Execution | None = None
    parent: Leg | None = None

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self.ended is None
