"""input: keys and words, and when it is over (reference 2.6, 3.4, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.audio import action_seconds, speech_seconds
from ivrc.platform.legs import Key, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.bodies import Body
    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step, Stimulus

USUAL_KEY_TIMEOUT, USUAL_START_TIMEOUT, USUAL_SILENCE, LONGEST_SPEECH = 3.0, 10.0, 2.0, 60.0
USUAL_DIGITS = 4
_FLAT = ("timeOut", "maxDigits", "submitOnHash")


@dataclass(frozen=True, slots=True)
class Ears:
    """What an input listens for; none: not for that."""

    keys: Mapping[str, Any] | None
    speech: Mapping[str, Any] | None

    @property
    def key_timeout(self) -> float:
        """Seconds without a key that end an input for keys."""
        return float((self.keys or {}).get("timeOut", USUAL_KEY_TIMEOUT))

    @property
    def patience(self) -> float:
        """Seconds of silence after which it is over: the first of two time-outs ends it."""
        start = None if self.speech is None else float(self.speech.get("startTimeout", USUAL_START_TIMEOUT))
        keys = None if self.keys is None else self.key_timeout
        return min(seconds for seconds in (keys, start) if seconds is not None)

    def takes(self, got: Stimulus) -> bool:
        """Whether this is something to listen to."""
        return self.takes_key(got) or (isinstance(got, Words) and self.speech is not None)

    def takes_key(self, got: Stimulus) -> bool:
        """Whether this is a key to listen to."""
        return isinstance(got, Key) and self.keys is not None


def ears(action: Mapping[str, Any]) -> Ears:
    """Reads the settings, the flat ones of old NCCOs too."""
    kinds = action.get("type", ["dtmf"])
    keys = action.get("dtmf") or {name: action[name] for name in _FLAT if name in action}
    return Ears(keys if "dtmf" in kinds else None, action.get("speech", {}) if "speech" in kinds else None)


def ask(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Play what may be interrupted, then listen; the reply to the result may be the next NCCO."""
    if action.get("mode") == "asynchronous":
        execution.keys_of = action
        yield from _until_interrupted(execution, Ears({}, None), None)
        return None
    result = yield from _result(execution, action, ears(action))
    execution.early = ""
    return execution.ask(action, bodies.input_event(execution.leg, execution.now, result))


def _result(execution: Execution, action: Mapping[str, Any], heard: Ears) -> Step:
    clock = execution.platform.clock
    end = None if execution.platform.doubts.timers_start_after_audio else clock.elapsed + heard.patience
    got = None
    if not (execution.early and heard.keys is not None):
        got = yield from _until_interrupted(execution, heard, end)
    if got is None:
        left = heard.patience if end is None else max(end - clock.elapsed, 0.0)
        got = yield from _first(execution, action, heard, left)
    if got is None:
        execution.log("silence", "", action)
        return _silence(execution, heard)
    if isinstance(got, Words):
        return (yield from _hear(execution, action, heard, got))
    return (yield from _type(execution, action, heard, got))


def _until_interrupted(execution: Execution, heard: Ears, end: float | None) -> Step:
    """Play the audio in front of an input until that takes something, or its time is up."""
    clock = execution.platform.clock
    audio, execution.pending = execution.pending, []
    for action in audio:
        entry = execution.play(action)
        seconds = action_seconds(action, execution.platform.files)
        left = None if end is None else max(end - clock.elapsed, 0.0)
        shorter = min((s for s in (seconds, left) if s is not None), default=None)
        got = yield from execution.wait("playing", shorter, action, heard.takes)
        entry.cut = got is not None or shorter != seconds
        if entry.cut:
            return got
    return None


def _first(execution: Execution, action: Mapping[str, Any], heard: Ears, seconds: float) -> Step:
    """What is heard first; a key may have been pressed before."""
    if execution.early and heard.keys is not None:
        return _early(execution)
    return (yield from execution.wait("input", seconds, action, heard.takes))


def _early(execution: Execution) -> Key:
    key, execution.early = execution.early[0], execution.early[1:]
    return Key(key)


def _type(execution: Execution, action: Mapping[str, Any], heard: Ears, got: Key | None) -> Step:
    doubts, keys = execution.platform.doubts, heard.keys or {}
    most, digits = int(keys.get("maxDigits", USUAL_DIGITS)), ""
    while got is not None:
        if got.digit == "#" and keys.get("submitOnHash"):
            digits += "#" if doubts.hash_is_part_of_digits else ""
            return _typed(execution, heard, digits, timed_out=False)
        digits += got.digit
        if len(digits) >= most:
            return _typed(execution, heard, digits, timed_out=doubts.full_input_has_timed_out)
        if execution.early:
            got = _early(execution)
        else:
            got = yield from execution.wait("typing", heard.key_timeout, action, heard.takes_key)
    return _typed(execution, heard, digits, timed_out=True)


def _hear(execution: Execution, action: Mapping[str, Any], heard: Ears, got: Words) -> Step:
    """Listen to the end of what is said; a key that is pressed meanwhile is what counts."""
    settings = heard.speech or {}
    longest = float(settings.get("maxDuration", LONGEST_SPEECH))
    spoken = speech_seconds(got.text, settings.get("language", "en-US"))
    too_long = spoken > longest
    seconds = longest if too_long else spoken + float(settings.get("endOnSilence", USUAL_SILENCE))
    key = yield from execution.wait("typing", seconds, action, heard.takes_key)
    if key is not None:
        return (yield from _type(execution, action, heard, key))
    reason = "max_duration" if too_long else "end_on_silence_timeout"
    results = [{"text": got.text, "confidence": str(got.confidence)}] if got.text else []
    speech: Body = {"error": got.error} if got.error else {"timeout_reason": reason, "results": results}
    if settings.get("saveAudio"):
        speech["recording_url"] = execution.platform.file_url()
    none = bodies.pressed(None, timed_out=False, doubts=execution.platform.doubts)
    return {"speech": speech, **(none if heard.keys is not None else {})}


def _typed(execution: Execution, heard: Ears, digits: str, *, timed_out: bool) -> Body:
    result = bodies.pressed(digits, timed_out=timed_out, doubts=execution.platform.doubts)
    return {**result, **({"speech": {"results": []}} if heard.speech is not None else {})}


def _silence(execution: Execution, heard: Ears) -> Body:
    """The first time-out wins; the other object is empty."""
    doubts = execution.platform.doubts
    keys_first = heard.keys is not None and heard.patience == heard.key_timeout
    result: Body = {}
    if heard.keys is not None:
        digits = doubts.silent_digits if keys_first else None
        result |= bodies.pressed(digits, timed_out=keys_first, doubts=doubts)
    if heard.speech is not None:
        reason = {} if keys_first else {"timeout_reason": "start_timeout"}
        result["speech"] = {**reason, "results": []}
    return result
