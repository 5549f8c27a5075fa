"""Entries that begin with another entry (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import all_keys, ends_on_hash
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.diagnostics import Label
from ivrc.semantics.program import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        places = {} if ends_on_hash(question) else dict(all_keys(question))
        for key, span in places.items():
            begins = next((key[:end] for end in range(1, len(key)) if key[:end] in places), None)
            if begins is not None:
                message = (
                    f"`{key}` begins with `{begins}`: nobody knows whether a caller who pressed that is done"
                )
                hint = "add `finish_on: #`, or take entries of one length"
                yield Finding(
                    span=span, message=message, hint=hint, related=(Label(places[begins], "this one"),)
                )


RULE = Rule(
    code="IVR310",
    title="A key waits for another",
    severity="error",
    explanation="""\
When one entry begins with another (`1` and `12`), the platform cannot tell whether the caller is done. With
`finish_on: #` callers say so themselves; entries of one length need no such sign.""",
    valid=(HANDLERS + "answer { menu { finish_on: #; press 1 { hangup }; press 12 { hangup } } }",),
    invalid=(HANDLERS + "answer { menu { press 1 { hangup }; press «12» { hangup } } }",),
    check=_check,
)
