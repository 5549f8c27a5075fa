"""Steps of loudness (reference 8.2, W239)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import SettingValue
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for setting in subject.every(SettingValue):
        match setting:
            case SettingValue(name="level", values=(Constant(value=Decimal() as level),)) if level * 10 % 1:
                message = "loudness has steps of 0.1"
                span = setting.values[0].span
                yield Finding(span=span, message=message, hint=f"write `{round(level, 1)}`")


RULE = Rule(
    code="IVR423",
    title="Too fine a step",
    severity="warning",
    explanation="""\
`level` goes from -1 (quiet) to 1 (loud) in steps of 0.1; what the platform makes of values between is not
documented.""",
    valid=('answer { say "Hello." { level: 0.5 } }',),
    invalid=('answer { say "Hello." { level: «0.25» } }',),
    check=_check,
)
