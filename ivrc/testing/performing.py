"""The statements of a test that let somebody do something, done on the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.semantics import script

if TYPE_CHECKING:
    from ivrc.platform import Call
    from ivrc.semantics.script import Stimulus


def do(call: Call, what: Stimulus) -> None:
    """Do it. Raises NotNowError if the call does not wait for that, EndlessError if it never waits again."""
    match what:
        case script.PressKeys(keys=keys):
            call.press(keys)
        case script.SpeakWords(words=words):
            call.speak(words)
        case script.StaySilent():
            call.silence()
        case script.HangUp():
            call.hang_up()
        case script.Dialled(status=status):
            call.dialled(status)
        case script.Leave(seconds=seconds):
            call.leave(seconds)
        case script.CallIn() | script.CallOut():
            raise TypeError("the beginning of a call is no deed in it")
