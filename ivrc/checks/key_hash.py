"""The hash key as an option and as the end of an entry (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import all_keys, ends_on_hash
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.semantics.program import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        for key, span in all_keys(question) if ends_on_hash(question) else ():
            if "#" in key:
                message = "with `finish_on: #` this key ends the entry and is never part of one"
                yield Finding(span=span, message=message, hint="take another key, or remove `finish_on`")


RULE = Rule(
    code="IVR331",
    title="The key ends the entry",
    severity="error",
    explanation="""\
`finish_on: #` makes the hash key the end of an entry. An option with this key can then never be chosen: the
platform sends what was pressed before it (reference 2.6, `submitOnHash`).""",
    valid=(HANDLERS + "answer { menu { press 1 { hangup }; press # { hangup } } }",),
    invalid=(HANDLERS + "answer { menu { finish_on: #; press 1 { hangup }; press «#» { hangup } } }",),
    check=_check,
)
