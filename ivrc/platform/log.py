"""What happened: every sound, key, request and end, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.delivery import Exchange
    from ivrc.platform.legs import Leg

Kind = Literal[
    "call",  # a call comes in, or is placed
    "answer",  # the called party picks up
    "talk",
    "stream",
    "press",
    "speak",
    "silence",
    "wait",
    "connect",  # the platform rings somebody
    "outcome",  # how that ended, or what was detected
    "join",  # a leg enters a room, or meets the caller
    "hold",  # music until a room starts
    "record",
    "recorded",
    "request",  # a webhook with its reply
    "error",
    "end",
]
HEARD = frozenset({"talk", "stream"})


@dataclass(slots=True)
class Entry:
    """At `seconds` of the clock; `text` is what was heard, pressed, said or dialled.

    `action` is that of the NCCO behind it. `cut`: the caller spoke or pressed a key before the audio ended.
    """

    seconds: float
    leg: Leg
    kind: Kind
    text: str = ""
    action: Mapping[str, Any] = field(default_factory=dict)
    exchange: Exchange | None = None
    cut: bool = False
