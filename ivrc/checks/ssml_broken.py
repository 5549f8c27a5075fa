"""SSML that cannot be read (reference 8.1, E163)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import place, ssml, tag_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for spoken, speech in ssml(subject):
        if not speech.problem:
            continue
        named = re.match("`<([^>]*)>`", speech.problem)
        opened = [tag.offset for tag in speech.tags if named and tag.name == named[1]]
        at = opened[-1] if opened else speech.offset
        words = tag_at(spoken.text, at) or spoken.text[at : at + 1]
        hint = "write `&amp;` for `&` and `&lt;` for `<`" if words in ("&", "<") else None
        yield Finding(span=place(subject, spoken, at, words), message=speech.problem, hint=hint)


RULE = Rule(
    code="IVR412",
    title="Broken SSML",
    severity="error",
    explanation="""\
A text that begins with `<speak>` is SSML, a kind of XML: every element is closed, and `&` and `<` of the
text are written `&amp;` and `&lt;`. The platform does not speak what is not well-formed.""",
    valid=('answer { say "<speak><s>Fish &amp; chips.</s></speak>" }',),
    invalid=(
        'answer { say "<speak>Fish «&» chips.</speak>" }',
        'answer { say "<speak>«<s>»Hello.</speak>" }',
    ),
    check=_check,
)
