"""Where the webhook module is reached (reference 6.4, A302)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivrc.checks.plain_http import LOOPBACK
from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    settings = subject.program.app.settings
    url = constant(settings, "base_url")
    if isinstance(url, str) and not url.startswith("https://") and urlsplit(url).hostname not in LOOPBACK:
        message = "the platform asks a server on the internet with https only"
        yield Finding(span=settings["base_url"].values[0].span, message=message, hint="write `https://...`")


RULE = Rule(
    code="IVR502",
    title="Not https",
    severity="error",
    explanation="""\
The platform sends the numbers and the answers of callers to this address. It has to be `https://`, unless
it is this machine (`http://localhost:8000`).""",
    valid=(
        """\
app "x" { base_url: "https://ivr.example.com" }
answer { hangup }
""",
        """\
app "x" { base_url: "http://localhost:8000" }
answer { hangup }
""",
    ),
    invalid=(
        """\
app "x" { base_url: «"http://ivr.example.com"» }
answer { hangup }
""",
    ),
    check=_check,
)
