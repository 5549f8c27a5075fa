"""How fast a generated webhook module answers, against the same by hand and against FastAPI with the SDK.

Run `python benchmarks/webhook.py` on a quiet machine. Each server is one uvicorn process on loopback; rounds
are interleaved; the cost of a request is the processor time that the server spent on it.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import jwt
from webhook_servers import SECRET, program

PROCESSES = 5
ROUNDS = 5
REQUESTS = 1600
CONNECTIONS = 64
CALL = {
    "from": "447700900000",
    "to": "447700900001",
    "uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    "conversation_uuid": "CON-1",
    "timestamp": "2026-01-01T14:00:00.000Z",
    "dtmf": {"digits": "1", "timed_out": False},
    "speech": {"results": []},
}

_TURN_URL = program.service.url("/turn/1", "CON-1", {"account": "12345678", "visits": 1})
TURN = _TURN_URL.removeprefix(program.service.base_url)

# A measurement, another one that was sent the same requests, and what it must reach of its speed.
BARS = (("static", "bare", 0.9), ("turn", "bare, turn", 0.6), ("static", "fastapi", 2.5))


class Server:
    """One uvicorn process and keep-alive connections to it."""

    def __init__(self, name: str, stack: ExitStack) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = free.getsockname()
        options = ["--port", str(self._address[1]), "--no-access-log", "--log-level", "error"]
        options += ["--timeout-keep-alive", "600"]  # while the others have their turn
        command = [sys.executable, "-m", "uvicorn", f"webhook_servers:{name}", *options]
        here = Path(__file__).parent
        paths = os.pathsep.join([str(here), str(here.parent)])
        process = stack.enter_context(subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths}))
        stack.callback(process.terminate)
        self._connections = [stack.enter_context(self._connect()) for _ in range(CONNECTIONS)]

    def _connect(self) -> socket.socket:
        for _ in range(200):
            try:
                return socket.create_connection(self._address, timeout=10)
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise TimeoutError("the server did not start")

    def cost(self, request: bytes) -> float:
        """Microseconds of processor time for a request."""
        before = self._used()
        for _ in range(REQUESTS // CONNECTIONS):
            for connection in self._connections:
                connection.sendall(request)
            # The last one first: while the server works, the client sleeps.
            for connection in reversed(self._connections):
                status = read_response(connection)[0]
                if status != 200:
                    raise ValueError(f"status {status}")
        return (self._used() - before) / REQUESTS * 1e6

    def _used(self) -> float:
        self._connections[0].sendall(b"GET /cpu HTTP/1.1\r\nHost: x\r\n\r\n")
        return float(read_response(self._connections[0])[1])


def read_response(connection: socket.socket) -> tuple[int, bytes]:
    """Status and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += received(connection)
    return int(head[9:12]), body


def received(connection: socket.socket) -> bytes:
    """Some bytes. Raises ConnectionError if there will be no more."""
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def signed_post(path: str) -> bytes:
    """A whole request as the platform sends it."""
    body = json.dumps(CALL).encode()
    claims = {"iat": int(time.time()), "jti": "1", "iss": "Vonage", "payload_hash": sha256(body).hexdigest()}
    token = jwt.encode(claims, SECRET, algorithm="HS256")
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(body)}"
    return f"{head}\r\nContent-Type: application/json\r\n\r\n".encode() + body


def measure() -> dict[str, list[float]]:
    """Microseconds a request of each round, by measurement; processes differ, so each is started often."""
    costs: dict[str, list[float]] = {}
    for _ in range(PROCESSES):
        with ExitStack() as stack:
            bare, ours, fastapi = (Server(name, stack) for name in ("bare", "ours", "fastapi"))
            asked = {
                "bare": (bare, "/answer"),
                "static": (ours, "/answer"),
                "bare, turn": (bare, TURN),
                "turn": (ours, TURN),
                "fastapi": (fastapi, "/answer"),
            }
            for _ in range(ROUNDS):
                for name, (server, path) in asked.items():
                    # Signatures grow old, so each round makes its own.
                    costs.setdefault(name, []).append(server.cost(signed_post(path)))
    return costs


def main() -> None:
    """Prints costs and ratios of the fastest rounds: what the others took longer is the machine's noise."""
    costs = {name: min(rounds) for name, rounds in measure().items()}
    for name, cost in costs.items():
        print(f"{name:10} {cost:7.1f} us  {1e6 / cost:8.0f} requests/s a core")
    missed = False
    for name, other, bar in BARS:
        ratio = costs[other] / costs[name]
        missed |= ratio < bar
        print(f"{name} is {ratio:.2f} of {other} (bar {bar})")
    sys.exit(missed)


if __name__ == "__main__":
    main()
