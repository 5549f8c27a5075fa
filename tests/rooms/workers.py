"""Several processes that serve one generated module, and a transport that asks them in turn."""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ivrc.platform import HttpTransport, Platform, Webhooks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ivrc.platform.transport import Request, Response

STATE_KEY = "shared by the workers"
BUILT = "https://ivr.example.com"
WEBHOOKS = Webhooks(
    answer_url=f"{BUILT}/answer",
    answer_method="POST",
    event_url=f"{BUILT}/event",
    fallback_url=f"{BUILT}/fallback",
)
PATIENCE = 20.0  # seconds
# Each platform names legs after its beginning, so that no two of them have the same.
_beginnings = itertools.count()


class InTurn:
    """Every request goes to the next worker."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.hosts = [f"http://127.0.0.1:{port}" for port in ports]
        self._transports = [HttpTransport(base=host, instead_of=BUILT) for host in self.hosts]
        self._next = itertools.cycle(self._transports)
        self._taking = threading.Lock()

    def send(self, request: Request) -> Response:
        """The response of whoever's turn it is."""
        with self._taking:
            transport = next(self._next)
        return transport.send(request)

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports:
            transport.close()


def platform(transport: InTurn) -> Platform:
    """A platform whose legs have names of their own. Its time passes faster than that of the workers."""
    start = datetime.now(UTC) + timedelta(milliseconds=next(_beginnings))
    return Platform(transport, start=start)


@contextmanager
def served(folder: Path, module: str, count: int, **environment: str) -> Iterator[InTurn]:
    """So many workers of a generated module, by its Python name in a folder."""
    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd()]),
        "IVRC_INSECURE": "1",
        "IVRC_STATE_KEY": STATE_KEY,
        **environment,
    }
    with ExitStack() as held:
        ports = [held.enter_context(_worker(folder, module, settings)) for _ in range(count)]
        for port in ports:
            _wait_for(port)
        transport = InTurn(ports)
        held.callback(transport.close)
        yield transport


@contextmanager
def _worker(folder: Path, module: str, settings: dict[str, str]) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", f"{module}:app", "--port", str(port), "--no-access-log"]
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=folder, env=settings)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the worker did not start")
