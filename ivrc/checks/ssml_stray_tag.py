"""Tags in a text that is no SSML (reference 8.1, E162)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import place
from ivrc.ncco.ssml import is_ssml, stray_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for spoken in subject.texts:
        tag = None if is_ssml(spoken.text) else stray_tag(spoken.text)
        if tag is not None:
            message = "tags are understood only in a text that is enclosed in `<speak>...</speak>`"
            yield Finding(span=place(subject, spoken, tag.start(), tag[0]), message=message)


RULE = Rule(
    code="IVR413",
    title="Tag outside SSML",
    severity="error",
    explanation="""\
A text is SSML if it begins with `<speak>` and ends with `</speak>`. In any other text a tag is refused or
read aloud.""",
    valid=('answer { say "<speak>One. <break/> Two.</speak>" }',),
    invalid=('answer { say "One. «<break/>» Two." }',),
    check=_check,
)
