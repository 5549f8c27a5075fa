"""Premium voices that do not exist (reference 8.2, W222)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import heard_in, spoken_settings
from ivrc.ncco.voices import VOICES
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for settings in spoken_settings(subject):
        style, premium = constant(settings, "style") or 0, constant(settings, "premium")
        for language in heard_in(subject, settings) if premium is True else ():
            if language in VOICES and style in VOICES[language].styles - VOICES[language].premium:
                message = f"style {style} of {language} has no premium voice; the standard one is used"
                yield Finding(
                    span=settings["premium"].span, message=message, hint="remove it, or choose a `style`"
                )
                break


RULE = Rule(
    code="IVR419",
    title="No premium voice",
    severity="warning",
    explanation="""\
Only some styles of a language have a premium variant (reference 7.1). For the others the platform uses the
standard voice.""",
    valid=('answer { say "Hello." { language: en-GB; style: 2; premium: true } }',),
    invalid=('answer { say "Bore da." { language: cy-GB; «premium»: true } }',),
    check=_check,
)
