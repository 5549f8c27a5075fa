"""record: beside the call, or until one of its conditions (reference 2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform.legs import Keys, Message, Wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step

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
    spoke = False
    while True:
        left = max(end - clock.elapsed, 0.0)
        # Who has spoken and is silent now decides nothing more, unless a key has to end it.
        over = spoke and "endOnSilence" in action
        got = yield Wait("typing" if over else "record", min(silence, left), action)
        if got is None or (isinstance(got, Keys) and action.get("endOnKey", "none") in got.digits):
            return
        if isinstance(got, Message):
            spoke = True
            end_of_message = clock.elapsed + min(got.seconds, left)
            while clock.elapsed < end_of_message:
                got = yield Wait("playing", end_of_message - clock.elapsed, action)
                if isinstance(got, Keys) and action.get("endOnKey", "none") in got.digits:
                    return
