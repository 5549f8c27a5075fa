"""A call as those who are on it hear and do it, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.testing.hearing import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivrc.platform import Entry
    from ivrc.testing.answers import Asking

_SHOWN = {
    "call": "a call for {}",
    "answer": "the phone is picked up",
    "talk": '"{}"',
    "stream": "<{}>",
    "press": "> presses {}",
    "speak": '> says "{}"',
    "silence": "> says and presses nothing",
    "wait": "a pause of {} s",
    "connect": "rings {}",
    "outcome": "> {}",
    "join": "in a call with {}",
    "hold": "<{}> until it begins",
    "record": "a recording begins",
    "recorded": "the recording is delivered",
    "error": "! {}",
    "end": "the call is over",
}
"""What becomes of an entry of the platform's log; `>` marks what people do. Requests are not for people."""


def transcript(entries: Sequence[Entry], askings: Iterable[Asking]) -> list[str]:
    """A line an entry: seconds since the call came in, who hears it if not the caller, and what it is."""
    asked: dict[int, list[str]] = {}
    for asking in askings:
        asked.setdefault(asking.position, []).append(f"{'':11}? {asking.shown()}")
    lines: list[str] = []
    for position, entry in enumerate(entries):
        lines += asked.get(position, [])
        if entry.kind in _SHOWN:
            lines.append(_line(entry))
    return lines + asked.get(len(entries), [])


def _line(entry: Entry) -> str:
    leg = "" if entry.leg.parent is None else f"[{entry.leg.name}] "
    cut = " (cut short)" if entry.cut else ""
    return f"{entry.seconds:7.1f} s  {leg}{_SHOWN[entry.kind].format(plain(entry.text))}{cut}"
