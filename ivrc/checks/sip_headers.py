"""Headers sent to a SIP target (reference 8.1, E142)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.language.types import described
from ivrc.semantics.program import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        for name, setting in target.settings.items() if target.kind == "sip" else ():
            value = setting.values[0]
            if name.startswith("headers.") and value.type.kind in _OTHERS:
                message = f"a header is text, this is {described(value.type)}"
                yield Finding(span=value.span, message=message, hint='put it into a string: `"7"`, `"{x}"`')


_OTHERS = frozenset({"int", "number", "bool", "date", "time", "moment", "duration", "list", "record", "enum"})


RULE = Rule(
    code="IVR438",
    title="A header that is no text",
    severity="error",
    explanation="""\
The values of SIP headers are text. The platform refuses an NCCO with a number or a list there.""",
    valid=(
        """\
answer {
  connect sip "sip:desk@example.com" {
    headers { line: "7" }
    on unreachable { hangup }
  }
}
""",
    ),
    invalid=(
        """\
answer {
  connect sip "sip:desk@example.com" {
    headers { line: «7» }
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
