"""Many channels and mp3 (reference 8.2, W236)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import RecordStep
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(RecordStep):
        channels = constant(step.settings, "channels")
        if isinstance(channels, int) and channels > 2 and constant(step.settings, "format") == "mp3":
            message = f"an mp3 file has two channels; what becomes of {channels} is not documented"
            yield Finding(
                span=step.settings["format"].values[0].span, message=message, hint="write `format: wav`"
            )


RULE = Rule(
    code="IVR427",
    title="Too many channels for mp3",
    severity="warning",
    explanation="""\
Recordings with more than two channels are wav files by default. What `format: mp3` makes of them is not
documented.""",
    valid=(
        """\
answer {
  record { format: wav; split: conversation; channels: 3; timeout: 1m }
}
""",
    ),
    invalid=(
        """\
answer {
  record { format: «mp3»; split: conversation; channels: 3; timeout: 1m }
}
""",
    ),
    check=_check,
)
