"""A call as those see it who are on it: what it waits for, and what they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.legs import FAILURES, STATUSES, Keys, Message, Outcome, Wait, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.delivery import Webhooks
    from ivrc.platform.legs import Leg, Stimulus
    from ivrc.platform.platform import Platform

# More events than any call has between two things that somebody does: what does more runs in a circle.
MOST_EVENTS = 10_000
KEYS = frozenset("0123456789*#")
# How sure the recogniser is of clear speech.
SURE = 0.95


class NotNowError(ValueError):
    """The call does not wait for that."""


class EndlessError(RuntimeError):
    """The call goes on for ever without anybody doing anything."""


class Call:
    """One call. What its caller does lets time pass until the call waits for somebody again."""

    def __init__(self, platform: Platform, leg: Leg) -> None:
        self.platform = platform
        self.leg = leg
        self._placed: tuple[Webhooks, Mapping[str, Any]] | None = None

    @property
    def waiting(self) -> Wait:
        """What the call waits for."""
        return self.leg.waiting

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self.leg.alive

    def settle(self) -> Call:
        """Let time pass until somebody has to do something. Raises EndlessError if that never comes."""
        for _ in range(MOST_EVENTS):
            if not self.leg.alive or self.waiting.decisive or not self.platform.clock.step():
                return self
        raise EndlessError("the call goes on for ever without anybody doing anything")

    def pass_time(self, seconds: float) -> Call:
        """Let so much time pass, whatever the call waits for then."""
        self.platform.clock.advance(seconds)
        return self

    # --- what the caller does

    def press(self, keys: str, *, settle: bool = True) -> Call:
        """Press keys; without `settle`, in the middle of whatever is heard."""
        if not keys or not set(keys) <= KEYS:
            raise NotNowError(f"there are no keys {keys!r}; a phone has 0 to 9, * and #")
        self._must_live()
        self.platform.note(self.leg, "press", keys)
        self._asynchronous(keys)
        return self._happen(Keys(keys), settle)

    def speak(self, text: str, confidence: float = SURE, *, settle: bool = True) -> Call:
        """Say something, understood with this confidence."""
        self._must_live()
        self.platform.note(self.leg, "speak", text)
        return self._happen(Words(text, confidence), settle)

    def silence(self) -> Call:
        """Do nothing until the time of what the call waits for is up."""
        self._must_live()
        before = self.waiting
        for _ in range(MOST_EVENTS):
            if self.waiting is not before or not self.platform.clock.step():
                break
        return self.settle()

    def hang_up(self) -> Call:
        """The caller hangs up."""
        self._must_live()
        self.platform.hang_up(self.leg, "user")
        return self

    def leave(self, seconds: float) -> Call:
        """Speak into a recording for so long."""
        self._must_wait("record", "no recording waits for a message")
        self.platform.note(self.leg, "speak", f"a message of {seconds:g} s")
        return self._happen(Message(seconds), settle=True)

    # --- what others do

    def dialled(self, status: str, detail: str = "") -> Call:
        """How the ringing ends: one of `STATUSES`; `disconnected` for a websocket that breaks off."""
        if status not in (*STATUSES, "disconnected"):
            raise NotNowError(f"a dialling does not end with {status!r}")
        if self.waiting.kind == "ringing" and self._placed is not None:
            return self._answered_by(status, detail)
        if status == "disconnected":
            self._must_wait("joined", "nobody is connected")
        else:
            self._must_wait("connect", "nobody is being rung")
        return self._happen(Outcome(status, detail), settle=True)

    def others_hang_up(self) -> Call:
        """Whoever the caller talks to hangs up."""
        self._must_wait("joined", "nobody is connected")
        execution = self.leg.execution
        for other in list(execution.others) if execution else ():
            self.platform.hang_up(other, "user")
        return self._pass_on()

    # --- a call that the application places

    def ring(self, webhooks: Webhooks, settings: Mapping[str, Any]) -> None:
        """The phone rings at the other end."""
        self._placed = webhooks, settings
        self.leg.waiting = Wait("ringing", float(settings.get("ringing_timer", 60)))
        for state in ("started", "ringing"):
            self._tell(state)

    def _answered_by(self, status: str, detail: str) -> Call:
        assert self._placed is not None  # noqa: S101 - the caller of this has looked
        webhooks, settings = self._placed
        self.platform.note(self.leg, "outcome", status)
        if status in FAILURES:
            self.leg.ended, self.leg.waiting = self.platform.clock.elapsed, Wait("ended")
            self._tell(status, **({"detail": detail} if detail else {}))
            return self
        self.platform.note(self.leg, "answer")
        self.platform.pick_up(self.leg, webhooks, settings, status)
        return self.settle()

    def _tell(self, state: str, **extra: str) -> None:
        body = bodies.status(self.leg, state, self.platform.clock.now(), **extra)
        self.platform.inform(self.leg, self.leg.event_url, self.leg.event_method, body)

    # --- how things happen

    def _happen(self, stimulus: Stimulus, settle: bool) -> Call:
        self.platform.resume(self.leg, stimulus)
        return self.settle() if settle else self

    def _pass_on(self) -> Call:
        """What was put off for after this, and what follows from it."""
        self.platform.clock.advance(0.0)
        return self.settle()

    def _asynchronous(self, keys: str) -> None:
        """Keys that are told one by one, beside what runs (reference 4.4)."""
        execution = self.leg.execution
        if execution is None or execution.keys_of is None:
            return
        for key in keys:
            result = bodies.pressed(key, timed_out=False, doubts=self.platform.doubts)
            execution.inform(
                execution.keys_of, bodies.input_event(self.leg, self.platform.clock.now(), result)
            )

    def _must_live(self) -> None:
        if not self.leg.alive:
            raise NotNowError("the call has ended")

    def _must_wait(self, kind: str, otherwise: str) -> None:
        self._must_live()
        if self.waiting.kind != kind:
            raise NotNowError(otherwise)
