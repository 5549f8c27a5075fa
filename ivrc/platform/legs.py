"""What the platform keeps of a call: legs, what each waits for, and what happens to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from ivrc.platform.clock import Timer
    from ivrc.platform.execution import Execution

# More waits than any call has without anybody doing anything: what has more runs in a circle.
MOST_WAITS = 10_000


class EndlessError(RuntimeError):
    """The call goes on for ever without anybody doing anything."""

    def __init__(self) -> None:
        super().__init__("the call goes on for ever without anybody doing anything")


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
class Key:
    """A key is pressed."""

    digit: str


@dataclass(frozen=True, slots=True)
class Words:
    """Something is said; the recogniser understands `text` with this confidence, or has an `error`."""

    text: str
    confidence: float
    error: str = ""


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


Stimulus: TypeAlias = Key | Words | Message | Outcome | Left | RoomOver | None
Step: TypeAlias = "Generator[Wait, Stimulus, Any]"


@dataclass(slots=True, eq=False)
class Leg:
    """One party of a call. Numbers as webhooks have them: without a plus. Times in seconds of the clock.

    `timer` ends what it waits for, `limit` the leg. `parent` is whose call it is in. `ringing` is
    told how the ringing of a placed call ends. `waits` have been over since somebody did something.
    What is `missed` while it is `running` happens after that.
    """

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
    running: bool = False
    missed: list[Callable[[], None]] = field(default_factory=list)
    timer: Timer | None = None
    limit: Timer | None = None
    answered: float | None = None
    ended: float | None = None
    execution: Execution | None = None
    ringing: Callable[[str, str], None] | None = None
    parent: Leg | None = None
    waits: int = 0

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self.ended is None

    def bide(self, stimulus: Stimulus) -> None:
        """A wait is over. Raises EndlessError if there were too many that nobody ended."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self.waits = self.waits + 1 if stimulus is None else 0
        if self.waits > MOST_WAITS:
            raise EndlessError

    def end(self, moment: float) -> None:
        """It waits for nothing any more."""
        self.ended, self.waiting = moment, Wait("ended")
        for timer in (self.timer, self.limit):
            if timer is not None:
                timer.cancel()
