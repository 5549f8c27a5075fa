"""SIP addresses (reference 8.1, E140 and E141)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Target
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        match target:
            case Target(kind="sip", value=Constant(value=str() as address)) if (
                "domain" not in target.settings
            ):
                if ":" not in address:
                    message = "a user of a trunk needs its `domain`; an address begins with `sip:` or `sips:`"
                    hint = 'add `domain: "trunk-name"`, or write `"sip:desk@example.com"`'
                    yield Finding(span=target.value.span, message=message, hint=hint)
                elif not address.startswith(("sip:", "sips:")):
                    message = "an address begins with `sip:` or `sips:`"
                    yield Finding(span=target.value.span, message=message)


RULE = Rule(
    code="IVR437",
    title="No SIP address",
    severity="error",
    explanation="""\
A SIP target is a whole address (`"sip:desk@example.com"`) or a user with the `domain` of a trunk that the
account has. Anything else makes the platform refuse the NCCO.""",
    valid=('answer { connect sip "desk" { domain: "trunk"; on unreachable { hangup } } }',),
    invalid=(
        'answer { connect sip «"desk"» { on unreachable { hangup } } }',
        'answer { connect sip «"tel:123"» { on unreachable { hangup } } }',
    ),
    check=_check,
)
