"""Audio formats of websockets (reference 8.1, E138)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.ncco.endpoints import WEBSOCKET_AUDIO
from ivrc.semantics.program import Target
from ivrc.semantics.settings import constant
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for target in subject.every(Target):
        audio = constant(target.settings, "content_type") if target.kind == "websocket" else None
        if isinstance(audio, str) and audio not in WEBSOCKET_AUDIO:
            known = listed(f"`{name}`" for name in WEBSOCKET_AUDIO)
            span = target.settings["content_type"].values[0].span
            yield Finding(span=span, message=f"the platform sends {known}")


RULE = Rule(
    code="IVR440",
    title="Unknown audio format",
    severity="error",
    explanation="""\
A websocket gets uncompressed audio of 16-bit samples; `content_type` says how many there are in a second.
Any other format is refused.""",
    valid=(
        """\
answer {
  connect websocket "wss://bot.example.com" {
    content_type: "audio/l16;rate=8000"
    on unreachable { hangup }
  }
}
""",
    ),
    invalid=(
        """\
answer {
  connect websocket "wss://bot.example.com" {
    content_type: «"audio/mpeg"»
    on unreachable { hangup }
  }
}
""",
    ),
    check=_check,
)
