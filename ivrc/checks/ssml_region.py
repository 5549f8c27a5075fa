"""Languages in SSML without a region (reference 8.2, W224)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import deviating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for span, deviation in deviating(subject, "W224"):
        yield Finding(span=span, message=deviation.message)


RULE = Rule(
    code="IVR416",
    title="Language without a region",
    severity="warning",
    explanation="""\
`<lang xml:lang=...>` needs a language with its region, `fr-FR` and not `fr`.""",
    valid=("answer { say \"<speak><lang xml:lang='fr-FR'>Oui</lang></speak>\" }",),
    invalid=("answer { say \"<speak><lang xml:lang='«fr»'>Oui</lang></speak>\" }",),
    check=_check,
)
