"""Music for those who wait, where nobody waits (reference 8.2, W242)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import JoinStep
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(JoinStep):
        roles = step.conference.roles.values()
        waits = any(constant(role.settings, "start_on_enter") is False for role in roles)
        if "music_on_hold_url" in step.settings and not waits:
            message = "everybody who enters starts the room, so nobody hears this music"
            span = step.settings["music_on_hold_url"].span
            yield Finding(span=span, message=message, hint="give a role `start_on_enter: false`")


RULE = Rule(
    code="IVR428",
    title="Music nobody hears",
    severity="warning",
    explanation="""\
`music_on_hold_url` is played to those who are in the room before it starts. Without a role with
`start_on_enter: false` the room starts with the first one who enters.""",
    valid=(
        """\
conference room {
  music_on_hold_url: "https://cdn.example.com/m.mp3"
  role guest { start_on_enter: false }
}
answer { join room }
""",
    ),
    invalid=(
        """\
conference room {
  «music_on_hold_url»: "https://cdn.example.com/m.mp3"
  role host { start_on_enter: true }
}
answer { join room }
""",
    ),
    check=_check,
)
