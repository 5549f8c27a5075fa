"""Languages that are not recognised (reference 8.2, W226)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.ncco.recognition import RECOGNITION
from ivrc.semantics.program import SettingValue
from ivrc.semantics.typed import Constant
from ivrc.words import did_you_mean

_SETTINGS = ("speech_language", "transcription.language")

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for setting in subject.every(SettingValue):
        value = setting.values[0]
        if setting.name in _SETTINGS and isinstance(value, Constant) and value.value not in RECOGNITION:
            message = f"the platform does not recognise `{value.value}`"
            yield Finding(span=value.span, message=message, hint=did_you_mean(str(value.value), RECOGNITION))


RULE = Rule(
    code="IVR420",
    title="Language is not recognised",
    severity="warning",
    explanation="""\
What callers say is recognised and transcribed in the languages of a list of its own (reference 7.3), which
differs from that of the voices: Mandarin is `cmn-CN` when spoken and `zh` when recognised.""",
    valid=("answer { record { timeout: 1m; transcription { language: en-GB } } }",),
    invalid=("answer { record { timeout: 1m; transcription { language: «cy-GB» } } }",),
    check=_check,
)
