"""input: keys and words, and when it is over (reference 2.6, 3.4, 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.audio import action_seconds, speech_seconds
from ivrc.platform.legs import Keys, Wait, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.bodies import Body
    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Step

USUAL_KEY_TIMEOUT, USUAL_START_TIMEOUT, USUAL_SILENCE, LONGEST_SPEECH = 3.0, 10.0, 2.0, 60.0
USUAL_DIGITS = 4
_FLAT = ("timeOut", "maxDigits", "submitOnHash")


@dataclass(frozen=True, slots=True)
class Ears:
    """What an input listens for; none: not for that."""

    keys: Mapping[str, Any] | None
    speech: Mapping[str, Any] | None

    @property
    def patience(self) -> float:
        """Seconds of silence after which it is over: the first of two time-outs ends it."""
        key_timeout = None if self.keys is None else float(self.keys.get("timeOut", USUAL_KEY_TIMEOUT))
        start = None if self.speech is None else float(self.speech.get("startTimeout", USUAL_START_TIMEOUT))
        return min(seconds for seconds in (key_timeout, start) if seconds is not None)

    def takes(self, got: object) -> bool:
        """Whether this ends the audio before it."""
        return (isinstance(got, Keys) and self.keys is not None) or (
            isinstance(got, Words) and self.speech is not None
        )


def ears(action: Mapping[str, Any]) -> Ears:
    """Reads the settings, the flat ones of old NCCOs too."""
    kinds = action.get("type", ["dtmf"])
    keys = action.get("dtmf") or {name: action[name] for name in _FLAT if name in action}
    return Ears(keys if "dtmf" in kinds else None, action.get("speech", {}) if "speech" in kinds else None)


def ask(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Play what may be interrupted, then listen; the reply to the result may be the next NCCO."""
    if action.get("mode") == "asynchronous":
        execution.keys_of = action
        return None
    heard = ears(action)
    got = yield from _until_interrupted(execution, heard)
    if got is None and execution.early:
        got, execution.early = Keys(execution.early), ""
    result = yield from _listen(execution, action, heard, got)
    execution.early = ""
    return execution.ask(action, bodies.input_event(execution.leg, execution.now, result))


def _until_interrupted(execution: Execution, heard: Ears) -> Step:
    clock = execution.platform.clock
    audio, execution.pending = execution.pending, []
    for action in audio:
        entry = execution.play(action)
        seconds = action_seconds(action, execution.platform.files)
        end = None if seconds is None else clock.elapsed + seconds
        while True:
            got = yield Wait("playing", None if end is None else max(end - clock.elapsed, 0.0), action)
            if got is None:
                break
            if heard.takes(got):
                entry.cut = True
                return got
    return None


def _listen(execution: Execution, action: Mapping[str, Any], heard: Ears, got: Any) -> Step:
    while not heard.takes(got):
        got = yield Wait("input", heard.patience, action)
        if got is None:
            execution.log("silence", "", action)
            return _silence(execution, heard)
    if isinstance(got, Words):
        return (yield from _hear(execution, action, heard, got))
    return (yield from _type(execution, action, heard, got))


def _type(execution: Execution, action: Mapping[str, Any], heard: Ears, got: Any) -> Step:
    assert heard.keys is not None  # noqa: S101 - `takes` has looked
    doubts = execution.platform.doubts
    most, digits = int(heard.keys.get("maxDigits", USUAL_DIGITS)), ""
    while isinstance(got, Keys):
        for key in got.digits:
            if key == "#" and heard.keys.get("submitOnHash"):
                digits += "#" if doubts.hash_is_part_of_digits else ""
                return _typed(execution, heard, digits, timed_out=False)
            digits += key
            if len(digits) >= most:
                return _typed(execution, heard, digits, timed_out=doubts.full_input_has_timed_out)
        got = yield Wait("typing", float(heard.keys.get("timeOut", USUAL_KEY_TIMEOUT)), action)
        while got is not None and not isinstance(got, Keys):
            got = yield Wait("typing", float(heard.keys.get("timeOut", USUAL_KEY_TIMEOUT)), action)
    return _typed(execution, heard, digits, timed_out=True)


def _hear(execution: Execution, action: Mapping[str, Any], heard: Ears, got: Words) -> Step:
    assert heard.speech is not None  # noqa: S101 - `takes` has looked
    longest = float(heard.speech.get("maxDuration", LONGEST_SPEECH))
    spoken = speech_seconds(got.text, heard.speech.get("language", "en-US"))
    too_long = spoken > longest
    pause = 0.0 if too_long else float(heard.speech.get("endOnSilence", USUAL_SILENCE))
    end = execution.platform.clock.elapsed + min(spoken, longest) + pause
    while (yield Wait("typing", max(end - execution.platform.clock.elapsed, 0.0), action)) is not None:
        pass
    reason = "max_duration" if too_long else "end_on_silence_timeout"
    results = [{"text": got.text, "confidence": str(got.confidence)}] if got.text else []
    speech: Body = {"timeout_reason": reason, "results": results}
    if heard.speech.get("saveAudio"):
        number = execution.platform.number()
        speech["recording_url"] = f"https://api.nexmo.com/v1/files/{bodies.identity('f11e', number)}"
    none = bodies.pressed(None, timed_out=False, doubts=execution.platform.doubts)
    return {"speech": speech, **(none if heard.keys is not None else {})}


def _typed(execution: Execution, heard: Ears, digits: str, *, timed_out: bool) -> Body:
    result = bodies.pressed(digits, timed_out=timed_out, doubts=execution.platform.doubts)
    return {**result, **({"speech": {"results": []}} if heard.speech is not None else {})}


def _silence(execution: Execution, heard: Ears) -> Body:
    """The first time-out wins; the other object is empty."""
    doubts = execution.platform.doubts
    keys_first = heard.keys is not None and heard.patience == float(
        heard.keys.get("timeOut", USUAL_KEY_TIMEOUT)
    )
    result: Body = {}
    if heard.keys is not None:
        digits = doubts.silent_digits if keys_first else None
        result |= bodies.pressed(digits, timed_out=keys_first, doubts=doubts)
    if heard.speech is not None:
        reason = {} if keys_first else {"timeout_reason": "start_timeout"}
        result["speech"] = {**reason, "results": []}
    return result
