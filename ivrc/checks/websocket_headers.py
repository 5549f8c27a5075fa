"""The size of what a websocket is told first (reference 8.2, W233)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import Target
from ivrc.semantics.typed import Constant

LARGEST = 512

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        headers = {
            name.removeprefix("headers."): setting.values[0]
            for name, setting in target.settings.items()
            if target.kind == "websocket" and name.startswith("headers.")
        }
        known = {name: str(v.value) if isinstance(v, Constant) else "" for name, v in headers.items()}
        size = len(json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode())
        if headers and size > LARGEST:
            message = f"the headers have {size} bytes or more; the platform takes {LARGEST}"
            yield Finding(span=target.value.span, message=message, hint="send an id and look the rest up")


_PROGRAM = """\
answer {{
  connect websocket {address} {{ headers {{ key: {value} }}; on unreachable {{ hangup }} }}
}}
"""

RULE = Rule(
    code="IVR425",
    title="Large headers",
    severity="warning",
    explanation="""\
The headers of a websocket are sent as JSON in its first message and may have 512 bytes. What does not fit
is better looked up by the server, for example by `call.uuid`.""",
    valid=(_PROGRAM.format(address='"wss://bot.example.com"', value="call.uuid"),),
    invalid=(_PROGRAM.format(address='«"wss://bot.example.com"»', value='"' + "x" * 600 + '"'),),
    check=_check,
)
