"""Rooms without a name (reference 8.1, E120)."""

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
        name = constant(step.settings, "name")
        if isinstance(name, str) and not name.strip():
            message = "the name is empty; callers meet in a room by its name"
            hint = "leave it out to use the name of the declaration"
            yield Finding(span=step.settings["name"].values[0].span, message=message, hint=hint)


RULE = Rule(
    code="IVR444",
    title="Room without a name",
    severity="error",
    explanation="""\
Callers who join a room of the same name are in one conversation. The platform refuses an empty name.""",
    valid=(
        """\
conference room { name: "daily"; role guest { } }
answer { join room }
""",
    ),
    invalid=(
        """\
conference room { name: «""»; role guest { } }
answer { join room }
""",
    ),
    check=_check,
)
