"""SSML that the platform does not know (reference 8.2, W225)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.texts import deviating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for span, deviation in deviating(subject, "W225"):
        yield Finding(span=span, message=deviation.message)


RULE = Rule(
    code="IVR415",
    title="Unknown SSML",
    severity="warning",
    explanation="""\
The platform knows `break`, `emphasis`, `lang`, `phoneme`, `prosody`, `say-as`, `s`, `p` and `sub`, each
with a few attributes (reference 7.4). What it does with others is not documented.""",
    valid=("answer { say \"<speak><prosody rate='slow'>Hello.</prosody></speak>\" }",),
    invalid=(
        'answer { say "<speak>«<audio/>»Hello.</speak>" }',
        "answer { say \"<speak><prosody rate='«hasty»'>Hello.</prosody></speak>\" }",
    ),
    check=_check,
)
