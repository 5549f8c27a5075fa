"""Notifications to servers of others (language 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.subject import text_of
from ivrc.semantics.program import Notify
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    own = urlsplit(str(constant(subject.program.app.settings, "base_url") or "")).hostname
    for step in subject.every(Notify):
        host = urlsplit(text_of(step.url) or "").hostname
        if host is not None and host != own:
            message = f"a reply of {host} can take over the call"
            yield Finding(span=step.url.span, message=message, hint="to send something only, call an extern")


RULE = Rule(
    code="IVR606",
    title="A foreign server is asked",
    severity="advice",
    explanation="""\
The platform takes a reply to `notify` that is an NCCO in place of the rest of the call. A server that is
not your own should not be given that power; an extern with `post:` sends the same and its answer is only
data.""",
    valid=(
        """\
app "x" { base_url: "https://ivr.example.com" }
answer { notify "https://ivr.example.com/log" { step: "entered" } }
""",
    ),
    invalid=(
        """\
app "x" { base_url: "https://ivr.example.com" }
answer { notify «"https://audit.example.org/log"» { step: "entered" } }
""",
    ),
    check=_check,
)
