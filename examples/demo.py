"""Play one signed call through examples/acme and print what its caller hears: `make demo`.

This script is the voice platform in small. It knows NCCO and webhooks and nothing of `.ivr`: it sends the
signed requests that Vonage would send to a server on this machine, and follows the NCCOs that come back.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from joserfc import jwt
from joserfc.jwk import OctKey

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent
DEMO_TIME = 1795168800  # 2026-11-20 10:00 UTC, when the office of demo_server.py is open
PATIENCE = 20.0  # seconds that the server may take to start
LEG = {
    "from": "441632960123",
    "to": "441632960000",
    "uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    "conversation_uuid": "CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
}


def main() -> None:
    """Build, serve, call."""
    subprocess.run([sys.executable, "-m", "ivrc", "build", "acme/acme.ivr"], cwd=EXAMPLES, check=True)
    secret = secrets.token_hex(32)
    with served(secret) as address:
        print("A call from +441632960123:")
        play(Platform(address, secret), keys=["1"])


class Platform:
    """Sends what Vonage sends."""

    def __init__(self, address: str, secret: str) -> None:
        self.address = address
        self.key = OctKey.import_key(secret)

    def ask(self, url: str, **event: object) -> list[dict[str, Any]]:
        """POST an event to a webhook at this machine instead of `url`'s; the NCCO it answers with."""
        body = json.dumps({**LEG, **event}, separators=(",", ":")).encode()
        claims = {
            "iat": DEMO_TIME,
            "jti": secrets.token_hex(16),
            "iss": "Vonage",
            "payload_hash": hashlib.sha256(body).hexdigest(),
            "api_key": "abcd1234",
        }
        token = jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, self.key)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        path = urlsplit(url)._replace(scheme="", netloc="").geturl()
        with urlopen(Request(self.address + path, body, headers), timeout=10) as reply:
            ncco: list[dict[str, Any]] = json.loads(reply.read() or b"[]")
        return ncco


def play(platform: Platform, keys: list[str]) -> None:
    """Follow NCCOs from the answer to the end; the caller presses `keys`, and every number is busy."""
    ncco = platform.ask("/answer")
    while ncco:
        action, *ncco = ncco
        url = action.get("eventUrl", [""])[0]
        match action["action"]:
            case "talk":
                print(f"  caller hears   {action['text']}")
            case "input":
                key = keys.pop(0)
                print(f"  caller presses {key}")
                ncco = platform.ask(url, dtmf={"digits": key, "timed_out": False}, speech={"results": []})
            case "connect":
                print(f"  platform dials {action['endpoint'][0].get('number')}: busy")
                ncco = platform.ask(url, status="busy") or ncco
            case "record":
                print("  caller leaves  a message, ended with #")
                platform.ask(url, recording_url="https://api.nexmo.com/v1/files/demo", recording_uuid="demo")
    print("  the call ends")


@contextmanager
def served(secret: str) -> Iterator[str]:
    """The demo's server on a free port, until the block is left."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "demo_server:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
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
