"""What is heard when the server is down (reference 6.4, A311)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    fallback = subject.program.fallback
    if fallback is not None and "fallback_base_url" not in subject.program.app.settings:
        message = "callers cannot hear this when they need it: the server that is down serves it"
        hint = "host ncco/fallback.json elsewhere and add `fallback_base_url: ...` to `app`"
        yield Finding(span=fallback.span, message=message, hint=hint)


RULE = Rule(
    code="IVR511",
    title="Fallback on the same server",
    severity="warning",
    explanation="""\
When the webhook module does not answer, the platform fetches the fallback NCCO. Without `fallback_base_url`
it asks the same server. A file on another host is heard even when the server is down.""",
    valid=(
        """\
app "x" { fallback_base_url: "https://fallback.example.com" }
answer { hangup }
fallback { say "Please call again later." }
""",
        """\
app "x" { }
answer { hangup }
""",
    ),
    invalid=(
        """\
app "x" { }
answer { hangup }
«fallback» { say "Please call again later." }
""",
    ),
    check=_check,
)
