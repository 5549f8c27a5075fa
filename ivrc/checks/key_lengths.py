"""Short entries beside long ones (language 5)."""

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
        entries = [] if ends_on_hash(question) else all_keys(question)
        if not entries:
            continue
        (longest, span), (shortest, _) = max(entries, key=_length), min(entries, key=_length)
        begins = any(longest.startswith(key) for key, _ in entries if key != longest)
        if len(shortest) < len(longest) and not begins:
            message = f"because of this one a caller who presses {shortest} waits for the `timeout`"
            yield Finding(
                span=span, message=message, hint="take entries of one length, or add `finish_on: #`"
            )


def _length(entry: tuple[str, object]) -> int:
    return len(entry[0])


RULE = Rule(
    code="IVR605",
    title="Keys of different lengths",
    severity="advice",
    explanation="""\
The platform waits for as many keys as the longest entry has. Who chooses a shorter one hears nothing until
the `timeout` has passed, and presses again.""",
    valid=(HANDLERS + "answer { menu { press 10 { hangup }; press 20 { hangup } } }",),
    invalid=(HANDLERS + "answer { menu { press 1 { hangup }; press «20» { hangup } } }",),
    check=_check,
)
