"""What happened in a call, as lines for people and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.node import node
from ivrc.sim.standing import dialled
from ivrc.testing.hearing import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform import Call, Entry, Platform
    from ivrc.sim.operator import Operator
    from ivrc.sim.places import Places
    from ivrc.source import Source, Span

VERSION = 1
"""Of the shape of `document`."""

_VERBS = {
    "answer": ("picks up", ""),
    "talk": ("hears", "{}"),
    "stream": ("hears", "<{}>"),
    "press": ("presses", "{}"),
    "speak": ("says", "{}"),
    "silence": ("is silent", ""),
    "wait": ("pause", "{} s"),
    "connect": ("rings", "{}"),
    "outcome": ("outcome", "{}"),
    "join": ("joins", "{}"),
    "hold": ("hears", "<{}> until it begins"),
    "record": ("records", "from now on{}"),
    "recorded": ("recorded", "{}"),
    "error": ("FAILED", "{}"),
    "end": ("hangs up", ""),
    "over": ("call ends", ""),
    "extern": ("asks", "{}"),
}
"""What becomes of an entry of the platform's log; the others are not for people."""


@node
class Line:
    """One thing that happened; `entry` is none for an extern that was asked. `step` is behind it."""

    seconds: float
    kind: str
    text: str
    entry: Entry | None
    place: tuple[Source, int] | None
    step: Span | None = None

    @property
    def shown(self) -> bool:
        """Whether people see it."""
        return self.kind in _VERBS


class Transcript:
    """Reads the platform's log as it grows. `failed`: a webhook did."""

    def __init__(self, platform: Platform) -> None:
        self.lines: list[Line] = []
        self.failed = False
        self._platform = platform
        self._places: Places | None = None
        self._operator: Operator | None = None
        self._entries = self._asked = 0
        self._url = ""

    def know(self, places: Places, operator: Operator) -> None:
        """The program is ours."""
        self._places, self._operator = places, operator

    def read(self) -> list[Line]:
        """What is new."""
        known = len(self.lines)
        log = self._platform.log
        while self._entries < len(log):
            self._read_externs(self._entries)
            self._entry(log[self._entries])
            self._entries += 1
        self._read_externs(len(log))
        return self.lines[known:]

    def place(self) -> tuple[Source, int] | None:
        """The source of the last line that has one."""
        return next((line.place for line in reversed(self.lines) if line.place), None)

    def _entry(self, entry: Entry) -> None:
        exchange = entry.exchange
        if self._places is not None and exchange is not None and exchange.ncco is not None:
            self._places.learn(exchange.request.url, exchange.ncco)
        if exchange is not None:
            self._url = exchange.request.url.partition("?")[0]
        self.failed = self.failed or entry.kind == "error"
        place = self._places.of(entry.action) if self._places is not None else None
        step = self._places.span(entry.action) if self._places is not None else None
        text = f"{self._url}: {entry.text}" if entry.kind == "error" else _text(entry)
        line = Line(seconds=entry.seconds, kind=entry.kind, text=text, entry=entry, place=place, step=step)
        self.lines.append(line)

    def _read_externs(self, position: int) -> None:
        """The externs that were asked before an entry was written."""
        answered = self._operator.answered if self._operator is not None else []
        while self._asked < len(answered) and answered[self._asked].asking.position <= position:
            asked = answered[self._asked]
            log = self._platform.log
            seconds = log[position].seconds if position < len(log) else self._platform.clock.elapsed
            line = Line(seconds=seconds, kind="extern", text=asked.shown(), entry=None, place=None)
            self.lines.append(line)
            self._asked += 1


def _text(entry: Entry) -> str:
    match entry.kind:
        case "connect":
            return dialled(entry.action)
        case "join" if "endpoint" in entry.action:
            return dialled(entry.action)
        case _:
            return entry.text


def shown(line: Line, *, source: bool = False) -> str:
    """A line for people: time, who (if not the caller), what; and its place in the source."""
    by_platform = line.kind == "end" and line.text == "platform"
    verb, form = _VERBS["over" if by_platform else line.kind]
    who = "" if line.entry is None or line.entry.leg.parent is None else f"[{_party(line.entry)}] "
    cut = " ..." if line.entry is not None and line.entry.cut else ""
    text = f"{moment(line.seconds)}  {verb:<10}{who}{form.format(plain(line.text))}{cut}".rstrip()
    where = f"  [{line.place[0].name}:{line.place[1]}]" if source and line.place else ""
    return text + where


def _party(entry: Entry) -> str:
    name = entry.leg.to
    return f"+{name}" if name.isdigit() else name


def moment(seconds: float) -> str:
    """Time since the call came in, in minutes and seconds."""
    return f"{int(seconds) // 60:3}:{int(seconds) % 60:02}"


def document(transcript: Transcript, call: Call, *, left: str, problem: str) -> dict[str, Any]:
    """The whole call for programs; the shape is that of docs/guide.md."""
    clock, leg = call.platform.clock, call.leg
    made: dict[str, Any] = {
        "version": VERSION,
        "from": leg.from_,
        "to": leg.to,
        "start": clock.start.isoformat(),
        "seconds": round(clock.elapsed, 3),
        "events": [_event(line) for line in transcript.lines],
        "failed": transcript.failed,
    }
    return made | {name: text for name, text in (("left", left), ("problem", problem)) if text}


def _event(line: Line) -> dict[str, Any]:
    made: dict[str, Any] = {"seconds": round(line.seconds, 3), "kind": line.kind, "text": line.text}
    entry = line.entry
    if entry is not None:
        if entry.leg.parent is not None:
            made["leg"] = entry.leg.to
        if entry.cut:
            made["cut"] = True
        if entry.action:
            made["action"] = entry.action
        if entry.exchange is not None:
            made |= _request(entry.exchange)
    if line.place is not None:
        made["source"] = {"file": line.place[0].name, "line": line.place[1]}
    return made


def _request(exchange: Any) -> Mapping[str, Any]:
    response = exchange.response
    return {"method": exchange.request.method, "status": None if response is None else response.status}
