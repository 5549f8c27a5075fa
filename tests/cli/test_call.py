"""`ivrc call` against a strict fake of POST /v1/calls on this machine (reference 6.3)."""

from __future__ import annotations

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from driver import compiled, load
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

import ivrc.cli

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

KEY = RSAKey.generate_key(2048)
APPLICATION = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"
PROGRAM = """\
app "Clinic" {
  base_url: "https://ivr.example.com"
  number: +441632960000
  fallback_base_url: "https://cdn.example.net"
}
extern missed(name: text)
outbound reminder(name: text, due: date, again: bool, note: text?) {
  timeout: 30s
  limit: 5m
  say "Hello {name}. Your visit is on {due as date}."
  if again { say "Once more." }
  if note is not none { say note }
  on unreachable { missed(name) }
}
outbound plain() { say "Hello." }
"""
VALUES = ("name=Ann", "due=2026-12-01", "again=false", "note=none")


class Strict(BaseModel):
    """What the API does not know it refuses."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Phone(Strict):
    """Someone who is called, or the number that is shown."""

    type: str = Field(pattern="^phone$")
    number: str = Field(pattern="^[0-9]{7,15}$")


class CallBody(Strict):
    """Reference 6.3, as far as this compiler uses it."""

    to: list[Phone] = Field(min_length=1, max_length=1)
    from_: Phone = Field(alias="from")
    answer_url: list[str] = Field(min_length=1, max_length=1)
    answer_method: str = Field(pattern="^(GET|POST)$")
    event_url: list[str] = Field(min_length=1, max_length=1, default=["https://ivr.example.com/event"])
    event_method: str = Field(pattern="^(GET|POST)$", default="POST")
    machine_detection: str | None = Field(pattern="^(continue|hangup)$", default=None)
    length_timer: int = Field(ge=1, le=86400, default=7200)
    ringing_timer: int = Field(ge=1, le=120, default=60)


class Api(ThreadingHTTPServer):
    """`asked` are the bodies of calls that were placed; `instead` is an answer for every request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.instead: tuple[int, bytes] | None = None
        self.requests = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Api

    def do_POST(self) -> None:
        self.server.requests += 1
        body = self.rfile.read(int(self.headers["content-length"]))
        status, answer = self.server.instead or self.answer(body)
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, body: bytes) -> tuple[int, bytes]:
        if self.path != "/v1/calls" or self.headers["content-type"] != "application/json":
            return problem(404, "Not Found", self.path)
        try:
            token = jwt.decode(
                self.headers["authorization"].removeprefix("Bearer "), KEY, algorithms=["RS256"]
            )
            jwt.JWTClaimsRegistry(
                iat={"essential": True}, exp={"essential": True}, jti={"essential": True},
                application_id={"essential": True, "value": APPLICATION},
            ).validate(token.claims)  # fmt: skip
        except (JoseError, ValueError):
            return problem(401, "Unauthorized", "You did not provide correct credentials.")
        try:
            CallBody.model_validate_json(body)
        except ValidationError as error:
            return problem(400, "Bad Request", str(error))
        self.server.asked.append(json.loads(body))
        made = {
            "uuid": "63f61863",
            "status": "started",
            "direction": "outbound",
            "conversation_uuid": "CON-1",
        }
        return 201, json.dumps(made).encode()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def problem(status: int, title: str, detail: str) -> tuple[int, bytes]:
    return status, json.dumps({"type": "https://example.com", "title": title, "detail": detail}).encode()


@pytest.fixture
def api() -> Iterator[Api]:
    served = Api()
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clinic.ivr").write_text(PROGRAM)
    Path("private.key").write_bytes(KEY.as_pem(private=True))
    for name in ("VONAGE_SIGNATURE_SECRET", "IVRC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IVRC_STATE_KEY", "the key of the server")
    monkeypatch.setenv("VONAGE_APPLICATION_ID", APPLICATION)
    monkeypatch.setenv("VONAGE_PRIVATE_KEY", "private.key")


def call(*arguments: str, to: str = "+441632960777") -> Result:
    result = CliRunner().invoke(ivrc.cli.commands, ["call", "clinic.ivr", *arguments, "--to", to])
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert "the key of the server" not in result.output
    assert "PRIVATE" not in result.output.replace("VONAGE_PRIVATE_KEY", "")
    return result


def test_a_call_is_placed(api: Api) -> None:
    done = call("reminder", *VALUES, "--api-base", api.base)
    assert (done.exit_code, done.output) == (0, "+441632960777 is being called: 63f61863\n")
    (asked,) = api.asked
    assert asked["to"] == [{"type": "phone", "number": "441632960777"}]
    assert (asked["ringing_timer"], asked["length_timer"]) == (30, 300)
    assert asked["event_url"][0].startswith("https://ivr.example.com/reminder/call?s=")


def test_the_server_with_the_same_key_opens_what_the_call_is_about(api: Api, tmp_path: Path) -> None:
    given = ('name=Ann "the first" {2}', "due=2026-12-01", "again=true", "note=Bring your \\ card.")
    assert call("reminder", *given, "--api-base", api.base).exit_code == 0
    module: Any = load(compiled(PROGRAM), tmp_path / "generated")
    hooks = type("Hooks", (), {"missed": staticmethod(print)})
    service = module.create_app(hooks=hooks, insecure=True, state_keys=["the key of the server"]).service
    token = urlsplit(api.asked[0]["answer_url"][0]).query.removeprefix("s=")
    assert service.open(service.addresses["/reminder"], "CON-1", token) == {
        "name": 'Ann "the first" {2}',
        "due": date(2026, 12, 1),
        "again": True,
        "note": "Bring your \\ card.",
    }


def test_a_dry_run_shows_the_request_and_calls_nobody(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VONAGE_APPLICATION_ID")
    monkeypatch.delenv("VONAGE_PRIVATE_KEY")
    done = call("reminder", *VALUES, "--dry-run", "--api-base", api.base)
    assert done.exit_code == 0
    CallBody.model_validate_json(done.output)
    assert api.requests == 0


def test_a_call_about_nothing_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IVRC_STATE_KEY")
    monkeypatch.setenv("IVRC_BASE_URL", "https://tunnel.example.com")
    done = call("plain", "--dry-run")
    assert json.loads(done.output)["answer_url"] == ["https://tunnel.example.com/plain"]


# --- mistakes: nobody is called, and it is said why


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("remainder",), "clinic.ivr has no `outbound remainder`; did you mean `reminder`?"),
        (("xyz",), "clinic.ivr has no `outbound xyz`; there is `reminder` and `plain`"),
        (("reminder", "name=Ann"), "`reminder` also needs `due`, `again` and `note`"),
        (("plain", "name=Ann"), "`plain` takes no `name`"),
        (("reminder", *VALUES[:2], "again=2", "note=none"), "`again` needs true or false"),
        (("reminder", "name"), "Invalid value for 'NAME=VALUE...': `name` is not NAME=VALUE"),
        (("plain", "a=1", "a=2"), "`a` is given twice"),
        (("plain", "a=1\n2"), "'a=1\\n2' has a line break"),
    ],
)
def test_mistakes_in_what_is_asked_for(api: Api, arguments: tuple[str, ...], message: str) -> None:
    done = call(*arguments, "--api-base", api.base)
    assert message in done.output
    assert (done.exit_code, api.requests) == (2, 0)


@pytest.mark.parametrize("to", ["441632960777", "Ann", "", '"+441632960777"; hangup'])
def test_a_number_needs_its_country(api: Api, to: str) -> None:
    assert (call("plain", "--api-base", api.base, to=to).exit_code, api.requests) == (2, 0)


def test_a_program_with_errors_calls_nobody(api: Api) -> None:
    Path("clinic.ivr").write_text(PROGRAM.replace("say", "sai", 1))
    done = call("plain", "--api-base", api.base)
    assert (done.exit_code, api.requests) == (1, 0)
    assert "there is no step `sai`" in done.output


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("VONAGE_APPLICATION_ID", "", "VONAGE_APPLICATION_ID is not set"),
        ("VONAGE_PRIVATE_KEY", "", "VONAGE_PRIVATE_KEY is not set"),
        ("VONAGE_PRIVATE_KEY", "none.key", "cannot read none.key"),
        ("VONAGE_PRIVATE_KEY", "clinic.ivr", "holds no private RSA key"),
        ("VONAGE_PRIVATE_KEY", "public.key", "holds a public key"),
        ("VONAGE_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nMII", "holds the key itself"),
        ("IVRC_STATE_KEY", "", "neither IVRC_STATE_KEY nor VONAGE_SIGNATURE_SECRET is set"),
    ],
)
def test_what_the_environment_lacks(
    api: Api, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    Path("public.key").write_bytes(KEY.as_pem(private=False))
    monkeypatch.setenv(name, value)
    done = call("reminder", *VALUES, "--api-base", api.base)
    assert message in done.output
    assert (done.exit_code, api.requests) == (2, 0)


def test_a_key_of_another_application_is_refused(api: Api) -> None:
    Path("private.key").write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    done = call("plain", "--api-base", api.base)
    assert "VONAGE_PRIVATE_KEY is no key of the application VONAGE_APPLICATION_ID (401: " in done.output
    assert (done.exit_code, api.asked) == (2, [])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (problem(400, "Bad Request", "`from` is not yours"), "(400: Bad Request: `from` is not yours)"),
        (problem(429, "Rate Limit Hit", "slow down"), "there are too many calls at once; try again later"),
        ((500, b"<html>"), "the platform does not place the call (500)"),
        ((201, b"[]"), "the platform does not place the call (201)"),
    ],
)
def test_what_the_platform_says_is_told(api: Api, answer: tuple[int, bytes], message: str) -> None:
    api.instead = answer
    done = call("plain", "--api-base", api.base)
    assert message in done.output
    assert (done.exit_code, api.requests) == (2, 1)


def test_an_api_that_is_not_there(api: Api) -> None:
    api.shutdown()
    api.server_close()
    done = call("plain", "--api-base", api.base)
    assert f"cannot reach {api.base}/v1/calls" in done.output
    assert done.exit_code == 2
