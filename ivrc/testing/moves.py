"""What can happen next in a call that waits: options, silence, a wrong answer, outcomes of a dialling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.walking import rows_of
from ivrc.ncco.events import REPLACING_STATUSES
from ivrc.semantics.script import Dialled, HangUp, Leave, PressKeys, SpeakWords, StaySilent
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivrc.flow.states import Route, Row
    from ivrc.platform.legs import Wait
    from ivrc.semantics.script import Stimulus
    from ivrc.source import Span

# Keys of options that are known only during the call, and keys that may be no option of a menu.
_OFFERED = "123"
_WRONG = ("9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "*")
_DIGITS = "1234567890" * 2
_MESSAGE = 5.0
# Numbers of which callers are asked that are well-formed in their country (the first is anybody's).
_PHONES = ("07700900123", "2015550123", "+441632960123")
_NONSENSE = "something quite different"


def moves(
    waiting: Wait, route: Route | None, at: Span, compared: Sequence[object] = ()
) -> Iterator[Stimulus]:
    """In the order in which an author would try them; `compared` are values that the program asks for."""
    match waiting.kind:
        case "input" if route is not None:
            yield from _answers(route, at, compared)
        case "input":
            yield from (PressKeys(keys="1", span=at), StaySilent(span=at))
        case "connect":
            yield from _outcomes(route, at)
        case "ringing":
            yield from (
                Dialled(status=status, span=at) for status in ("answered", "human", "machine", "busy")
            )
        case "record":
            yield Leave(seconds=_MESSAGE, span=at)
            if "endOnKey" in waiting.action:
                yield PressKeys(keys=str(waiting.action["endOnKey"]), span=at)
            yield StaySilent(span=at)
            yield HangUp(span=at)
        case "room" | "joined":
            if waiting.other is not None and waiting.other.endpoint == "websocket":
                yield Dialled(status="disconnected", span=at)
            yield HangUp(span=at)
        case _:
            return


def _answers(route: Route, at: Span, compared: Sequence[object]) -> Iterator[Stimulus]:
    rows = list(rows_of(route.rows))
    yield from _options(rows, at)
    if route.kind == "collect":
        yield from _values(route, at, compared)
    yield StaySilent(span=at)
    taken = {str(key.value) for row in rows for key in row.keys if isinstance(key, Constant)}
    if not taken and not rows and route.kind == "menu":
        return
    if rows and not any(row.keys for row in rows):
        yield SpeakWords(words=_NONSENSE, span=at)
    else:
        free = next((key for key in _WRONG if not any(entry.startswith(key) for entry in taken)), None)
        if free is not None and route.kind == "menu":
            yield PressKeys(keys=free, span=at)


def _options(rows: list[Row], at: Span) -> Iterator[Stimulus]:
    for row in rows:
        keys = [str(key.value) for key in row.keys if isinstance(key, Constant)]
        phrases = [str(phrase.value) for phrase in row.phrases if isinstance(phrase, Constant)]
        if keys:
            yield PressKeys(keys=keys[0], span=at)
        elif phrases:
            yield SpeakWords(words=phrases[0], span=at)
        else:
            yield from (PressKeys(keys=key, span=at) for key in _OFFERED)


def _values(route: Route, at: Span, compared: Sequence[object]) -> Iterator[Stimulus]:
    """A value of what is collected, and one that is malformed."""
    kind, bounds = route.details["kind"], route.details.get("length") or route.details.get("range")
    low, high = bounds if isinstance(bounds, tuple) else (bounds, bounds)
    match kind:
        case "speech":
            texts = [value for value in compared if isinstance(value, str) and not value.isdigit()]
            yield from (SpeakWords(words=words, span=at) for words in ("yes please", *texts))
        case "number":
            yield PressKeys(keys=str(low if isinstance(low, int) else 5), span=at)
            if isinstance(high, int):
                yield PressKeys(keys=str(high + 1), span=at)
            counts = [value for value in compared if isinstance(value, int) and not isinstance(value, bool)]
            near = dict.fromkeys(n for count in counts for n in (count - 1, count, count + 1) if n >= 0)
            yield from (PressKeys(keys=str(n), span=at) for n in near)
        case "phone":
            yield from (PressKeys(keys=number.replace("+", "00"), span=at) for number in _PHONES)
            yield PressKeys(keys="1", span=at)
        case _:
            least = low if isinstance(low, int) else 4
            yield PressKeys(keys=_DIGITS[:least], span=at)
            yield PressKeys(keys="1" if least > 1 else "*", span=at)
            digits = [value for value in compared if isinstance(value, str) and value.isdecimal()]
            most = high if isinstance(high, int) else len(_DIGITS)
            yield from (PressKeys(keys=d, span=at) for d in digits if least <= len(d) <= most)
            if kind == "any":
                yield SpeakWords(words="yes please", span=at)
    yield PressKeys(keys="*", span=at)


def _outcomes(route: Route | None, at: Span) -> Iterator[Stimulus]:
    """How a dialling may end: each that is handled, one that is not, and that somebody answers."""
    handled = dict.fromkeys(route.outcomes) if route is not None else {}
    if "unreachable" in handled:
        other = next((s for s in REPLACING_STATUSES if s not in handled), None)
        handled |= {other: None} if other else {}
    known = ("busy", "timeout", "failed", "rejected", "unanswered", "human", "machine")
    statuses = [status for status in known if status in handled] or ["busy"]
    if "beep" in handled and "machine" not in statuses:
        statuses.append("machine")
    for status in (*statuses, "answered"):
        yield Dialled(status=status, span=at)
