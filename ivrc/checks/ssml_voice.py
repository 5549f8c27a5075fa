"""SSML for a voice that does not speak it (reference 8.2, W223)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import said_in
from ivrc.ncco.ssml import is_ssml
from ivrc.ncco.voices import VOICES
from ivrc.semantics.program import Say
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(Say):
        style = constant(step.settings, "style") or 0
        for language, text in said_in(subject, step):
            if is_ssml(text) and language in VOICES and style in VOICES[language].plain:
                message = f"style {style} of {language} does not understand SSML"
                yield Finding(
                    span=step.text.span, message=message, hint="choose another `style`, or plain text"
                )
                break


RULE = Rule(
    code="IVR414",
    title="Voice without SSML",
    severity="warning",
    explanation="""\
Some voices do not understand SSML; the tags are lost or read aloud. The table of voices is in the vendor's
guide to text-to-speech.""",
    valid=('answer { say "<speak>Hello.</speak>" { language: en-GB } }',),
    invalid=('answer { say «"<speak>Kaixo.</speak>"» { language: eu-ES } }',),
    check=_check,
)
