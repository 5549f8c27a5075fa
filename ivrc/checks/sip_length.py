"""Long SIP addresses (reference 8.2, W232)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Target
from ivrc.semantics.typed import Constant

LONGEST = 50

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        match target:
            case Target(kind="sip", value=Constant(value=str() as address)) if len(address) > LONGEST:
                message = f"the address has {len(address)} characters; only {LONGEST} are sure to work"
                yield Finding(span=target.value.span, message=message)


RULE = Rule(
    code="IVR424",
    title="Long SIP address",
    severity="warning",
    explanation="""\
One page of the vendor limits SIP addresses to 50 characters, the reference of the NCCO does not mention a
limit. A longer one may be refused.""",
    valid=('answer { connect sip "sip:desk@example.com" { on unreachable { hangup } } }',),
    invalid=(
        """\
answer {
  connect sip «"sip:someone-with-a-long-name@pbx.north.company.example.com"» {
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
