"""The module under a real server, over real sockets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from .caller import SECRET, press, token
from .conftest import ACME

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """`uvicorn webhook:app`, configured by the environment as an operator would."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "webhook:app", "--port", str(port), "--log-level", "warning"]
    settings = {"VONAGE_SIGNATURE_SECRET": SECRET, "IVRC_HOOKS": "stand_in:hooks"}
    folders = os.pathsep.join([str(ACME.parent), str(ACME.parents[3])])
    with subprocess.Popen(command, env=os.environ | settings | {"PYTHONPATH": folders}) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


def post(url: str, event: object, *, signed: bool = True) -> tuple[int, bytes]:
    body = json.dumps(event).encode()
    headers = {"Authorization": f"Bearer {token(body)}"} if signed else {}
    sent = urllib.request.Request(url, body, headers)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(sent, timeout=5) as response:  # noqa: S310 - loopback
            return response.status, response.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def test_a_call_over_http(address: str) -> None:
    status, body = post(f"{address}/main/1?v=8c1e", press("2"))
    assert status == 200
    question = json.loads(body)[0]["eventUrl"][0].replace("https://ivr.example.com", address)
    status, body = post(question, press("123456"))
    assert (status, json.loads(body)[0]["text"]) == (200, "Ann, +447700900123.")


def test_refusals_over_http(address: str) -> None:
    assert post(f"{address}/main/1?v=8c1e", press("2"), signed=False) == (503, b"")
    assert post(f"{address}/event", {"status": "ringing"}) == (204, b"")
