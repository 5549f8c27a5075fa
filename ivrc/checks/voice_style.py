"""Styles that a language does not have (reference 8.2, W221)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import heard_in, spoken_settings
from ivrc.ncco.voices import VOICES
from ivrc.semantics.settings import constant
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for settings in spoken_settings(subject):
        style = constant(settings, "style")
        for language in heard_in(subject, settings) if style is not None else ():
            if language in VOICES and style not in VOICES[language].styles:
                known = listed(str(number) for number in sorted(VOICES[language].styles))
                message = f"there is no style {style} of {language}; its voices are {known}"
                yield Finding(span=settings["style"].values[0].span, message=message)
                break


RULE = Rule(
    code="IVR418",
    title="No such style",
    severity="warning",
    explanation="""\
`style` is the number of a voice, and each language has its own numbers (reference 7.1). For a number that a
language does not have the platform chooses a voice itself.""",
    valid=('answer { say "Hello." { language: en-GB; style: 1 } }',),
    invalid=('answer { say "Bore da." { language: cy-GB; style: «9» } }',),
    check=_check,
)
