"""What the caller pressed or said, from either shape of an input event (reference 3.7, 4.3, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# The recogniser heard a voice, even if it made no words of it.
_SPOKE = ("end_on_silence_timeout", "max_duration")
# Without a confidence the platform vouches for the result.
_SURE = Decimal(1)


@dataclass(frozen=True, slots=True)
class SpeechAnswer:
    """What `collect speech` gives."""

    text: str
    confidence: Decimal
    recording_url: str | None


@dataclass(frozen=True, slots=True)
class AnyAnswer:
    """What `collect any` gives: either `digits`, or `text` with its `confidence`."""

    digits: str | None
    text: str | None
    confidence: Decimal | None


class Answer(NamedTuple):
    """`digits` as sent; `spoken` texts with their confidence, in the order given.

    `active`: the caller did something, though it may have come to nothing.
    """

    digits: str
    spoken: tuple[tuple[str, Decimal], ...]
    active: bool
    recording_url: str | None

    @property
    def silent(self) -> bool:
        """Nothing was pressed, said or tried."""
        return not (self.digits or self.spoken or self.active)

    def sure(self, min_confidence: Decimal) -> list[str]:
        """The texts that may be looked at."""
        return [text for text, confidence in self.spoken if confidence >= min_confidence]


def read_answer(event: Mapping[str, Any]) -> Answer:
    """Reads an input event, however empty."""
    dtmf = event.get("dtmf")
    keys = dtmf if isinstance(dtmf, dict) else {"digits": dtmf, "timed_out": event.get("timed_out")}
    given = event.get("speech")
    speech = given if isinstance(given, dict) else {}
    digits, reason = keys.get("digits"), speech.get("timeout_reason")
    # Only a lone `#` ends an input early without digits; the other object then tells of no timeout.
    hash_alone = digits == "" and keys.get("timed_out") in (False, "false") and not reason
    recording_url = speech.get("recording_url")
    return Answer(
        digits=str(digits) if isinstance(digits, str | int) else "",
        spoken=tuple(_results(speech.get("results"))),
        active=hash_alone or reason in _SPOKE,
        recording_url=recording_url if isinstance(recording_url, str) else None,
    )


def _results(given: Any) -> list[tuple[str, Decimal]]:
    if not given or not isinstance(given, list):
        return []
    rows = [row for row in given if isinstance(row, dict)]
    texts = [(row.get("text"), _confidence(row.get("confidence"))) for row in rows]
    return [(text, confidence) for text, confidence in texts if isinstance(text, str) and text.strip()]


def _confidence(given: Any) -> Decimal:
    try:
        number = _SURE if given is None else Decimal(str(given))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
