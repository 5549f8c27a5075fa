"""Questions that never give up (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        if question.attempts is None:
            message = "a caller who cannot answer is asked for ever and never reaches a person"
            span = question.settings["attempts"].values[0].span
            yield Finding(span=span, message=message, hint="write a number, and where `on give_up` leads")


RULE = Rule(
    code="IVR602",
    title="Asked for ever",
    severity="advice",
    explanation="""\
With `attempts: unlimited` a question is repeated until the caller answers or hangs up. Those whose keys are
not recognised, or who put the receiver down beside the phone, keep the call (and its cost) going.""",
    valid=(
        """\
answer {
  menu {
    press 1 { hangup }
    attempts: 3
    on silence -> again
    on invalid -> again
    on give_up { hangup }
  }
}
""",
    ),
    invalid=(
        """\
answer {
  menu {
    press 1 { hangup }
    attempts: «unlimited»
    on silence -> again
    on invalid -> again
  }
}
""",
    ),
    check=_check,
)
