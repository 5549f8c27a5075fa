"""Named conversations: who is in, whether it has begun, when it ends (reference 2.2, 3.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ivrc.platform.audio import first_of
from ivrc.platform.execution import deliver_recording
from ivrc.platform.legs import RoomOver

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ivrc.platform.execution import Execution


@dataclass(slots=True, eq=False)
class Room:
    """`members` by the action with which they came in, in order of entry."""

    name: str
    conversation: str
    members: dict[Execution, Mapping[str, Any]] = field(default_factory=dict)
    recorder: Execution | None = None
    recording: Mapping[str, Any] = field(default_factory=dict)
    since: datetime | None = None
    recorder_since: datetime | None = None

    @property
    def started(self) -> bool:
        """Whether its members hear each other, and not music."""
        return self.since is not None

    def enter(self, execution: Execution, action: Mapping[str, Any]) -> None:
        """Somebody comes in."""
        self.members[execution] = action
        execution.room = self
        execution.log("join", self.name, action)
        if not self.started and action.get("startOnEnter", True):
            self.since = execution.now
        if not self.started and "musicOnHoldUrl" in action:
            execution.log("hold", first_of(action["musicOnHoldUrl"]), action)
        if action.get("record") and self.recorder is None:
            self.recorder, self.recording, self.recorder_since = execution, action, execution.now

    def leave(self, execution: Execution) -> None:
        """Somebody goes; the room may end with that."""
        action = self.members.pop(execution)
        execution.room = None
        if self.members and not action.get("endOnExit", False):
            return
        if self.recorder is not None and self.since is not None:
            since = max(self.since, self.recorder_since or self.since)
            deliver_recording(self.recorder, self.recording, self.conversation, since)
        self.recorder = self.since = None
        for member in list(self.members):
            self.members.pop(member, None)
            member.room = None
            member.platform.resume(member.leg, RoomOver())

    def hears(self, listener: Execution, speaker: Execution) -> bool:
        """Whether one member hears another."""
        speaking, hearing = self.members[speaker], self.members[listener]
        if listener is speaker or not self.started or speaking.get("mute"):
            return False
        allowed = ("canSpeak" not in speaking) or listener.leg.uuid in speaking["canSpeak"]
        return allowed and ("canHear" not in hearing or speaker.leg.uuid in hearing["canHear"])
