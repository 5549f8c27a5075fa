"""What is heard when the server is down (reference 6.4, A311)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    app = subject.program.app
    if app.span.end > 0 and "fallback_base_url" not in app.settings:
        message = "the fallback is served by the server whose failure it is for"
        hint = "host fallback.json elsewhere and add `fallback_base_url: ...`"
        yield Finding(span=app.span, message=message, hint=hint)


RULE = Rule(
    code="IVR511",
    title="Fallback on the same server",
    severity="advice",
    explanation="""\
When the webhook module does not answer, the platform fetches the fallback NCCO. Without `fallback_base_url`
it asks the same server. A file on another host is heard even when the server is down.""",
    valid=(
        """\
app "x" { fallback_base_url: "https://fallback.example.com" }
answer { hangup }
""",
    ),
    invalid=(
        """\
«app» "x" { }
answer { hangup }
""",
    ),
    check=_check,
)
