"""Recording a call that is over (reference 8.2, W216)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import RecordStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step, behind in subject.endings:
        if isinstance(step, RecordStep) and not step.waits and not behind:
            message = "it records in the background and is the last step, so the call ends at once"
            hint = "add `end_on_silence`, `end_on_key` or `timeout` to wait for a message"
            yield Finding(span=subject.head(step.span), message=message, hint=hint)


RULE = Rule(
    code="IVR435",
    title="Nothing left to record",
    severity="warning",
    explanation="""\
Without a stop condition `record` starts a recording and goes on with the next step. As the last step it
records nothing: the call is over. With `end_on_silence`, `end_on_key` or `timeout` it waits for the
caller's message.""",
    valid=(
        "answer { record { timeout: 1m } }",
        'answer { record { format: mp3 }; say "This call is recorded." }',
        'answer { start(); say "This call is recorded." }\nflow start { record { format: mp3 } }',
    ),
    invalid=(
        'answer { say "Hello."; «record» { format: mp3 } }',
        "answer { start() }\nflow start { «record» { format: mp3 }; hangup }",
    ),
    check=_check,
)
