"""One NCCO that runs on one leg: where it is, what plays, and how its webhooks are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.audio import first_of, spoken
from ivrc.platform.legs import Wait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ivrc.platform.bodies import Body
    from ivrc.platform.delivery import Ncco, Webhooks
    from ivrc.platform.legs import Leg, Step, Stimulus, WaitKind
    from ivrc.platform.log import Entry, Kind
    from ivrc.platform.platform import Platform
    from ivrc.platform.rooms import Room

# Seconds until a transcription is there.
TRANSCRIBING = 5.0


@dataclass(slots=True, eq=False)
class Recording:
    """A recording that runs, by the action that began it."""

    action: Mapping[str, Any]
    since: datetime


@dataclass(slots=True, eq=False)
class Execution:
    """The state of the interpreter (reference 3.2). `then` is done when nothing is left to run.

    `pending` is audio that an input may end, `early` what was pressed before it. `others` are connected,
    `ringing` is not yet. `keys_of` is the action that is told every key.
    """

    platform: Platform
    leg: Leg
    webhooks: Webhooks
    ncco: Ncco
    then: Callable[[], None]
    position: int = 0
    pending: list[Mapping[str, Any]] = field(default_factory=list)
    others: list[Leg] = field(default_factory=list)
    ringing: Leg | None = None
    recordings: list[Recording] = field(default_factory=list)
    keys_of: Mapping[str, Any] | None = None
    early: str = ""
    room: Room | None = None
    over: bool = False

    def replace(self, ncco: Ncco) -> None:
        """Go on with another NCCO; what was queued is dropped."""
        self.ncco, self.position = ncco, 0
        self.pending = []

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.platform.clock.now()

    def log(self, kind: Kind, text: str = "", action: Mapping[str, Any] | None = None) -> Entry:
        """Note what happens."""
        return self.platform.note(self.leg, kind, text, action)

    def play(self, action: Mapping[str, Any]) -> Entry:
        """Note that audio begins."""
        if action["action"] == "talk":
            return self.log("talk", spoken(action["text"]), action)
        return self.log("stream", first_of(action["streamUrl"]), action)

    def wait(
        self,
        kind: WaitKind,
        seconds: float | None,
        action: Mapping[str, Any],
        wanted: Callable[[Stimulus], bool],
        other: Leg | None = None,
    ) -> Step:
        """Wait for something `wanted`, whatever else happens; none if it does not come in so many seconds."""
        clock = self.platform.clock
        end = None if seconds is None else clock.elapsed + seconds
        wait = Wait(kind, seconds, action, other)
        while True:
            got = yield wait
            if got is None or wanted(got):
                return got
            wait.seconds = None if end is None else max(end - clock.elapsed, 0.0)

    # --- webhooks

    def event_address(self, action: Mapping[str, Any]) -> tuple[str, str]:
        """Where an action's events go."""
        if "eventUrl" in action:
            return first_of(action["eventUrl"]), action.get("eventMethod", "POST")
        return self.webhooks.event_url, self.webhooks.event_method

    def ask(self, action: Mapping[str, Any], body: Body) -> Ncco | None:
        """An event that may be answered with an NCCO."""
        url, method = self.event_address(action)
        return self.platform.ask(self, url, method, body)

    def inform(self, action: Mapping[str, Any], body: Body) -> None:
        """An event that is not answered."""
        url, method = self.event_address(action)
        self.platform.inform(self.leg, url, method, body)

    def status(self, action: Mapping[str, Any], leg: Leg, state: str, **extra: Any) -> None:
        """Tell the state of a leg that this call rang up."""
        self.inform(action, bodies.status(leg, state, self.now, **extra))

    # --- recordings

    def begin_recording(self, action: Mapping[str, Any]) -> Recording:
        """Start to record the leg's conversation."""
        recording = Recording(action, self.now)
        self.recordings.append(recording)
        self.log("record", "", action)
        return recording

    def end_recording(self, recording: Recording) -> None:
        """Stop; the file, and later its transcription, are delivered."""
        self.recordings.remove(recording)
        deliver_recording(self, recording.action, self.leg.conversation, recording.since)


def deliver_recording(
    execution: Execution, action: Mapping[str, Any], conversation: str, since: datetime
) -> None:
    """Send what a recording gives; `transcription` of its action asks for its words, too."""
    platform = execution.platform
    url, uuid = platform.file_url(), platform.identity("4ec0")
    body = bodies.recorded(conversation, since, execution.now, url, uuid)
    execution.log("recorded", body["recording_url"], action)
    execution.inform(action, body)
    if "transcription" not in action:
        return
    wanted = {**action, **action["transcription"]}

    def transcribed() -> None:
        execution.inform(wanted, bodies.transcribed(body, execution.now, platform.file_url()))

    platform.clock.after(TRANSCRIBING, transcribed)
