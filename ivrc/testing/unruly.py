"""What a bad day brings: webhooks that come twice or late, and systems that answer anything or fail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ivrc.platform.transport import Response
from ivrc.runtime import current_call
from ivrc.semantics.typed import Constant, RecordValue
from ivrc.testing.answers import FailsError, as_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from random import Random

    from ivrc.platform.transport import Request, Transport
    from ivrc.runtime.hooks import Extern
    from ivrc.semantics.script import Given

# Of a hundred requests, how many come twice, and how many call events are overtaken by the next request.
TWICE, LATE = 8, 15
# Of a hundred times that something is only told to a system, how many fail.
FAILING = 25
_ACCEPTED = Response(status=204, body=b"")


class UnrulyTransport:
    """Sends what another transport sends, but not always once and in order."""

    def __init__(self, transport: Transport, random: Random) -> None:
        self._transport = transport
        self._random = random
        self._held: list[Request] = []

    def send(self, request: Request) -> Response:
        """The reply to the request, or to its second copy."""
        held, self._held = self._held, []
        chance = self._random.randrange(100)
        if chance < LATE and _is_call_event(request):
            self._held = [*held, request]
            return _ACCEPTED
        if LATE <= chance < LATE + TWICE:
            self._transport.send(request)
        reply = self._transport.send(request)
        for late in held:
            self._transport.send(late)
        return reply

    def close(self) -> None:
        """Send what was held back; the other transport stays open."""
        for late in self._held:
            self._transport.send(late)


def _is_call_event(request: Request) -> bool:
    """Whether nobody waits for the reply."""
    if not request.url.endswith("/event"):
        return False
    event = json.loads(request.body or b"{}")
    return isinstance(event, dict) and "status" in event


class UnrulyHooks:
    """Externs that answer something of their type, or fail. Texts name their caller.

    `given`: what was answered last, by caller and name.
    """

    def __init__(
        self, externs: Mapping[str, Extern[Any]], answers: Mapping[str, Sequence[Given]], random: Random
    ) -> None:
        self.given: dict[tuple[str, str], Given] = {}
        self._externs = externs
        self._answers = answers
        self._random = random

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        extern = name if name in self._answers else name.removesuffix("_")
        if extern not in self._answers:
            raise AttributeError(name)

        async def answer(*_values: object) -> Any:
            return self._answer(extern)

        return answer

    def _answer(self, name: str) -> Any:
        given, caller = self._random.choice(self._answers[name]), current_call().from_address
        if given.extern.result is None and self._random.randrange(100) >= FAILING:
            self.given.pop((caller, name), None)
            return None
        self.given[caller, name] = given
        if given.value is None:
            raise FailsError("the caller is out of luck")
        named = as_json(_named(given.value, f" for {caller}"))
        return self._externs[name].result.decode(named)


def _named(constant: Constant, whose: str) -> object:
    """A value in which every text says for whom it is."""

    def name(value: object) -> object:
        match value:
            case RecordValue(fields=fields):
                return RecordValue(type=value.type, fields=tuple((n, name(v)) for n, v in fields))
            case tuple():
                return tuple(map(name, value))
            case "sample":
                return f"sample{whose}"
            case _:
                return value

    return name(constant.value)
