"""Texts with nothing in them (reference 8.1, E160)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for spoken in subject.texts:
        if not spoken.text.strip():
            message = "the text is empty: the platform refuses it, and the call ends"
            yield Finding(span=spoken.span, message=message, hint="write the words, or `wait 1s` for a pause")


RULE = Rule(
    code="IVR410",
    title="Nothing to say",
    severity="error",
    explanation="""\
The platform refuses a `talk` without text, and the caller hears the fallback. For a pause there is `wait
1s`.""",
    valid=('answer { say "Hello." }',),
    invalid=('answer { say «""» }',),
    check=_check,
)
