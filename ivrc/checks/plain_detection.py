"""What is said because of plain machine detection in a call that we place (reference 3.5, 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.detection import ADVANCED
from ivrc.semantics.program import Outbound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for outbound in subject.every(Outbound):
        plain = outbound.settings.get("machine_detection")
        if plain is None or ADVANCED in outbound.settings:
            continue
        kind = next((kind for kind in ("human", "machine") if kind in outbound.handlers), None)
        if kind is not None:
            message = f"what `on {kind}` says may not be heard: the platform need not take a reply to this"
            hint = f"write `{ADVANCED} {{ behavior: continue; mode: detect }}` (it is charged)"
            yield Finding(span=plain.span, message=message, hint=hint)


RULE = Rule(
    code="IVR441",
    title="Reply to plain detection",
    severity="warning",
    explanation="""\
With `machine_detection`, a call that we place begins at once, and the platform only tells what picked up.
That a reply to this takes the place of what is being heard is documented for `advanced_machine_detection`
alone, which waits for up to five seconds before the call begins. Externs run with either.""",
    valid=(
        """\
app "x" { number: +441632960000 }
outbound reminder() {
  advanced_machine_detection { behavior: continue; mode: detect }
  say "Your appointment is tomorrow. Do you need another one?"
  on machine { say "Your appointment is tomorrow." }
}
""",
    ),
    invalid=(
        """\
app "x" { number: +441632960000 }
outbound reminder() {
  «machine_detection»: continue
  say "Your appointment is tomorrow. Do you need another one?"
  on machine { say "Your appointment is tomorrow." }
}
""",
    ),
    check=_check,
)
