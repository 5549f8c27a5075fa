"""A call as those see it who are on it: what it waits for, and what they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.platform import bodies
from ivrc.platform.dialling import break_off
from ivrc.platform.legs import STATUSES, Key, Message, Outcome, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.platform.legs import Leg, Stimulus, Wait
    from ivrc.platform.platform import Platform

KEYS = frozenset("0123456789*#")
# How sure the recogniser is of clear speech.
SURE = 0.95


class NotNowError(ValueError):
    """The call does not wait for that."""


class Call:
    """One call. What its caller does lets time pass until the call waits for somebody again."""

    def __init__(self, platform: Platform, leg: Leg) -> None:
        self.platform = platform
        self.leg = leg

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
        while self.leg.alive and not self.waiting.decisive and self.platform.clock.step():
            pass
        return self

    def pass_time(self, seconds: float) -> Call:
        """Let so much time pass, whatever the call waits for then."""
        if seconds < 0:
            raise NotNowError("time goes forward only")
        self.platform.clock.advance(seconds)
        return self

    # --- what the caller does

    def press(self, keys: str, *, settle: bool = True) -> Call:
        """Press keys; without `settle`, in the middle of whatever is heard."""
        if not keys or not set(keys) <= KEYS:
            raise NotNowError(f"there are no keys {keys!r}; a phone has 0 to 9, * and #")
        self._must_live()
        self.platform.note(self.leg, "press", keys)
        for key in keys:
            self._asynchronous(key)
            self.platform.resume(self.leg, Key(key))
        return self.settle() if settle else self

    def speak(self, text: str, confidence: float = SURE, *, error: str = "", settle: bool = True) -> Call:
        """Say something, understood with this confidence; with an `error` the recogniser fails."""
        self._must_live()
        self.platform.note(self.leg, "speak", text)
        return self._happen(Words(text, confidence, error), settle)

    def silence(self) -> Call:
        """Do nothing until the time of what the call waits for is up, if it has one."""
        self._must_live()
        before = self.waiting
        while before.seconds is not None and self.waiting is before and self.platform.clock.step():
            pass
        return self.settle()

    def hang_up(self) -> Call:
        """The caller hangs up; a call that rings is given up by the application."""
        self._must_live()
        if self.leg.ringing is not None:
            self.platform.cancel(self.leg)
        elif self.waiting.kind == "ringing":
            raise NotNowError("nobody has picked up; `dialled` of the caller says what comes of it")
        else:
            self.platform.hang_up(self.leg, "user")
        self.platform.clock.advance(0.0)
        return self

    def leave(self, seconds: float) -> Call:
        """Speak into a recording for so long."""
        self._must_wait("record", "no recording waits for a message")
        self.platform.note(self.leg, "speak", f"a message of {seconds:g} s")
        return self._happen(Message(seconds), settle=True)

    # --- what others do

    def dialled(self, status: str, detail: str = "", *, settle: bool = True) -> Call:
        """How the ringing ends: one of `STATUSES`; `disconnected` for a websocket that breaks off."""
        if status not in (*STATUSES, "disconnected"):
            raise NotNowError(f"a dialling does not end with {status!r}")
        self._must_live()
        if status == "disconnected":
            return self._broken_off()
        if self.waiting.kind == "ringing" and self.leg.ringing is not None:
            self.leg.ringing(status, detail)
            return self.settle() if settle else self
        self._must_wait("connect", "nobody is being rung")
        return self._happen(Outcome(status, detail), settle)

    def others_hang_up(self) -> Call:
        """Whoever the caller talks to hangs up."""
        others = list(self._others())
        if not others:
            raise NotNowError("nobody is connected")
        for other in others:
            self.platform.hang_up(other, "user")
        return self._pass_on()

    def _broken_off(self) -> Call:
        execution = self.leg.execution
        socket = next((leg for leg in self._others() if leg.endpoint == "websocket"), None)
        if execution is None or socket is None:
            raise NotNowError("no websocket is connected")
        break_off(execution, socket)
        return self._pass_on()

    def _others(self) -> Sequence[Leg]:
        self._must_live()
        return self.leg.execution.others if self.leg.execution is not None else ()

    # --- how things happen

    def _happen(self, stimulus: Stimulus, settle: bool) -> Call:
        self.platform.resume(self.leg, stimulus)
        return self.settle() if settle else self

    def _pass_on(self) -> Call:
        """What was put off for after this, and what follows from it."""
        self.platform.clock.advance(0.0)
        return self.settle()

    def _asynchronous(self, key: str) -> None:
        """A key that is told at once, beside what runs (reference 4.4)."""
        execution = self.leg.execution
        if execution is None or execution.keys_of is None or not self.leg.alive:
            return
        result = bodies.pressed(key, timed_out=False, doubts=self.platform.doubts)
        execution.inform(execution.keys_of, bodies.input_event(self.leg, execution.now, result))

    def _must_live(self) -> None:
        if not self.leg.alive:
            raise NotNowError("the call has ended")

    def _must_wait(self, kind: str, otherwise: str) -> None:
        self._must_live()
        if self.waiting.kind != kind:
            raise NotNowError(otherwise)
