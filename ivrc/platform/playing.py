"""talk, stream, wait: time passes (reference 2.4, 2.5, 2.8, 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform.audio import action_seconds
from ivrc.platform.legs import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step, Stimulus

# Bounds of `wait`; what is outside is moved to them.
SHORTEST_WAIT, LONGEST_WAIT, USUAL_WAIT = 0.1, 7200.0, 10.0


def play(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Say or play it; with barge-in it waits for the input that may end it. Barge-in is sticky until then."""
    if execution.pending or action.get("bargeIn", False):
        execution.pending.append(action)
        return
    execution.play(action)
    yield from uninterrupted(execution, action_seconds(action, execution.platform.files), action)


def pause(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Nothing is heard for a while."""
    seconds = min(max(float(action.get("timeout", USUAL_WAIT)), SHORTEST_WAIT), LONGEST_WAIT)
    execution.log("wait", f"{seconds:g}", action)
    yield from uninterrupted(execution, seconds, action)


def uninterrupted(execution: Execution, seconds: float | None, action: Mapping[str, Any]) -> Step:
    """Wait out a time, whatever is pressed in it."""

    def ignored(got: Stimulus) -> bool:
        if isinstance(got, Key) and not execution.platform.doubts.digits_during_talk_are_lost:
            execution.early += got.digit
        return False

    yield from execution.wait("playing", seconds, action, ignored)
