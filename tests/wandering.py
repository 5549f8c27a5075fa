"""A caller who tries everything: each NCCO a program can answer with, reached by every kind of event."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from driver import Player, load

from ivrc.emit.naming import class_name
from ivrc.runtime.failures import ExternFailed
from ivrc.semantics.typed import EnvironmentValue
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from random import Random
    from types import ModuleType

    from driver import Ncco, Reply

    from ivrc.compiler import Compilation
    from ivrc.language.types import Type
    from ivrc.semantics.program import Extern, Program

Event = dict[str, Any]

KEYS = ("1", "2", "3", "9", "0", "*", "#", "12", "1234", "123456", "02079460000", "1234567890123456")
WORDS = ("sales", "yes", "no", "twelve", "oui", "")
STATUSES = (
    "busy",
    "timeout",
    "failed",
    "rejected",
    "unanswered",
    "answered",
    "completed",
    "machine",
    "human",
)
SAMPLES: dict[str, tuple[object, ...]] = {
    "text": ("Ann & <Bob>", "", "Long words. " * 200),
    "digits": ("1234", "0"),
    "phone": ("+447700900123", "+442079460000"),
    "url": ("https://example.com/a.mp3",),
    "language": ("en-GB", "fr-FR", "xx-XX"),
    "int": (3, 0, -1),
    "number": (Decimal("12.5"), Decimal(0), Decimal(-3)),
    "bool": (True, False),
    "date": (date(2026, 12, 25),),
    "time": (time(9, 30),),
    "moment": (datetime(2026, 12, 25, 9, 30, tzinfo=UTC),),
    "duration": (timedelta(seconds=90),),
}
"""What externs answer, by type."""
MOMENTS = tuple(
    datetime(2026, month, day, hour, 59, tzinfo=UTC)
    for month, day in ((12, 25), (11, 20), (11, 22))
    for hour in (3, 10, 23)
)
FAILURE_EVERY = 8
"""One answer of an extern in so many is a failure."""


def samples(of: Type, program: Program, module: ModuleType) -> tuple[object, ...]:
    """Values of a type; none among them where it may be absent."""
    if of.optional:
        return (*samples(replace(of, optional=False), program, module), None)
    if of.element:
        some = samples(of.element, program, module)
        return ([*some], [], [some[0]] * 30)
    if of.kind == "enum":
        return tuple(getattr(module, class_name(of.name)))
    if of.kind == "record":
        return _records(of, program, module)
    return SAMPLES[of.kind]


def _records(of: Type, program: Program, module: ModuleType) -> tuple[object, ...]:
    columns = [samples(kind, program, module) for kind in program.records[of.name].fields.values()]
    make = getattr(module, class_name(of.name))
    rows = range(max(map(len, columns), default=1))
    return tuple(make(*(column[row % len(column)] for column in columns)) for row in rows)


class AnyHooks:
    """Has every method; none is reached, because `started` answers for all externs."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: None


def started(compilation: Compilation, folder: Path, random: Random) -> Any:
    """The app of a compilation at some time of the week; its externs answer as they like, or fail."""
    program = compilation.program
    assert program
    module = load(compilation, folder)
    with pytest.MonkeyPatch.context() as patch:
        for at in inside(tuple(program.externs.values())):
            if isinstance(at, EnvironmentValue):
                patch.setenv(at.name, "secret of the environment")
        moment = random.choice(MOMENTS)
        app = module.create_app(
            hooks=AnyHooks(), insecure=True, state_keys=["test key"], clock=lambda: moment
        )
    for name in app.service.externs:
        app.service.externs[name] = _answering(program.externs[name], program, module, random)
    return app


def _answering(extern: Extern, program: Program, module: ModuleType, random: Random) -> Callable[..., Any]:
    possible = samples(extern.result, program, module) if extern.result else (None,)

    async def ask(_call: object, _arguments: Mapping[str, Any]) -> object:
        if not random.randrange(FAILURE_EVERY):
            raise TimeoutError
        return random.choice(possible)

    return ask


def moves(ncco: Ncco, player: Player) -> list[tuple[str, Event]]:
    """Every request that the platform may send next, as URL and body."""
    found: list[tuple[str, Event]] = []
    for action in ncco:
        for url in _ours(action):
            found += [(url, {**player.fields(), **event}) for event in EVENTS[action["action"]]]
    return found


def _ours(action: Mapping[str, Any]) -> Iterator[str]:
    """The addresses of the module itself inside an action."""
    yield from (url for url in action.get("eventUrl", ()) if url.startswith("https://ivr.example.com/"))
    for endpoint in action.get("endpoint", ()):
        if "onAnswer" in endpoint:
            yield endpoint["onAnswer"]["url"]


def _pressed(digits: str) -> Event:
    return {"dtmf": {"digits": digits, "timed_out": not digits}, "speech": {"results": []}}


def _spoken(text: str) -> Event:
    results = [{"text": text, "confidence": "0.9"}, {"text": "buy", "confidence": "0.1"}]
    return {"dtmf": {"digits": None, "timed_out": False}, "speech": {"results": results}}


SILENCE: Event = {"dtmf": {"digits": "", "timed_out": True}, "speech": {"timeout_reason": "start_timeout"}}
DELIVERED: Event = {
    "recording_url": "https://api.nexmo.com/v1/files/bbbbbbbb-bbbb-cccc-dddd-0123456789ab",
    "recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab",
    "start_time": "2026-11-20T10:00:00Z",
    "end_time": "2026-11-20T10:00:09Z",
    "size": 12222,
}
TRANSCRIBED: Event = {"transcription_url": "https://api.nexmo.com/v1/files/t", "type": "transcription"}
EVENTS: dict[str, list[Event]] = {
    "input": [SILENCE, *map(_pressed, KEYS), *map(_spoken, WORDS)],
    "connect": [
        *({"status": status} for status in STATUSES),
        *({"status": detected} for detected in ("human", "machine")),
        *({"status": "machine", "sub_state": sub_state} for sub_state in ("beep_start", "beep_timeout")),
    ],
    "notify": [{"payload": {}}],
    "record": [DELIVERED, TRANSCRIBED],
    "conversation": [DELIVERED, TRANSCRIBED],
}
"""What may come back from an action, beside the fields that every event has."""


def explored(app: Any, most: int) -> Iterator[tuple[Event, Reply]]:
    """Each request once from each different NCCO, breadth first, at most so many; with the replies."""
    player = Player(app)
    starts = [path for path in ("/answer", "/fallback") if path in app.service.addresses]
    waiting = [(f"https://ivr.example.com{path}", player.fields()) for path in starts]
    seen: set[str] = set()
    for number, (url, event) in enumerate(waiting):
        if number >= most:
            return
        reply = player.request(url, event)
        yield {"url": url, **event}, reply
        state = re.sub(r"s=[^\"&]*", "", reply.body.decode())
        if reply.status == 200 and state not in seen:
            seen.add(state)
            waiting += moves(reply.ncco, player)


@contextmanager
def no_failures(caplog: Any) -> Iterator[None]:
    """Fails on what the runtime had to answer with the fallback, but for externs, which fail on purpose."""
    caplog.clear()
    with caplog.at_level(logging.ERROR, logger="ivrc"):
        yield
    errors = [record for record in caplog.records if record.name == "ivrc.call"]
    broken = [r for r in errors if not (r.exc_info and isinstance(r.exc_info[1], ExternFailed))]
    assert not [(r.getMessage(), r.exc_info) for r in broken if "extern " not in r.getMessage()]
