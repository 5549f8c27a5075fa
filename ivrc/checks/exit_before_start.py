"""Ending a room that one cannot start (reference 8.2, W243)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for conference in subject.program.conferences.values():
        for role in conference.roles.values():
            ends, starts = (constant(role.settings, name) for name in ("end_on_exit", "start_on_enter"))
            if ends is True and starts is False:
                message = f"{role.name} cannot start the room, but by leaving ends it for all (`end_on_exit`)"
                yield Finding(span=role.settings["end_on_exit"].span, message=message)


RULE = Rule(
    code="IVR429",
    title="Ends what it cannot start",
    severity="warning",
    explanation="""\
With `end_on_exit: true` the room ends for everybody when one of this role leaves. For a role that waits for
others to start the room this is rarely meant: the first guest who gives up ends the conference.""",
    valid=(
        """\
conference room { role host { start_on_enter: true; end_on_exit: true } }
answer { join room }
""",
    ),
    invalid=(
        """\
conference room { role guest { start_on_enter: false; «end_on_exit»: true } }
answer { join room }
""",
    ),
    check=_check,
)
