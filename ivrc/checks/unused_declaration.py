"""Declarations that nothing uses (language 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject

_CONSEQUENCE = {
    "flow": "nothing leads there, so no caller gets to it",
    "menu": "nothing leads there, so no caller gets to it",
    "prompt": "no caller hears it",
    "extern": "it is never asked",
    "recording": "nothing is recorded with it",
    "conference": "nobody joins it",
}


def _check(subject: Subject) -> Iterator[Finding]:
    """Only of the file itself: what an import leaves unused, another program may use."""
    program = subject.program
    for declared in program.declared:
        if (
            declared.span.file == 0
            and declared.name not in program.mentioned
            and declared.kind != "outbound call"
        ):
            rest = _CONSEQUENCE.get(declared.kind, "the program is the same without it")
            message = f"the {declared.kind} `{declared.name}` is not used: {rest}"
            yield Finding(span=declared.span, message=message, hint="remove it, or use it")


RULE = Rule(
    code="IVR230",
    title="Not used",
    severity="warning",
    explanation="""\
A declaration that nothing mentions is left over, or the place that should mention it was forgotten. A flow
or menu that no arrow leads to is one no caller gets to. What an imported file declares is not reported.""",
    valid=(
        """\
const DESK = +441632960001
answer { connect DESK { on unreachable { hangup } } }
""",
    ),
    invalid=(
        """\
const «DESK» = +441632960001
answer { say "Hello." }
""",
        """\
answer { say "Hello." }
flow «sales» { say "Sales."; -> sales }
""",
    ),
    check=_check,
)
