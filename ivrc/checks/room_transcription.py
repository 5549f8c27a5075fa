"""A transcript of what is not recorded (reference 8.1, E124)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import JoinStep
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(JoinStep):
        if "transcription" in step.settings and constant(step.settings, "record") is not True:
            message = "there is nothing to transcribe: the room does not record"
            yield Finding(
                span=step.settings["transcription"].span, message=message, hint="add `record: true`"
            )


RULE = Rule(
    code="IVR443",
    title="Transcript without recording",
    severity="error",
    explanation="""\
A transcript is made of a recording. The platform refuses a conference with `transcription` and without
`record: true`.""",
    valid=(
        """\
conference room { record: true; transcription { }; role guest { } }
answer { join room }
""",
    ),
    invalid=(
        """\
conference room { «transcription» { }; role guest { } }
answer { join room }
""",
    ),
    check=_check,
)
