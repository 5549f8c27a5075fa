"""Calls from Python: a program that is open for calls, with hooks of one's own and any number of callers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import Platform
from ivrc.platform.log import HEARD
from ivrc.runtime.hooks import hook
from ivrc.testing.loading import SECRET
from ivrc.testing.placing import place
from ivrc.testing.playing import USUAL_START

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ivrc.platform import Call
    from ivrc.platform.legs import Wait
    from ivrc.testing.loading import Loaded

CALLER, DIALLED = "+441632960123", "+441632960000"


class Caller:
    """Somebody on the phone. What they do lets time pass until the call waits for somebody again."""

    def __init__(self, call: Call, begun: int) -> None:
        self.call = call
        self._since = begun

    @property
    def waiting(self) -> Wait:
        """What the call waits for: its `kind` is `input`, `connect`, `record`, `room`, `joined`, `ended`."""
        return self.call.waiting

    @property
    def heard(self) -> list[str]:
        """Texts and addresses of audio that the caller has heard since they last did something."""
        entries = self.call.platform.log[self._since :]
        return [entry.text for entry in entries if entry.leg is self.call.leg and entry.kind in HEARD]

    def press(self, keys: str) -> Caller:
        """Keys, one after the other: `1`, `1234#`."""
        self._mark()
        self.call.press(keys)
        return self

    def speak(self, words: str) -> Caller:
        """Words that the recogniser understands."""
        self._mark()
        self.call.speak(words)
        return self

    def silence(self) -> Caller:
        """Nothing, until the time of what the call waits for is up."""
        self._mark()
        self.call.silence()
        return self

    def leave(self, seconds: float) -> Caller:
        """A message into a recording."""
        self._mark()
        self.call.leave(seconds)
        return self

    def answer(self, status: str) -> Caller:
        """How the dialling ends: `answered`, `busy`, `timeout`, ..."""
        self._mark()
        self.call.dialled(status)
        return self

    def hang_up(self) -> Caller:
        """The caller hangs up; what is delivered after the call arrives."""
        self._mark()
        self.call.hang_up()
        return self

    def _mark(self) -> None:
        self._since = len(self.call.platform.log)


class Line:
    """A program that takes calls, on a clock of its own that begins at a moment (`at`)."""

    def __init__(self, loaded: Loaded, hooks: object = None, at: datetime | None = None) -> None:
        self.loaded = loaded
        lacking = [name for name in loaded.externs if not callable(hook(hooks, name))]
        if lacking:
            raise TypeError(f"the hooks need a method for each extern that is asked: {', '.join(lacking)}")
        self.platform = Platform(loaded.transport, start=at or USUAL_START, secret=SECRET)
        self.app = loaded.open(hooks, self.platform.clock.now)

    def call(self, from_: str = CALLER, to: str = DIALLED) -> Caller:
        """A call comes in; it runs until it waits for somebody."""
        begun = len(self.platform.log)
        caller, dialled = from_.removeprefix("+"), to.removeprefix("+")
        return Caller(self.platform.call(self.loaded.webhooks, from_=caller, to=dialled), begun)

    def place(self, request: Mapping[str, Any]) -> Caller:
        """A call that the program places rings; `request` is what `NAME_call` of its module gives."""
        begun = len(self.platform.log)
        return Caller(place(self.platform, self.loaded.webhooks, request), begun)

    def finish(self) -> None:
        """Let everything happen that happens by itself, such as transcriptions after a call."""
        self.platform.run()

    def close(self) -> None:
        """Give back what it holds."""
        self.loaded.transport.close()
