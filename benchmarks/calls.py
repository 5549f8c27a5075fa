"""How many calls the virtual platform plays, against the same requests sent to the same module directly.

Run `python benchmarks/calls.py`. A call asks five webhooks of a generated module, the answer and four
questions, with signatures and NCCO checks. All runs in one process on one core; rounds of both are
interleaved, and the fastest of each counts.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from time import process_time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.compiler import compile_source
from ivrc.files import ReadProblem
from ivrc.platform import Platform, Webhooks
from ivrc.source import Source
from ivrc.testing.loading import SECRET, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.platform.transport import Request, Response
    from ivrc.testing.loading import Loaded

CALLS, ROUNDS = 20, 100
# The time of a call on the platform in times of its webhooks alone.
BAR = 8.0
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROGRAM = """
app "Survey" { base_url: "https://ivr.example.com"; number: +441632960000
  fallback_base_url: "https://fallback.example.com" }
defaults { language: en-GB; on silence -> again; on invalid -> again; on give_up { hangup } }
answer -> q1
"""
QUESTION = 'menu q{} {{ press 1 for "yes" -> {then}; press 2 for "no" -> {then} }}\n'
QUESTIONS = 4


class Recorder:
    """A transport that remembers what was sent."""

    def __init__(self, loaded: Loaded) -> None:
        self._inner = loaded.transport
        self.requests: list[Request] = []

    def send(self, request: Request) -> Response:
        """Pass it on."""
        self.requests.append(request)
        return self._inner.send(request)

    def close(self) -> None:
        """The other one is closed by whoever made it."""


def program() -> Loaded:
    """A survey of so many questions, ready to be called."""
    targets = [*(f"q{number}" for number in range(2, QUESTIONS + 1)), "thanks"]
    menus = "".join(QUESTION.format(number, then=then) for number, then in enumerate(targets, start=1))
    text = f'{PROGRAM}{menus}flow thanks {{ say "Thank you." }}\n'
    compilation = compile_source(Source(name="survey.ivr", text=text), lambda _: ReadProblem(message="none"))
    loaded = load(compilation)
    loaded.open(None, lambda: START)
    return loaded


def play(loaded: Loaded, transport: Any, calls: int) -> None:
    """Calls one after the other, each at the same time; no states are told, all requests are asked for."""
    webhooks = Webhooks(answer_url=loaded.webhooks.answer_url, answer_method=loaded.webhooks.answer_method)
    for _ in range(calls):
        platform = Platform(transport, start=START, secret=SECRET)
        call = platform.call(webhooks, from_="447700900123", to="441632960000")
        for _ in range(QUESTIONS):
            call.press("1")
        if call.alive:
            raise ValueError(f"the call waits for {call.waiting}")


async def ask(loaded: Loaded, requests: list[Request]) -> None:
    """The same requests without a platform, one after the other in one loop."""
    for request in requests:
        parts = urlsplit(request.url)
        scope = {
            "type": "http",
            "method": request.method,
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in request.headers.items()],
        }
        body = request.body

        async def receive(body: bytes = body) -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, Any]) -> None:
            if message.get("status", 200) != 200:
                raise ValueError(message)

        await loaded.stage(scope, receive, send)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of some work."""
    start = process_time()
    work()
    return process_time() - start


def main() -> int:
    """Measure and judge."""
    loaded = program()
    recorder = Recorder(loaded)
    play(loaded, recorder, CALLS)
    requests = recorder.requests
    played, asked = [], []
    with asyncio.Runner() as runner:
        for _ in range(ROUNDS):
            asked.append(seconds(lambda: runner.run(ask(loaded, requests))))
            played.append(seconds(lambda: play(loaded, loaded.transport, CALLS)))
    loaded.transport.close()
    ratio = min(played) / min(asked)
    print(f"webhooks a call              {len(requests) / CALLS:9.1f}")
    print(f"calls a second, played       {CALLS / min(played):9.0f}")
    print(f"calls a second, only asked   {CALLS / min(asked):9.0f}")
    print(f"played against only asked    {ratio:9.2f}  (bar {BAR})")
    return ratio > BAR


if __name__ == "__main__":
    sys.exit(main())
