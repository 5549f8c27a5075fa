"""Roles that nobody takes (language 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import JoinStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    joined = {(step.conference.name, step.role.name) for step in subject.every(JoinStep)}
    rooms = {room for room, _ in joined}
    for conference in subject.program.conferences.values():
        for role in conference.roles.values():
            if conference.name in rooms and (conference.name, role.name) not in joined:
                message = f"nobody joins `{conference.name}` as {role.name}"
                hint = f"write `join {conference.name} as {role.name}` somewhere, or remove the role"
                yield Finding(span=role.span, message=message, hint=hint)


RULE = Rule(
    code="IVR332",
    title="A role nobody has",
    severity="error",
    explanation="""\
Each role of a conference is for callers who `join` as it. A role that no `join` names is a participant who
never comes: often the one on whom the others wait.""",
    valid=(
        """\
conference room {
  role host { start_on_enter: true }
  role guest { start_on_enter: false }
}
answer { if call.from is none { join room as host }; join room as guest }
""",
    ),
    invalid=(
        """\
conference room { role host { }; role «guest» { } }
answer { join room as host }
""",
    ),
    check=_check,
)
