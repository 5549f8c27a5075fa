"""What is heard when the server is down (language 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.typed import (
    CallValue,
    EventValue,
    ExternCall,
    HeaderValue,
    HoursAre,
    NextOpening,
    Now,
    VariableValue,
)
from ivrc.semantics.visiting import inside

_DURING_A_CALL = (CallValue, EventValue, ExternCall, HeaderValue, HoursAre, NextOpening, Now, VariableValue)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.program.fallback is None:
        return
    for at in inside(subject.program.fallback.body):
        if isinstance(at, _DURING_A_CALL):
            message = "this is known only during the call; the fallback is heard when nobody can be asked"
            yield Finding(span=at.span, message=message, hint="say it without")


RULE = Rule(
    code="IVR326",
    title="Fallback depends on the call",
    severity="error",
    explanation="""\
The fallback is what callers hear when the webhook server does not answer: a file that was written at build.
It cannot contain anything of the call, the clock or an extern.""",
    valid=(
        """\
fallback { say "Sorry, please call again later." }
answer { say "Hello." }
""",
    ),
    invalid=(
        """\
fallback { say "Sorry, {«call.from_address»}." }
answer { say "Hello." }
""",
    ),
    check=_check,
)
