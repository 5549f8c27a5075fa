"""One key, one meaning (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import keys, repeated
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.diagnostics import Label
from ivrc.semantics.program import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        for key, first, second in repeated(question.choices, keys, {}):
            message = f"key {key} leads somewhere else already, so no caller gets here"
            yield Finding(span=second, message=message, related=(Label(first, "the first one"),))


RULE = Rule(
    code="IVR309",
    title="A key is taken",
    severity="error",
    explanation="""\
One key can mean one thing in a menu. Of two options with the same key the second can never be chosen. The
two sides of an `if` may use the same key: they are never offered together.""",
    valid=(
        HANDLERS
        + """\
var vip: bool = true
answer { menu { if vip { press 1 { hangup } } else { press 1 -> again } } }
""",
    ),
    invalid=(
        HANDLERS
        + """\
answer {
  menu { press 1 for "sales" { hangup }; press «1» for "support" { hangup } }
}
""",
    ),
    check=_check,
)
