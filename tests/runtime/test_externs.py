"""The user's system: what it is asked, and everything that may come back."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from dataclasses import dataclass
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from ivrc.runtime import Call, ConfigurationError, ExternFailed, Module, current_call

from .caller import CALL, SECRET, press, request
from .test_turns import BASE, event_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from ivrc.runtime import App

    from .conftest import Hooks

SORRY = "Sorry, something went wrong."


def enter_ticket(app: App) -> str:
    url = event_url(request(app, "/main/1?v=8c1e", press("2")))
    return request(app, url, press("123456")).said


def check(acme: ModuleType, app: App) -> str:
    customer = acme.Customer("Ann", True, None)
    url = app.service.url("/check/1", "CON-1", {"customer": customer}).removeprefix(BASE)
    return request(app, url, CALL | {"payload": {}}).said


def test_a_result_is_used(app: App) -> None:
    assert enter_ticket(app).startswith("Ann,")


def test_none_is_a_result(app: App, hooks: Hooks) -> None:
    hooks.customer = None
    assert enter_ticket(app) == "Sorry, that is not one of the options."


@pytest.mark.parametrize("wrong", ["Ann", {"name": "Ann"}, 7])
def test_a_result_of_the_wrong_type_is_a_failure(app: App, hooks: Hooks, wrong: object) -> None:
    hooks.customer = wrong
    assert enter_ticket(app) == SORRY


def test_a_field_of_the_wrong_type_is_a_failure(
    acme: ModuleType, app: App, hooks: Hooks, caplog: pytest.LogCaptureFixture
) -> None:
    hooks.customer = acme.Customer("Ann", "yes", None)
    assert enter_ticket(app) == SORRY
    assert "extern lookup(ticket='123456') failed" in caplog.text
    assert "vip: bool was expected, not str" in caplog.text
    assert "conversation CON-1" in caplog.text


def test_slow_hooks_do_not_hold_the_caller(acme: ModuleType, hooks: Hooks) -> None:
    hooks.lookup = lambda ticket: time.sleep(0.4)  # type: ignore[method-assign]  # twice its time budget
    assert enter_ticket(acme.create_app(hooks, secrets=[SECRET])) == SORRY


def test_a_caught_failure_goes_where_the_program_says(
    acme: ModuleType, hooks: Hooks, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(pin: str, amount: Decimal) -> Decimal:
        raise RuntimeError(f"no account for {pin}")

    hooks.charge = refuse  # type: ignore[method-assign]  # the stand-in
    app = acme.create_app(hooks, secrets=[SECRET])
    assert check(acme, app) == "Sorry, that is not one of the options."
    assert "extern charge(amount=Decimal('2.50')) failed: RuntimeError" in caplog.text
    assert "4711" not in caplog.text


def test_hooks_know_the_call(acme: ModuleType, hooks: Hooks) -> None:
    keys = []

    def lookup(ticket: str) -> Any:
        keys.append((current_call().uuid, current_call().request_key))

    hooks.lookup = lookup  # type: ignore[method-assign]  # the stand-in
    app = acme.create_app(hooks, secrets=[SECRET])
    url = event_url(request(app, "/main/1?v=8c1e", press("2")))
    for digits in ("123456", "123456", "654321"):
        request(app, url, press(digits))
    (uuid, first), (_, retry), (_, other) = keys
    assert uuid == CALL["uuid"]
    assert first == retry != other
    with pytest.raises(LookupError):
        current_call()


@pytest.mark.parametrize("path", ["/voicemail/message", "/event"])
def test_an_event_whose_handler_fails_is_asked_for_again(
    acme: ModuleType,
    hooks: Hooks,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    def refuse(*_: Any) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(hooks, "store_message", refuse)
    monkeypatch.setattr(hooks, "log_call", refuse)
    app = acme.create_app(hooks, secrets=[SECRET])
    carried = {"call_from": None} if path != "/event" else {}
    url = app.service.url(path, "CON-1", carried).removeprefix(BASE)
    event = {"conversation_uuid": "CON-1", "size": 987}
    event |= {"recording_url": "https://r"} if carried else {"status": "completed"}
    assert request(app, url, event).status == 503
    assert json.dumps(event) in caplog.text
    assert "?s=" not in caplog.text


def test_missing_hooks_are_named(acme: ModuleType) -> None:
    with pytest.raises(ConfigurationError, match=r"no method lookup, charge, .* of acme_webhook.Hooks"):
        acme.create_app(object(), secrets=[SECRET])
    with pytest.raises(ConfigurationError, match="IVRC_HOOKS"):
        acme.create_app(secrets=[SECRET])


@dataclass(frozen=True, slots=True)
class Account:
    """What the stand-in CRM answers."""

    balance: Decimal
    owner: str | None


class Crm(BaseHTTPRequestHandler):
    """Answers by path and remembers what it was asked."""

    asked: list[tuple[str, str, dict[str, str], Any]]
    answers: dict[str, tuple[int, bytes]]

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.asked.append((self.command, self.path, headers, json.loads(body) if body else None))
        status, answer = self.answers.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def crm() -> Iterator[tuple[str, type[Crm]]]:
    handler = type("Crm", (Crm,), {"asked": [], "answers": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", handler
        server.shutdown()
        thread.join()


def ask(tmp_path: Path, arguments: dict[str, Any], **declared: Any) -> Any:
    """The result of one HTTP extern, asked on behalf of a call."""
    module = Module(str(tmp_path / "webhook.py"), name="Acme", base_url="https://ivr.example.com")
    (tmp_path / "ncco").mkdir(exist_ok=True)
    (tmp_path / "ncco" / "fallback.json").write_text('[{"action": "talk", "text": "Sorry."}]')
    module.fallback(module.static("fallback"))
    extern = module.http("balance", timeout=2.0, **declared)
    service = module.create_app(insecure=True).service

    async def exchange() -> Any:
        try:
            return await extern(Call(service, "/answer", event=dict(CALL)), **arguments)
        finally:
            await service.at_shutdown[0]()

    return asyncio.run(exchange())


def test_a_get_percent_encodes_and_reads_by_name(
    crm: tuple[str, type[Crm]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, handler = crm
    monkeypatch.setenv("CRM_TOKEN", "t0ken")
    handler.answers["/accounts/a%2Fb%3F%20%C3%A9"] = (200, b'{"balance": 12.30, "unknown": 1}')
    account = ask(
        tmp_path,
        {"account": "a/b? é"},
        get=address + "/accounts/{account}",
        headers={"authorization": "Bearer {env.CRM_TOKEN}"},
        returns=Account | None,
    )
    assert account == Account(Decimal("12.30"), None)
    ((method, _, headers, body),) = handler.asked
    assert (method, headers["authorization"], body) == ("GET", "Bearer t0ken", None)
    assert headers["idempotency-key"].endswith("-balance")


def test_a_post_sends_what_the_url_does_not(crm: tuple[str, type[Crm]], tmp_path: Path) -> None:
    address, handler = crm
    handler.answers["/pay/1"] = (201, b"7")
    arguments = {"account": 1, "amount": Decimal("2.5"), "notes": ["a"]}
    assert ask(tmp_path, arguments, post=address + "/pay/{account}", returns=int) == 7
    assert handler.asked[0][3] == {"amount": 2.5, "notes": ["a"]}


def test_a_post_may_have_a_body_of_its_own(crm: tuple[str, type[Crm]], tmp_path: Path) -> None:
    address, handler = crm
    handler.answers["/pay"] = (204, b"")
    body = {"id": "{account}", "text": "for {account}", "urgent": True}
    assert ask(tmp_path, {"account": 1}, post=address + "/pay", body=body, returns=None) is None
    assert handler.asked[0][3] == {"id": 1, "text": "for 1", "urgent": True}


@pytest.mark.parametrize(
    ("answer", "returns"),
    [
        ((404, b""), Account),
        ((500, b"{}"), Account | None),
        ((302, b"{}"), Account | None),
        ((200, b"<html>"), Account),
        ((200, b'{"balance": "much"}'), Account),
        ((200, b'"7"'), int),
        ((200, b" " * 1_100_000 + b"7"), int),
    ],
)
def test_bad_answers_are_failures(
    crm: tuple[str, type[Crm]], tmp_path: Path, answer: tuple[int, bytes], returns: Any
) -> None:
    address, handler = crm
    handler.answers["/x"] = answer
    with pytest.raises(ExternFailed, match="balance"):
        ask(tmp_path, {}, get=address + "/x", returns=returns)


def test_not_found_is_none_where_that_may_be(crm: tuple[str, type[Crm]], tmp_path: Path) -> None:
    assert ask(tmp_path, {}, get=crm[0] + "/x", returns=Account | None) is None


def test_a_variable_that_is_not_set_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_TOKEN", raising=False)
    with pytest.raises(ConfigurationError, match="CRM_TOKEN is not set; extern balance needs it"):
        ask(tmp_path, {}, get="https://x.example/{env.CRM_TOKEN}", returns=int)
