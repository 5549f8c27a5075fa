"""Externs that are HTTP calls: what goes over the wire and what comes back (language 11)."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Server(BaseHTTPRequestHandler):
    """Answers paths from a table; remembers what was asked."""

    answers: ClassVar[dict[str, tuple[int, str]]] = {}
    asked: ClassVar[list[tuple[str, str, dict[str, str], Any]]] = []

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.asked.append((self.command, self.path, headers, body))
        status, content = self.answers.get(self.path, (404, ""))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content.encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[tuple[str, type[Server]]]:
    handler = type("Server", (Server,), {"asked": [], "answers": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}", handler
        running.shutdown()
        thread.join()


def test_values_in_the_url_are_percent_encoded(server: tuple[str, type[Server]], tmp_path: Path) -> None:
    address, handler = server
    handler.answers["/people/a%2Fb%3F%20%C3%A9"] = (200, '"Ann"')
    text = f"""
extern name_of(id: text) -> text {{ get: "{address}/people/{{id}}" }}
answer {{ say name_of("a/b? é") }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Ann"]


def test_a_post_sends_the_parameters_that_the_url_does_not_use_by_the_names_of_the_program(
    server: tuple[str, type[Server]], tmp_path: Path
) -> None:
    address, handler = server
    handler.answers["/pay/7"] = (200, "")
    text = f"""
extern pay(id: text, from: text, amount: number, input: int) {{ post: "{address}/pay/{{id}}" }}
answer {{ pay("7", call.from_address, 2.5, 3); say "Paid." }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Paid."]
    assert handler.asked[0][3] == {"from": "+441632960123", "amount": 2.5, "input": 3}


def test_a_post_sends_the_body_that_is_given(server: tuple[str, type[Server]], tmp_path: Path) -> None:
    address, handler = server
    handler.answers["/close"] = (204, "")
    text = f"""
extern close(id: int, reason: text) {{
  post: "{address}/close"
  body {{ ticket: id; note: "by phone: {{reason}}"; urgent: true; source: "phone"; at: none }}
}}
answer {{ close(7, "caller"); say "Closed." }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Closed."]
    sent = {"ticket": 7, "note": "by phone: caller", "urgent": True, "source": "phone", "at": None}
    assert handler.asked[0][3] == sent


def test_a_json_object_is_decoded_by_field_name(server: tuple[str, type[Server]], tmp_path: Path) -> None:
    address, handler = server
    handler.answers["/customer"] = (200, '{"class": "gold", "id": "Ann", "other": [1]}')
    text = f"""
type Customer {{ id: text; class: text; agent: phone? }}
extern customer() -> Customer {{ get: "{address}/customer" }}
answer {{
  let found = customer()
  say "{{found.id}} has {{found.class}}."
  if found.agent is none {{ say "Nobody knows you." }}
}}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Ann has gold.", "Nobody knows you."]


@pytest.mark.parametrize(("status", "heard"), [(404, "Nobody."), (500, "Broken."), (302, "Broken.")])
def test_404_is_none_for_an_optional_and_every_other_status_is_an_error(
    server: tuple[str, type[Server]], tmp_path: Path, status: int, heard: str
) -> None:
    address, handler = server
    handler.answers["/customer"] = (status, '"Ann"')
    text = f"""
extern customer() -> text? {{ get: "{address}/customer"; on error {{ say "Broken."; hangup }} }}
answer {{
  let found = customer()
  if found is none {{ say "Nobody." }} else {{ say found }}
}}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == [heard]


def test_404_is_an_error_where_the_result_cannot_be_absent(
    server: tuple[str, type[Server]], tmp_path: Path
) -> None:
    address, _ = server
    text = f"""
extern customer() -> text {{ get: "{address}/customer"; on error {{ say "Broken."; hangup }} }}
answer {{ say customer() }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Broken."]


def test_a_result_of_the_wrong_type_is_an_error(server: tuple[str, type[Server]], tmp_path: Path) -> None:
    address, handler = server
    handler.answers["/count"] = (200, '"many"')
    text = f"""
extern count() -> int {{ get: "{address}/count"; on error {{ say "Broken."; hangup }} }}
answer {{ say "{{count()}}" }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    assert player.heard == ["Broken."]


def test_the_idempotency_key_is_the_same_when_the_webhook_comes_again(
    server: tuple[str, type[Server]], tmp_path: Path
) -> None:
    address, handler = server
    handler.answers["/book"] = (200, "")
    text = f"""
extern book(seat: int) {{ post: "{address}/book" }}
answer {{ book(1); say "Booked." }}"""
    player = play(APP + text, tmp_path)
    player.answer()
    player.answer()
    player.answer(timestamp="2026-11-20T10:00:01.000Z")
    first, again, other = [headers["idempotency-key"] for _, _, headers, _ in handler.asked]
    assert first == again
    assert first != other


def test_two_calls_of_one_extern_in_one_request_have_keys_of_their_own(
    server: tuple[str, type[Server]], tmp_path: Path
) -> None:
    address, handler = server
    handler.answers["/book"] = (200, "")
    text = f"""
extern book(seat: int) {{ post: "{address}/book" }}
answer {{ book(1); book(2); say "Booked." }}"""
    play(APP + text, tmp_path).answer()
    keys = [headers["idempotency-key"] for _, _, headers, _ in handler.asked]
    assert len(set(keys)) == 2


def test_the_environment_is_read_at_start_and_sent_to_the_extern_only(
    server: tuple[str, type[Server]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    address, handler = server
    handler.answers["/hello"] = (500, "")
    text = f"""
extern hello() -> text {{
  get: "{address}/hello"
  headers {{ authorization: "Bearer {{env.CRM_TOKEN}}" }}
}}
answer {{ say hello() }}"""
    monkeypatch.setenv("CRM_TOKEN", "t0ken")
    player = play(APP + text, tmp_path)
    monkeypatch.setenv("CRM_TOKEN", "later")
    caplog.set_level("DEBUG")
    player.answer()
    assert handler.asked[0][2]["authorization"] == "Bearer t0ken"
    assert "t0ken" not in caplog.text
    assert all(b"t0ken" not in content for content in compiled(APP + text).files.values())


def test_an_address_that_holds_a_secret_or_a_key_is_not_logged(
    server: tuple[str, type[Server]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    address, handler = server
    handler.answers["/t0ken/4321"] = (200, "true")
    text = f"""
extern is_right(pin: digits) -> bool {{ get: "{address}/{{env.CRM_TOKEN}}/{{pin}}" }}
answer {{
  collect digits pin {{ say "Your PIN."; length: 4; secret: true }}
  if is_right(pin) {{ say "Right." }}
}}"""
    monkeypatch.setenv("CRM_TOKEN", "t0ken")
    caplog.set_level("DEBUG")
    player = play(APP + HANDLERS + text, tmp_path)
    player.answer()
    player.press("4321")
    assert player.heard[-1] == "Right."
    assert "t0ken" not in caplog.text
    assert "4321" not in caplog.text


def test_a_missing_environment_variable_is_said_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CRM_TOKEN", raising=False)
    text = """
extern hello() -> text { get: "https://crm.example.com/{env.CRM_TOKEN}" }
answer { say hello() }"""
    with pytest.raises(Exception, match="CRM_TOKEN is not set; extern hello needs it"):
        play(APP + text, tmp_path)


def test_the_environment_is_readable_in_extern_settings_only() -> None:
    found = compiled(APP + 'answer { say "{env.CRM_TOKEN}" }').diagnostics
    assert [d.code for d in found] == ["IVR219"]
