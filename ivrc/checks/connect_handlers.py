"""Steps behind a `connect` that looks as if it went on (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step, behind in subject.endings:
        if isinstance(step, ConnectStep) and behind and not goes_on(step):
            message = "the steps behind this are heard only when nobody answered"
            hint = "write them as `on unreachable { ... }`"
            yield Finding(span=subject.head(step.span), message=message, hint=hint)


def goes_on(step: ConnectStep) -> bool:
    """Whether it is written what happens when nobody answers, here or by a server of the author."""
    return bool(step.outcomes) or "event_url" in step.settings


RULE = Rule(
    code="IVR323",
    title="Heard when nobody answered",
    severity="warning",
    explanation="""\
An answered call ends when one of the two hangs up, and nothing is run after that. So the steps behind a
`connect` are for callers whom nobody answered. Written as `on unreachable { ... }` they say so.""",
    valid=('answer { connect +441632960001 { on unreachable { say "Nobody answered." } } }',),
    invalid=('answer { «connect +441632960001»; say "Thank you for your call." }',),
    check=_check,
)
