"""Audio files that are not played (reference 8.2, W238)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Play
from ivrc.semantics.typed import Constant

_PLAYED = re.compile(r"[^?#]*\.(mp3|wav)([?#].*)?", re.IGNORECASE)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    urls = [step.url for step in subject.every(Play)]
    urls += [t.text for p in subject.program.prompts.values() for t in p.texts.values() if t.audio]
    for url in urls:
        if isinstance(url, Constant) and isinstance(url.value, str) and not _PLAYED.fullmatch(url.value):
            message = "the platform plays mp3 or wav; this address promises neither"
            yield Finding(span=url.span, message=message)


RULE = Rule(
    code="IVR422",
    title="Not mp3 or wav",
    severity="warning",
    explanation="""\
The platform plays mp3 and wav files and goes by the end of the address. Of other files the caller hears
nothing.""",
    valid=('answer { play "https://cdn.example.com/hold.mp3" }',),
    invalid=('answer { play «"https://cdn.example.com/hold.ogg"» }',),
    check=_check,
)
