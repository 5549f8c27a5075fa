"""The kinds of `collect`: what each makes of an answer (language 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ivrc.runtime.answers import Answer, AnyAnswer, SpeechAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

# The most that the platform sends at once (reference 2.6).
MOST_DIGITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`minimum` and `maximum` bound the number of digits, or the value of a number."""

    minimum: int | None
    maximum: int | None
    min_confidence: Decimal
    country: str | None

    def allow(self, value: int, *, lowest: int | None = None) -> bool:
        """Whether a length or value lies between the limits; without them from `lowest` up."""
        low = lowest if self.minimum is None else self.minimum
        return (low is None or value >= low) and (self.maximum is None or value <= self.maximum)


def _keys(answer: Answer) -> str | None:
    """The digits without the `#` that ended them, or nothing if there is another key among them."""
    digits = answer.digits.removesuffix("#")
    return digits if digits.isascii() and digits.isdigit() else None


def _digits(answer: Answer, limits: Limits) -> str | None:
    digits = _keys(answer)
    return digits if digits is not None and limits.allow(len(digits), lowest=1) else None


def _number(answer: Answer, limits: Limits) -> int | None:
    digits = _keys(answer)
    return int(digits) if digits and len(digits) <= MOST_DIGITS and limits.allow(int(digits)) else None


def _phone(answer: Answer, limits: Limits) -> str | None:
    # Numbers need a large table, which only programs that ask for one should load.
    from ivrc.runtime.phones import complete_number

    digits = _keys(answer)
    return None if digits is None else complete_number(digits, limits.country)


def _speech(answer: Answer, limits: Limits) -> SpeechAnswer | None:
    text, confidence = next(iter(answer.spoken), ("", limits.min_confidence))
    if not text or confidence < limits.min_confidence:
        return None
    return SpeechAnswer(text, confidence, answer.recording_url)


def _any(answer: Answer, limits: Limits) -> AnyAnswer | None:
    if answer.digits:
        digits = _digits(answer, limits)
        return None if digits is None else AnyAnswer(digits, None, None)
    speech = _speech(answer, limits)
    return None if speech is None else AnyAnswer(None, speech.text, speech.confidence)


# What an answer gives, or `None` if it is malformed.
READERS: dict[str, Callable[[Answer, Limits], Any]] = {
    "digits": _digits,
    "number": _number,
    "phone": _phone,
    "speech": _speech,
    "any": _any,
}
