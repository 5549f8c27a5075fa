"""The first program of the language's reference, built by `ivrc build` and served to signed requests."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parent.parent
SECRET = "0123456789abcdef0123456789abcdef"
PATIENCE = 20.0  # seconds
CALL = {
    "from": "441632960123",
    "to": "441632960000",
    "uuid": "aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
    "conversation_uuid": "CON-f972836a-550f-45fa-956c-12a2ab5b7d22",
}
SILENCE = {"dtmf": {"digits": "", "timed_out": True}, "speech": {"timeout_reason": "start_timeout"}}
SAVED = {"recording_url": "https://api.nexmo.com/v1/files/1", "conversation_uuid": CALL["conversation_uuid"]}
HOOKS = """
from pathlib import Path

class Hooks:
    def store_message(self, conversation, link):
        Path("stored").write_text(f"{conversation} {link}")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`ivrc build`, always open, with the user's hooks beside it."""
    folder = tmp_path_factory.mktemp("acme")
    text = (REPOSITORY / "examples/acme/acme.ivr").read_text("utf-8")
    text = re.sub(r"(hours office[^{]*\{)[^}]*", r"\1 open mon-sun 00:00-24:00 ", text)
    (folder / "acme.ivr").write_text(text, "utf-8")
    (folder / "hooks.py").write_text(HOOKS)
    command = [sys.executable, "-m", "ivrc", "build", "acme.ivr"]
    subprocess.run(command, cwd=folder, env=environment(folder), check=True, capture_output=True)
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(folder)]),
        "VONAGE_SIGNATURE_SECRET": SECRET,
        "IVRC_HOOKS": "hooks:Hooks",
        **more,
    }


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(folder: Path, port: int, *arguments: str) -> Iterator[Server]:
    """The module under uvicorn, which knows itself by the address of this machine."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "generated.acme.webhook:app", "--port", str(port), *arguments]
    quiet = ["--log-level", "warning"]
    settings = environment(folder, IVRC_BASE_URL=address)
    with subprocess.Popen([*command, *quiet], cwd=folder, env=settings) as process:
        try:
            with httpx.Client(base_url=address, timeout=PATIENCE) as client:
                wait_for(client)
                yield Server(client)
        finally:
            process.terminate()


def wait_for(client: httpx.Client) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            client.get("/nothing")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not start")


class Server:
    """The platform's side: sends signed events."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def send(self, url: str, event: dict[str, Any] | None = None, *, secret: str = SECRET) -> httpx.Response:
        body = json.dumps({**CALL, **(event or {})}).encode()
        claims = {"iat": int(time.time()), "jti": "1", "iss": "Vonage"}
        token = jwt.encode({**claims, "payload_hash": sha256(body).hexdigest()}, secret, algorithm="HS256")
        return self.client.post(url, content=body, headers={"Authorization": f"Bearer {token}"})

    def ncco(self, url: str, event: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        reply = self.send(url, event)
        assert reply.status_code == 200
        actions: list[dict[str, Any]] = reply.json()
        return actions


def keys(digits: str) -> dict[str, Any]:
    return {"dtmf": {"digits": digits, "timed_out": False}, "speech": {"results": []}}


def url(ncco: list[dict[str, Any]], action: str) -> str:
    return str(next(found["eventUrl"][0] for found in ncco if found["action"] == action))


def said(ncco: list[dict[str, Any]]) -> str:
    return " ".join(action["text"] for action in ncco if action["action"] == "talk")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served(folder, free_port()) as server:
        yield server


def test_a_busy_sales_desk_leads_to_voicemail(server: Server, folder: Path) -> None:
    ncco = server.ncco("/answer")
    assert said(ncco).startswith("Welcome to Acme. For sales, press 1.")
    ncco = server.ncco(url(ncco, "input"), keys("7"))
    assert said(ncco).startswith("Sorry, that is not one of the options.")
    ncco = server.ncco(url(ncco, "input"), SILENCE)
    assert said(ncco).startswith("Sorry, I did not hear anything.")
    ncco = server.ncco(url(ncco, "input"), keys("1"))
    assert ncco[-1]["endpoint"] == [{"type": "phone", "number": "441632960001"}]
    ncco = server.ncco(url(ncco, "connect"), {"status": "busy"})
    assert said(ncco) == "Please leave a message after the tone. Thank you. Goodbye."
    assert server.send(url(ncco, "record"), SAVED).status_code == 204
    assert (folder / "stored").read_text() == f"{SAVED['conversation_uuid']} {SAVED['recording_url']}"


def test_the_base_url_of_the_environment_stands_in_every_url(server: Server) -> None:
    assert url(server.ncco("/answer"), "input").startswith(str(server.client.base_url))


def test_the_same_request_again_gets_the_same_answer(server: Server) -> None:
    question = url(server.ncco("/answer"), "input")
    assert server.send(question, keys("2")).content == server.send(question, keys("2")).content


def test_requests_that_are_refused(server: Server) -> None:
    assert server.client.post("/answer", json=CALL).status_code == 503
    assert server.send("/answer", secret="another secret of thirty-two bytes").status_code == 401
    assert server.send("/nowhere").status_code == 404
    assert server.client.put("/answer", json=CALL).status_code == 405
    assert server.client.post("/answer", content=b"x" * 10_000_000).status_code == 413


def test_a_call_survives_a_restart(folder: Path) -> None:
    port = free_port()
    with served(folder, port) as server:
        question = url(server.ncco("/answer"), "input")
    with served(folder, port) as server:
        dialled = server.ncco(question, keys("1"))
    with served(folder, port) as server:
        assert said(server.ncco(url(dialled, "connect"), {"status": "timeout"})).startswith("Please leave")


def test_any_of_several_processes_answers_any_request(folder: Path) -> None:
    with served(folder, free_port(), "--workers", "2") as server:
        for _ in range(10):
            with httpx.Client(base_url=server.client.base_url, timeout=PATIENCE) as client:
                again = Server(client)
                dialled = again.ncco(url(server.ncco("/answer"), "input"), keys("1"))
                assert said(server.ncco(url(dialled, "connect"), {"status": "busy"})).startswith(
                    "Please leave"
                )
