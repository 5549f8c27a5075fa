"""A call that somebody leads step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.platform import NotNowError
from ivrc.sim.standing import refusal

if TYPE_CHECKING:
    from ivrc.platform import Call, Platform, Webhooks
    from ivrc.sim.commands import Step


class MisfitError(ValueError):
    """A step that does not fit where the call stands; the text says what would."""


class Session:
    """`done` are the steps so far, each with the length of the platform's log before it."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.done: list[tuple[int, Step]] = []
        self._call: Call | None = None

    @property
    def call(self) -> Call:
        """The call that came in."""
        assert self._call is not None  # noqa: S101 - it is the first thing that happens
        return self._call

    def begin(self, webhooks: Webhooks, from_: str, to: str) -> None:
        """The call comes in, and runs until it waits for somebody. Raises EndlessError."""
        self._call = self.platform.call(webhooks, from_=from_, to=to)
        self._settled()

    def do(self, step: Step) -> None:
        """Let a step happen and what follows from it. Raises MisfitError and EndlessError."""
        if problem := refusal(self.call, step.word, step.value):
            raise MisfitError(problem)
        self.done.append((len(self.platform.log), step))
        try:
            self._happen(step)
        except NotNowError as error:
            raise MisfitError(str(error)) from None
        self._settled()

    def end(self) -> None:
        """Hang up, if that has not happened, and let everything be delivered."""
        if self._call is not None and self._call.alive:
            self._call.hang_up()
        self.platform.run()

    def _happen(self, step: Step) -> None:
        call = self.call
        match step.word:
            case "press":
                call.press(step.value)
            case "say":
                call.speak(step.value)
            case "silence":
                call.silence()
            case "leave":
                call.leave(step.seconds)
            case "answer":
                call.dialled(step.value)
            case "callee":
                call.others_hang_up()
            case "hangup":
                call.hang_up()
            case "wait":
                call.pass_time(step.seconds).settle()

    def _settled(self) -> None:
        """What is delivered after the call."""
        if not self.call.alive:
            self.platform.run()
