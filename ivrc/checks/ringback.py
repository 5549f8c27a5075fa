"""A ringing tone of your own in front of a phone (reference 8.2, W219)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(ConnectStep):
        if "ringback_tone" in step.settings and any(t.kind in ("phone", "phones") for t in step.targets):
            message = "the network of a phone plays its own tone and announcements; this covers them"
            span = step.settings["ringback_tone"].span
            yield Finding(span=span, message=message, hint="use it for `app`, `sip` and `websocket` targets")


RULE = Rule(
    code="IVR431",
    title="Ringing tone for a phone",
    severity="warning",
    explanation="""\
Phone networks tell the caller what happens: ringing, busy, "the number has changed". A `ringback_tone` is
played over that. It is meant for targets that have no tone of their own.""",
    valid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect app "jamie" {
    ringback_tone: "https://cdn.example.com/r.mp3"
    on unreachable { hangup }
  }
}
""",
    ),
    invalid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 {
    «ringback_tone»: "https://cdn.example.com/r.mp3"
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
