"""Play one signed call through examples/acme and print what its caller hears: `make demo`.

`ivrc.platform` is the voice platform: it knows NCCO and webhooks and nothing of `.ivr`. It sends the signed
requests that Vonage would send to a server on this machine, and does what the NCCOs say that come back.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ivrc.platform import HttpTransport, Platform
from ivrc.sim.transcript import Transcript, shown
from ivrc.testing.loading import read_webhooks

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent
BASE_URL = "https://ivr.example.com"  # of acme.ivr
DEMO_TIME = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)  # when the office of demo_server.py is open
PATIENCE = 20.0  # seconds that the server may take to start


def main() -> None:
    """Build, serve, call."""
    subprocess.run([sys.executable, "-m", "ivrc", "build", "acme/acme.ivr"], cwd=EXAMPLES, check=True)
    secret = secrets.token_hex(32)
    with served(secret) as address:
        print("A call from +441632960123:")
        play(Platform(HttpTransport(base=address, instead_of=BASE_URL), start=DEMO_TIME, secret=secret))


def play(platform: Platform) -> None:
    """The caller wants to speak to sales, whose line is busy, and leaves a message."""
    transcript = Transcript(platform)
    webhooks = read_webhooks((EXAMPLES / "acme/generated/acme/application.json").read_bytes())
    call = platform.call(webhooks, from_="441632960123", to="441632960000")
    steps = (lambda: call.press("1"), lambda: call.dialled("busy"), lambda: call.leave(5.0).press("#"))
    for step in (call.settle, *steps):
        step()
        for line in transcript.read():
            if line.shown:
                print(shown(line), flush=True)


@contextmanager
def served(secret: str) -> Iterator[str]:
    """The demo's server on a free port, until the block is left."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options = ("--port", str(port), "--log-level", "warning")
    command = [sys.executable, "-m", "uvicorn", "demo_server:app", *options]
    environment = {**os.environ, "VONAGE_SIGNATURE_SECRET": secret}
    with subprocess.Popen(command, cwd=EXAMPLES, env=environment) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return once somebody listens at the port."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("the demo's server did not start")


if __name__ == "__main__":
    main()
