"""Ids of conversations (reference 8.1, E196)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Transfer
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step in subject.every(Transfer):
        match step.conversation:
            case Constant(value=str() as id_) if not id_.startswith("CON-"):
                message = "the id of a conversation begins with `CON-`"
                yield Finding(
                    span=step.conversation.span, message=message, hint="to enter a room write `join`"
                )


RULE = Rule(
    code="IVR445",
    title="No conversation",
    severity="error",
    explanation="""\
`transfer` moves the call to a conversation that exists, which is named by its id: `CON-` and a UUID, as in
`call.conversation_uuid`. Rooms of this program are entered with `join`.""",
    valid=('answer { transfer "CON-f972836a-550f-45fa-956c-12a2ab5b7d22" }',),
    invalid=('answer { transfer «"standup"» }',),
    check=_check,
)
