"""Requests that are not the platform's, and everything that can go wrong behind the ones that are."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest

from ivrc.runtime import ConfigurationError
from ivrc.runtime.signature import Verifier

from .caller import CALL, SECRET, press, request, token
from .test_turns import BASE, event_url

if TYPE_CHECKING:
    from types import ModuleType

    from ivrc.runtime import App

    from .conftest import Hooks

SORRY = "Sorry, something went wrong."

# The vectors of reference 5.
VECTOR_BODY = (
    b'{"from":"447700900000","to":"447700900001",'
    b'"uuid":"aaaaaaaa-bbbb-cccc-dddd-0123456789ab","status":"ringing"}'
)
VECTOR = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDAsImp0aSI6IjExMTExMTExLTIyMjItMzMzMy00NDQ0LTU1NTU1"
    "NTU1NTU1NSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6ImRjODVmZjczZTZiZmJhODcxNGU5YTlmMDczYTQ0OGI5OGQ0NjZjMWM0"
    "MzRlYzE1MTZlOGJhYjE4MmU1NDg2NmYiLCJhcGlfa2V5IjoiYWJjZDEyMzQiLCJhcHBsaWNhdGlvbl9pZCI6Ijk5OTk5OTk5LTg4ODgtNzc3"
    "Ny02NjY2LTU1NTU1NTU1NTU1NSJ9.kkSuf2ZTcpmPxeR7N4_hpjYDAy5YgJhIOmOkMY7NFAY"
)
VECTOR_QUERY = b"to=442079460000&from=447700900000&conversation_uuid=CON-1&uuid=u1"
VECTOR_QUERY_HASH = "16be98a248ceed7d1fb0ec7a6c8322e505493131f16cdc509216c139eda9487d"


def problem(
    signed: str, *, at: float, body: bytes = VECTOR_BODY, method: str = "POST", query: bytes = b""
) -> str | None:
    verifier = Verifier([SECRET[::-1], SECRET], strict=True)
    return verifier.problem(signed.encode(), at, method=method, query=query, body=body)


def test_the_published_vector_is_accepted_for_five_minutes() -> None:
    assert problem(VECTOR, at=1700000000) is None
    assert problem(VECTOR, at=1700000299) is None
    assert problem(VECTOR, at=1699999945) is None
    assert problem(VECTOR, at=1700000301) == "the signature is not of now"
    assert problem(VECTOR, at=1699999930) == "the signature is not of now"


def test_the_hash_covers_the_body_or_its_compact_form() -> None:
    spaced = VECTOR_BODY.replace(b",", b", ").replace(b":", b": ")
    assert problem(VECTOR, at=1700000000, body=spaced) is None
    assert (
        problem(VECTOR, at=1700000000, body=VECTOR_BODY.replace(b"ringing", b"busy"))
        == "the body is not the signed one"
    )


@pytest.mark.parametrize("more", [b"", b"&v=8c1e&s=abc"])
def test_the_hash_of_a_get_covers_its_query(more: bytes) -> None:
    now = time.time()
    signed = token(b"", payload_hash=VECTOR_QUERY_HASH)
    assert problem(signed, at=now, method="GET", query=VECTOR_QUERY + more, body=b"") is None
    assert problem(signed, at=now, method="GET", query=VECTOR_QUERY + b"&x=1", body=b"") is not None


def unsigned_token(body: bytes) -> str:
    return jwt.encode({"iat": int(time.time()), "payload_hash": ""}, "", algorithm="none")


@pytest.mark.parametrize(
    "header",
    [
        f"Bearer {token(b'{}', secret='0123456789abcdef0123456789abcdeX')}",
        f"Bearer {unsigned_token(b'{}')}",
        f"Bearer {token(b'{}', iat='now')}",
        f"Bearer {token(b'{}', payload_hash=None)}",
        f"Bearer {token(b'other')}",
        "Bearer ",
        "Bearer x.y.z",
        "Bearer MQ.MQ.MQ",
    ],
    ids=["other secret", "unsigned", "iat is text", "no hash", "other body", "empty", "no jwt", "no json"],
)
def test_wrong_signatures_are_refused(app: App, header: str) -> None:
    assert request(app, "/answer", b"{}", headers={"Authorization": header}).status == 401
    # What a genuine token leaves behind must not help a forged one with the same header.
    genuine = token(b"{}")
    assert request(app, "/answer", b"{}", headers={"Authorization": f"Bearer {genuine}"}).status == 200
    for forged in (header, f"Bearer {genuine[:-3]}AAA", f"Bearer {genuine}x", f"Bearer {genuine[:-1]}"):
        assert request(app, "/answer", b"{}", headers={"Authorization": forged}).status == 401


def test_a_missing_signature_asks_for_another_try(app: App) -> None:
    assert request(app, "/answer", headers={}).status == 503
    assert request(app, "/answer", headers={"Authorization": "Basic x"}).status == 503


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/answer", b"{}", 405),
        ("HEAD", "/answer", b"", 405),
        ("POST", "/nowhere", b'{"status": "completed"}', 404),
        ("POST", "/nowhere", b"{}", 404),
        ("POST", "/answer", b" " * 70_000, 413),
    ],
)
def test_other_requests_have_plain_answers(
    app: App, method: str, path: str, body: bytes, status: int
) -> None:
    assert request(app, path, body, method=method).status == status


def test_strangers_learn_nothing_of_unknown_paths(app: App) -> None:
    assert request(app, "/nowhere", press("1"), headers={}).status == 404


@pytest.mark.parametrize("event", [press("1"), CALL | {"payload": {}}, CALL | {"status": "busy"}])
def test_a_caller_in_a_step_that_is_gone_hears_the_fallback(app: App, event: dict[str, Any]) -> None:
    assert request(app, "/removed/1?v=1", event).said == SORRY


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 5000])
def test_bodies_that_are_no_json(app: App, body: bytes) -> None:
    assert request(app, "/main/1?v=8c1e", body).said == SORRY
    assert request(app, "/event", body).status == 204


def test_the_fallback_has_an_address(app: App) -> None:
    assert request(app, "/fallback").said == SORRY
    assert request(app, "/fallback?reason=x", method="GET").said == SORRY


def test_only_our_token_for_this_call_opens(acme: ModuleType, hooks: Hooks, app: App) -> None:
    url = event_url(request(app, "/main/1?v=8c1e", press("2")))
    other_app = acme.create_app(hooks, secrets=[SECRET], state_keys=["another key"])
    assert request(app, url, press("123456")).said.startswith("Ann")
    assert request(app, url, press("123456") | {"conversation_uuid": "CON-2"}).said == SORRY
    assert request(app, url[:-4] + "AAAA", press("123456")).said == SORRY
    assert request(app, url.split("&s=")[0], press("123456")).said == SORRY
    assert request(app, url.replace("&s=", "&s=é"), press("123456")).said == SORRY
    assert request(other_app, url, press("123456")).said == SORRY


def test_older_state_keys_still_open(acme: ModuleType, hooks: Hooks) -> None:
    before = acme.create_app(hooks, secrets=[SECRET], state_keys=["old"])
    after = acme.create_app(hooks, secrets=[SECRET], state_keys=["new", "old"])
    url = event_url(request(before, "/main/1?v=8c1e", press("2")))
    assert request(after, url, press("123456")).said.startswith("Ann")


def test_state_that_does_not_fit_into_a_url_is_a_failure(app: App) -> None:
    from ivrc.runtime import ExternFailed

    with pytest.raises(ExternFailed, match="does not fit"):
        app.service.url("/songs/1", "CON-1", {"titles": ["x" * 3000]})


def test_the_called_leg_is_known_by_its_token(app: App) -> None:
    url = app.service.url("/sales/connect/answer", "CON-1", {}).removeprefix(BASE)
    assert (
        request(app, f"{url}&conversation_uuid=CON-9", method="GET", headers={}).said
        == "Connecting you to sales."
    )
    assert request(app, "/sales/connect/answer", method="GET", headers={}).said == SORRY


def test_a_program_without_its_secret_does_not_start(
    acme: ModuleType, hooks: Hooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VONAGE_SIGNATURE_SECRET", raising=False)
    with pytest.raises(ConfigurationError, match="VONAGE_SIGNATURE_SECRET is not set"):
        acme.create_app(hooks)


def test_insecure_mode_warns_at_each_start(
    acme: ModuleType, hooks: Hooks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("IVRC_INSECURE", "1")
    app = acme.create_app(hooks)
    assert "signatures are not checked" in caplog.text
    assert request(app, "/main/1?v=8c1e", press("1"), headers={}).said == "Connecting you to sales."


def test_each_decision_is_one_record(app: App, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="ivrc.call"):
        request(app, "/main/1?v=8c1e", press("1"))
    (record,) = caplog.records
    assert record.getMessage() == "/main/1: press 1 -> sales"
    assert (record.uuid, record.conversation_uuid) == (CALL["uuid"], "CON-1")  # type: ignore[attr-defined]  # extra
    assert record.duration_ms >= 0  # type: ignore[attr-defined]  # extra
