"""Waiting for a recording that nobody makes (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Await, RecordStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    made = {step.name for step in subject.every(RecordStep)}
    for step in subject.every(Await):
        if step.recording not in made:
            message = f"nothing is recorded as `{step.recording}`, so the caller waits in vain"
            hint = f"write `record {step.recording}` in front of it"
            yield Finding(span=subject.within(step.span, step.recording), message=message, hint=hint)


RULE = Rule(
    code="IVR330",
    title="Nothing to wait for",
    severity="error",
    explanation="""\
`await NAME` holds the caller until the recording was delivered. Without a `record NAME` there never is one,
and the caller waits until the `timeout`.""",
    valid=(
        """\
recording message { timeout: 1m }
answer { record message; await message }
""",
    ),
    invalid=(
        """\
recording message { timeout: 1m }
answer { await «message» }
""",
    ),
    check=_check,
)
