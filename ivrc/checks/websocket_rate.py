"""A sample rate that the reference does not have (reference 8.2, W234)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Target
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        if constant(target.settings, "content_type") == "audio/l16;rate=24000":
            message = "a rate of 24000 is not in the vendor's reference and may be refused"
            span = target.settings["content_type"].values[0].span
            yield Finding(span=span, message=message, hint='write `"audio/l16;rate=16000"`')


RULE = Rule(
    code="IVR426",
    title="Undocumented sample rate",
    severity="warning",
    explanation="""\
Some of the vendor's libraries know a rate of 24000, its reference of the NCCO does not. 8000 and 16000 are
sure to work.""",
    valid=(
        """\
answer {
  connect websocket "wss://bot.example.com" {
    content_type: "audio/l16;rate=16000"
    on unreachable { hangup }
  }
}
""",
    ),
    invalid=(
        """\
answer {
  connect websocket "wss://bot.example.com" {
    content_type: «"audio/l16;rate=24000"»
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
