"""A message that is recorded in front of a `connect` (reference 8.2, W217)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Body, ConnectStep, RecordStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for body in subject.every(Body):
        for step, behind in pairwise(body.steps):
            if isinstance(step, RecordStep) and step.waits and isinstance(behind, ConnectStep):
                message = "the `connect` waits until the caller has finished this message"
                hint = "to record the talk, leave out `end_on_silence`, `end_on_key` and `timeout`"
                yield Finding(span=subject.head(step.span), message=message, hint=hint)


RULE = Rule(
    code="IVR446",
    title="Recorded before the talk",
    severity="warning",
    explanation="""\
A recording with a stop condition is a message: the call goes on when it is finished, and the talk that
follows is not recorded. Without a stop condition the recording runs in the background of what comes next.""",
    valid=(
        """\
answer {
  record { format: mp3 }
  connect +441632960001 { on unreachable { hangup } }
}
""",
    ),
    invalid=(
        """\
answer {
  «record» { timeout: 1m }
  connect +441632960001 { on unreachable { hangup } }
}
""",
    ),
    check=_check,
)
