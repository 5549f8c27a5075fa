"""`--url`: an application that nobody here compiled, over HTTP."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.sim.conftest import Run


class Application(BaseHTTPRequestHandler):
    """The vendor's first sample: it says hello, asks for a key, and repeats it."""

    seen: list[tuple[str, dict[str, Any], str]]

    def do_GET(self) -> None:  # http.server's name
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.respond(query)

    def do_POST(self) -> None:  # http.server's name
        self.respond(json.loads(self.rfile.read(int(self.headers["content-length"]))))

    def respond(self, body: dict[str, Any]) -> None:
        path = urlsplit(self.path).path
        self.seen.append((f"{self.command} {path}", body, self.headers.get("authorization", "")))
        event_url = [f"http://{self.headers['host']}/webhooks/dtmf"]
        replies = {
            "/webhooks/answer": [
                {"action": "talk", "text": f"Hello {' '.join(body.get('from', ''))}.", "bargeIn": True},
                {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}, "eventUrl": event_url},
            ],
            "/webhooks/dtmf": [
                {"action": "talk", "text": f"You pressed {body.get('dtmf', {}).get('digits')}."}
            ],
            "/webhooks/circle": [
                {"action": "notify", "payload": {}, "eventUrl": [f"http://{self.headers['host']}{path}"]}
            ],
            "/webhooks/wrong": [{"action": "talk", "txt": "No text."}],
        }
        self.send_response(200 if path in replies or path == "/webhooks/event" else 404)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(replies[path]).encode() if path in replies else b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[str]:
    Application.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address() -> Iterator[str]:
    with serving() as found:
        yield found


def test_any_application_can_be_called(sim: Callable[..., Run], address: str) -> None:
    run = sim("--url", f"{address}/answer", "--from", "+4412", "--script", "7", "--at", "2026-11-20 10:00")
    assert (run.status, run.err) == (0, "")
    told = run.out.splitlines()
    assert told[0].startswith("+4412 calls +441632960000, Fri 2026-11-20 10:00 (")
    assert told[1:] == [
        "  0:00  hears     Hello 4 4 1 2.",
        "        ... waits 3 s for a key",
        "  0:00  presses   7",
        "  0:00  hears     You pressed 7.",
        "  0:01  call ends",
    ]
    assert [request for request, _, _ in Application.seen] == ["GET /webhooks/answer", "POST /webhooks/dtmf"]


def test_events_methods_and_signatures(
    sim: Callable[..., Run], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "a signature secret that is long enough"  # of this test
    monkeypatch.setenv("SIGNATURE_SECRET", secret)
    run = sim(
        *("--url", f"{address}/answer", "--method", "POST", "--event-url", f"{address}/event"),
        *("--secret-env", "SIGNATURE_SECRET", "--script", "hangup"),
    )
    assert run.status == 0
    statuses = [body["status"] for request, body, _ in Application.seen if request == "POST /webhooks/event"]
    assert statuses == ["started", "ringing", "answered", "completed"]
    assert "POST /webhooks/answer" in [request for request, _, _ in Application.seen]
    for _, _, authorization in Application.seen:
        assert (
            jwt.decode(authorization.removeprefix("Bearer "), OctKey.import_key(secret)).claims["iss"]
            == "Vonage"
        )


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("wrong", "/wrong: Invalid NCCO. E"),
        ("nowhere", "/nowhere: Invalid response code."),
    ],
)
def test_a_webhook_that_fails(sim: Callable[..., Run], address: str, page: str, said: str) -> None:
    run = sim("--url", f"{address}/{page}")
    assert run.status == 1
    assert f"FAILED    {address}{said}" in run.out


def test_a_call_that_runs_in_a_circle(
    sim: Callable[..., Run], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ivrc.platform.interpreter.MOST_ACTIONS", 20)
    run = sim("--url", f"{address}/circle", "--script", "1")
    assert run.status == 1
    assert run.err == "Error: the call goes on for ever without anybody doing anything\n"


def test_nobody_is_there(sim: Callable[..., Run]) -> None:
    with serving() as gone:
        pass
    run = sim("--url", f"{gone}/answer")
    assert run.status == 1
    assert f"FAILED    {gone}/answer: Connection closed.\n" in run.out


def test_it_answers_for_itself(sim: Callable[..., Run], address: str) -> None:
    run = sim("--url", f"{address}/answer", "--script", "1, given f = 2")
    assert run.status == 2
    run = sim("--url", f"{address}/answer", "--script", "given f = 2")
    assert "`given f = 2`: an application that is called by its address answers for itself" in run.err


def test_its_transcript_as_json(sim: Callable[..., Run], address: str) -> None:
    run = sim("--url", f"{address}/answer", "--json", "--script", "7")
    events = json.loads(run.out)["events"]
    assert [event["text"] for event in events if event["kind"] == "talk"][-1] == "You pressed 7."
    assert all("source" not in event for event in events)
