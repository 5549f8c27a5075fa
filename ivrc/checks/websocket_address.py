"""Addresses of websocket servers (reference 8.1, E137)."""

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
            case Target(kind="websocket", value=Constant(value=str() as address)):
                if not address.startswith(("ws://", "wss://")):
                    message = "the address of a websocket begins with `wss://`"
                    yield Finding(span=target.value.span, message=message)


RULE = Rule(
    code="IVR439",
    title="No websocket address",
    severity="error",
    explanation="""\
A websocket target is a whole address that begins with `wss://` (or `ws://`, unencrypted). The platform
refuses any other.""",
    valid=(
        """\
answer {
  connect websocket "wss://bot.example.com/talk" { on unreachable { hangup } }
}
""",
    ),
    invalid=(
        """\
answer {
  connect websocket «"https://bot.example.com/talk"» {
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
