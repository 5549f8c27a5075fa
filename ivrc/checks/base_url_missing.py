"""Programs that do not say where they are reached (language 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    app = subject.program.app
    if "base_url" not in app.settings:
        message = "there is no `base_url`, so the addresses in the NCCOs are those of this machine"
        hint = 'add `base_url: "https://..."` to `app`, or set IVRC_BASE_URL where it runs'
        yield Finding(span=app.span, message=message, hint=hint)


RULE = Rule(
    code="IVR501",
    title="No address",
    severity="warning",
    explanation="""\
The platform reaches the webhook module at `base_url`. Without it `http://localhost:8000` is written into
the NCCOs, which serves tests on this machine; IVRC_BASE_URL replaces it when the module is started.""",
    valid=(
        """\
app "x" { base_url: "https://ivr.example.com" }
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
