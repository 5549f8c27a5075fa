"""Calls to phones that show no number (reference 8.2, W228)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep, Outbound
from ivrc.semantics.settings import constant
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if "number" in subject.program.app.settings:
        return
    for step in subject.every(ConnectStep):
        shown = "from" in step.settings or constant(step.settings, "random_from_number") is True
        if not shown and any(target.kind in ("phone", "phones") for target in step.targets):
            word = Span(step.span.file, step.span.start, step.span.start + len("connect"))
            yield _without_number(word)
    for outbound in subject.every(Outbound):
        if "from" not in outbound.settings:
            yield _without_number(outbound.span)


def _without_number(span: Span) -> Finding:
    message = "a phone is not called without a number of yours to show"
    return Finding(span=span, message=message, hint="add `number: +44...` to `app`, or `from: +44...` here")


RULE = Rule(
    code="IVR430",
    title="No number to show",
    severity="error",
    explanation="""\
The platform calls a phone only from a number that belongs to the application; otherwise the call fails
(reference 2.3, `from`). `number` in `app` is used for every `connect` and `outbound` without a `from`.""",
    valid=(
        """\
app "x" { number: +441632960000 }
answer { connect +441632960001 { on unreachable { hangup } } }
""",
    ),
    invalid=(
        """\
app "x" { }
answer { «connect» +441632960001 { on unreachable { hangup } } }
""",
        """\
app "x" { }
outbound «reminder»() { say "Your appointment is tomorrow." }
""",
    ),
    check=_check,
)
