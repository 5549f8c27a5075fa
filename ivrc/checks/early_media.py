"""Machine detection and what the caller hears (reference 8.2, W246)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(ConnectStep):
        given = [
            name for name in ("machine_detection", "advanced_machine_detection") if name in step.settings
        ]
        if len(given) == 1:
            message = "while it listens, the caller hears no ringing and no announcement of the network"
            yield Finding(span=step.settings[given[0]].span, message=message)


RULE = Rule(
    code="IVR433",
    title="Silence while it rings",
    severity="advice",
    explanation="""\
Machine detection needs the audio of the called party to itself. The caller hears neither ringing nor the
announcements of the network until somebody answers; a `say` in front of the `connect` helps.""",
    valid=(
        """\
app "x" { number: +441632960000 }
answer { connect +441632960001 { on unreachable { hangup } } }
""",
    ),
    invalid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 {
    «machine_detection»: continue
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
