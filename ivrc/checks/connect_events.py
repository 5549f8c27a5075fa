"""`event_url` at a `connect` whose events decide how the call goes on (language 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for step, behind in subject.endings:
        if not isinstance(step, ConnectStep) or "event_url" not in step.settings or step.outcomes:
            continue
        if behind or (step.several and not step.ring_all):
            what = "the steps behind it need" if behind else "the next target is dialled by"
            message = f"{what} the events of this `connect`, so they come to the generated module"
            hint = "remove `event_url`" + (", or the steps" if behind else ", or write `connect all`")
            yield Finding(span=step.settings["event_url"].span, message=message, hint=hint)


RULE = Rule(
    code="IVR328",
    title="Events that never arrive",
    severity="warning",
    explanation="""\
The platform sends the events of a `connect` to one address. Where steps stand behind it, or further targets
are dialled when nobody answers, the generated module takes them to decide how the call goes on: `event_url`
has no effect, and its server never hears of the call. What it needs can be told by an extern.""",
    valid=(
        'answer { connect +441632960001 { event_url: "https://crm.example.com/x" } }',
        'answer { connect +441632960001 { on unreachable { say "Nobody answered." } } }',
        'answer { connect all [+441632960001, +441632960002] { event_url: "https://crm.example.com/x" } }',
    ),
    invalid=(
        'answer { connect +441632960001 { «event_url»: "https://crm.example.com/x" }; say "Sorry." }',
        'answer { connect [+441632960001, +441632960002] { «event_url»: "https://crm.example.com/x" } }',
    ),
    check=_check,
)
