"""record: beside the call, or until one of its conditions (reference 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform.legs import Key, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step, Stimulus, WaitKind

LONGEST_RECORDING = 7200.0
_CONDITIONS = ("endOnSilence", "endOnKey", "timeOut")


def record(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Record; without a condition the next action is taken at once."""
    recording = execution.begin_recording(action)
    if not any(condition in action for condition in _CONDITIONS):
        return
    yield from _until_over(execution, action)
    execution.end_recording(recording)


def _until_over(execution: Execution, action: Mapping[str, Any]) -> Step:
    clock = execution.platform.clock
    end = clock.elapsed + float(action.get("timeOut", LONGEST_RECORDING))
    silence = float(action.get("endOnSilence", LONGEST_RECORDING))

    def ending(got: Stimulus) -> bool:
        return isinstance(got, Key) and got.digit == action.get("endOnKey")

    def counts(got: Stimulus) -> bool:
        return ending(got) or isinstance(got, Message)

    # Who has spoken and is silent now decides nothing more, unless a key has to end it.
    got = yield from execution.wait("record", min(silence, end - clock.elapsed), action, counts)
    after: WaitKind = "typing" if "endOnSilence" in action else "record"
    while isinstance(got, Message):
        spoken = min(got.seconds, end - clock.elapsed)
        got = yield from execution.wait("playing", spoken, action, ending)
        if got is None and clock.elapsed < end:
            got = yield from execution.wait(after, min(silence, end - clock.elapsed), action, counts)
