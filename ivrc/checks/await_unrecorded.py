"""Waiting for a recording that nobody makes (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Await, RecordStep
from ivrc.semantics.visiting import around_expressions as inside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    records = subject.every(RecordStep)
    too_early = {step.span for step in _too_early(subject)}
    for step in subject.every(Await):
        if step.span in too_early or step.recording not in {record.name for record in records}:
            message = f"nothing was recorded as `{step.recording}` by then, so the caller waits in vain"
            hint = f"write `record {step.recording}` in front of it"
            yield Finding(span=subject.within(step.span, step.recording), message=message, hint=hint)


def _too_early(subject: Subject) -> Iterator[Await]:
    """Waits in front of all recordings, where a call begins: nothing leads back there."""
    program = subject.program
    entries = [entry.body for entry in (program.answer, *program.outbounds.values()) if entry is not None]
    for body in entries:
        for index, step in enumerate(body.steps):
            behind = {at.span for at in inside(body.steps[index + 1 :]) if isinstance(at, RecordStep)}
            for waiting in (at for at in inside(step) if isinstance(at, Await)):
                made = {r.span for r in subject.every(RecordStep) if r.name == waiting.recording}
                if made <= behind:
                    yield waiting


RULE = Rule(
    code="IVR330",
    title="Nothing to wait for",
    severity="error",
    explanation="""\
`await NAME` holds the caller until the recording was delivered. Without a `record NAME` in front of it there
never is one, and the caller waits until the `timeout`.""",
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
