"""Requests that anybody can send (reference 6.4, A310)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    settings = subject.program.app.settings
    if constant(settings, "signed_callbacks") is False:
        message = "requests are not signed: anybody who knows the address can play the platform"
        yield Finding(span=settings["signed_callbacks"].span, message=message, hint="remove it")


RULE = Rule(
    code="IVR503",
    title="Unsigned requests",
    severity="warning",
    explanation="""\
With signed callbacks the webhook module refuses requests that do not come from the platform. Without them
anybody who knows its address can pretend to be a caller and learn what externs answer.""",
    valid=(
        """\
app "x" { signed_callbacks: true }
answer { hangup }
""",
    ),
    invalid=(
        """\
app "x" { «signed_callbacks»: false }
answer { hangup }
""",
    ),
    check=_check,
)
