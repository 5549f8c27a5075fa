"""A `connect` with nothing for the callers whom nobody answers (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.connect_handlers import goes_on
from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step, behind in subject.endings:
        if isinstance(step, ConnectStep) and not behind and not goes_on(step):
            message = "a busy line ends the call: there is no handler, and no step is behind it"
            yield Finding(span=subject.head(step.span), message=message, hint="add `on unreachable -> ...`")


RULE = Rule(
    code="IVR324",
    title="Nothing for a busy line",
    severity="warning",
    explanation="""\
When the line is busy or nobody answers, the call goes on with the handlers and the steps behind the
`connect`. Without either the caller is cut off without a word.""",
    valid=('answer { connect +441632960001 { on unreachable { say "Nobody answered." } } }',),
    invalid=(
        'answer { say "Connecting."; «connect +441632960001» }',
        "answer { «connect +441632960001»; hangup }",
        "answer -> sales\nflow sales { if call.from is none { «connect +441632960001» } }",
    ),
    check=_check,
)
