"""Both kinds of machine detection at once (reference 8.2, W209)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import ConnectStep, Outbound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    calls: tuple[ConnectStep | Outbound, ...] = (*subject.every(ConnectStep), *subject.every(Outbound))
    for call in calls:
        plain = call.settings.get("machine_detection")
        if plain is not None and "advanced_machine_detection" in call.settings:
            message = "this is ignored beside `advanced_machine_detection`"
            yield Finding(span=plain.span, message=message, hint="keep one of the two")


RULE = Rule(
    code="IVR432",
    title="Ignored setting",
    severity="warning",
    explanation="""\
Where `advanced_machine_detection` is given, the platform does not look at `machine_detection`: `behavior`
in the block says what is done about a machine.""",
    valid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 {
    machine_detection: continue
    on unreachable { hangup }
  }
}
""",
    ),
    invalid=(
        """\
app "x" { number: +441632960000 }
answer {
  connect +441632960001 {
    «machine_detection»: continue
    advanced_machine_detection { mode: detect }
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
