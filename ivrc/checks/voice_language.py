"""Languages that no voice speaks (reference 8.2, W220)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.ncco.voices import UNLISTED_LANGUAGES, VOICES
from ivrc.semantics.program import SettingValue, SwitchLanguage
from ivrc.semantics.typed import Constant
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    named = [
        (str(text.language), text.span) for p in subject.program.prompts.values() for text in p.texts.values()
    ]
    values = [step.language for step in subject.every(SwitchLanguage)]
    values += [s.values[0] for s in subject.every(SettingValue) if s.name == "language"]
    named += [(str(value.value), value.span) for value in values if isinstance(value, Constant)]
    for language, span in named:
        if language not in VOICES and language not in UNLISTED_LANGUAGES:
            message = f"the platform has no voice for `{language}`"
            yield Finding(span=span, message=message, hint=did_you_mean(language, VOICES))


RULE = Rule(
    code="IVR417",
    title="No voice for the language",
    severity="warning",
    explanation="""\
The platform speaks the languages of its table of voices (reference 7.1), each with its region: `en-GB`, not
`en`. For another language it uses its default voice, whose English pronunciation nobody understands.""",
    valid=('answer { say "Hello." { language: en-GB } }',),
    invalid=('answer { say "Hello." { language: «xx-XX» } }',),
    check=_check,
)
