"""Option sentences that name the key too early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.semantics.program import Question
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        sentence = constant(question.settings, "option_prompt")
        if isinstance(sentence, str) and -1 < sentence.find("{key}") < sentence.find("{label}"):
            message = "callers have forgotten the key when they hear what it is for"
            span = question.settings["option_prompt"].values[0].span
            yield Finding(span=span, message=message, hint='name it last: "For {label}, press {key}."')


RULE = Rule(
    code="IVR604",
    title="Key before purpose",
    severity="advice",
    explanation="""\
A caller listens for a purpose and remembers the key only when the purpose fits. "For sales, press 1" can be
obeyed at once, "press 1 for sales" has to be heard twice (ISO/IEC 13714).""",
    valid=(
        HANDLERS
        + """\
answer {
  menu {
    option_prompt: "If you want {label}, press {key}."
    press 1 for "sales" { hangup }
  }
}
""",
    ),
    invalid=(
        HANDLERS
        + """\
answer {
  menu {
    option_prompt: «"Press {key} for {label}."»
    press 1 for "sales" { hangup }
  }
}
""",
    ),
    check=_check,
)
