"""How long 500 tests take, against the requests of their calls sent to the same modules directly.

Run `python benchmarks/testing.py`. The tests are those of the examples, again and again. Every request of
their calls goes once more to the app that it went to, signed as it was, without a platform and without
anything of tests. Rounds of both are interleaved in one process, and the fastest of each counts.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calls import seconds

from ivrc.cli.compiling import compile_file
from ivrc.platform import AsgiTransport
from ivrc.testing.loading import load
from ivrc.testing.runner import run
from ivrc.testing.trouble import troubles

if TYPE_CHECKING:
    from ivrc.platform.transport import Request, Response
    from ivrc.testing.loading import Loaded

TESTS, ROUNDS = 500, 15
# The time of a run of tests in times of its webhooks alone.
BAR = 3.0
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.ivr"))
Sent = list[tuple["Loaded", Any, "Request"]]


def programs() -> list[Loaded]:
    """The examples, ready to be called."""
    compiled = (compile_file(str(path), (), None).compilation for path in EXAMPLES)
    return [load(compilation) for compilation in compiled if compilation is not None]


def play(loaded: list[Loaded]) -> None:
    """So many tests, which all pass."""
    left = TESTS
    times = -(-TESTS // sum(len(program.compilation.program.trials) for program in loaded))
    for program in loaded:
        trials = (program.compilation.program.trials * times)[:left]
        left -= len(trials)
        if any(outcome.failure for outcome in run(program, trials)):
            raise ValueError("a test failed")


def recorded(loaded: list[Loaded]) -> Sent:
    """Every request of such a run with the app that it went to."""
    by_transport = {id(program.transport): program for program in loaded}
    sent: Sent = []
    send = AsgiTransport.send

    def record(transport: AsgiTransport, request: Request) -> Response:
        program = by_transport[id(transport)]
        sent.append((program, program.stage.app, request))
        return send(transport, request)

    AsgiTransport.send = record  # type: ignore[method-assign]  # for this one run
    play(loaded)
    AsgiTransport.send = send  # type: ignore[method-assign]
    return sent


def ask(sent: Sent) -> None:
    """The same requests again; what externs fail at is logged to nobody, as in tests."""
    with troubles():
        for program, app, request in sent:
            program.stage.app = app
            program.transport.send(request)


def main() -> int:
    """Measure and judge."""
    loaded = programs()
    gc.freeze()  # as the command does
    sent = recorded(loaded)
    played, asked = [], []
    for _ in range(ROUNDS):
        played.append(seconds(lambda: play(loaded)))
        asked.append(seconds(lambda: ask(sent)))
    for program in loaded:
        program.transport.close()
    ratio = min(played) / min(asked)
    print(
        f"{TESTS} tests with {len(sent)} requests: {min(played):.2f} s; the requests alone {min(asked):.2f} s"
    )
    print(f"ratio {ratio:.2f}, bar {BAR}")
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
