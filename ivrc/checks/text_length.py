"""Texts that are too long to be spoken at once (reference 8.1, E161)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.ncco.ssml import LONGEST_TEXT, spoken_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for spoken in subject.texts:
        length = spoken_length(spoken.text)
        if length > LONGEST_TEXT:
            message = f"the text has {length} characters, and the platform takes {LONGEST_TEXT} at once"
            yield Finding(span=spoken.span, message=message, hint="say it in two steps")


RULE = Rule(
    code="IVR411",
    title="Text too long",
    severity="error",
    explanation="""\
The platform refuses a `talk` of more than 1500 characters; the tags of SSML are not counted. Two `say` in a
row sound the same as one.""",
    valid=('answer { say "Hello." }',),
    invalid=(f'answer {{ say «"{"Hello. " * 300}"» }}',),
    check=_check,
)
