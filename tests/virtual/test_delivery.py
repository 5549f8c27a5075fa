"""Webhooks: methods, tries, fallback and NCCOs that are wrong (reference 4.6)."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from ivrc.platform import AsgiTransport, Platform, UnreachableError, Webhooks

from .application import (
    CALLER,
    HOST,
    NUMBER,
    START,
    WEBHOOKS,
    WITH_FALLBACK,
    Application,
    application,
    connect,
    heard,
    keys,
    noted,
    ring,
    stream,
    talk,
    url,
)

if TYPE_CHECKING:
    from ivrc.platform.transport import Request, Response

SORRY = [talk("We are sorry.")]


# --- tries and fallback


@pytest.mark.parametrize("status", [429, 503, 504])
def test_some_failures_are_tried_once_more(status: int) -> None:
    app = Application({"/answer": [status, [talk("Hello.")]]})
    call = ring(app)
    assert heard(call) == ["Hello."]
    exchange = next(e.exchange for e in call.platform.log if e.exchange and "/answer" in e.text)
    assert exchange.tries == 2


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502, 301])
def test_other_failures_are_not(status: int) -> None:
    app = Application({"/answer": [status, [talk("Hello.")]]})
    call = ring(app)
    assert app.paths() == ["/answer"]
    assert noted(call, "error") == [f"error Invalid response code. {status}"]
    assert not call.alive


def test_what_fails_twice_is_answered_by_the_fallback() -> None:
    app = application(503, fallback=SORRY)
    call = ring(app, WITH_FALLBACK)
    assert app.paths() == ["/answer", "/answer", "/fallback"]
    assert heard(call) == ["We are sorry."]


def test_the_fallback_is_told_what_failed_and_why() -> None:
    app = application(500, fallback=SORRY)
    webhooks = Webhooks(answer_url=f"{HOST}/answer", fallback_url=f"{HOST}/fallback", fallback_method="POST")
    call = ring(app, webhooks)
    (body,) = app.bodies("/fallback")
    original = body.pop("original_request")
    assert body == {
        "endpoint_type": "phone",
        "from": CALLER,
        "to": NUMBER,
        "uuid": call.leg.uuid,
        "conversation_uuid": call.leg.conversation,
        "reason": "Invalid response code.",
    }
    assert original["type"] == "answer"
    assert original["url"].startswith(f"{HOST}/answer?")


def test_a_get_fallback_has_the_same_in_its_query() -> None:
    app = application(500, fallback=SORRY)
    ring(app, WITH_FALLBACK)
    (got,) = [got for got in app.requests if got.path == "/fallback"]
    assert got.query["reason"] == "Invalid response code."
    assert json.loads(got.query["original_request"])["type"] == "answer"


def test_an_answer_to_a_question_falls_back_too_and_says_which_event_it_was() -> None:
    app = application([keys(maxDigits=1), talk("Never heard.")], keys=500, fallback=SORRY)
    call = ring(app, WITH_FALLBACK).press("1")
    assert heard(call) == ["We are sorry."]
    (got,) = [got for got in app.requests if got.path == "/fallback"]
    original = json.loads(got.query["original_request"])
    assert original == {"url": f"{HOST}/keys", "type": "event"}
    assert json.loads(got.query["dtmf"]) == {"digits": "1", "timed_out": False}


def test_a_call_goes_on_when_question_and_fallback_fail() -> None:
    app = application([keys(maxDigits=1), talk("Let us go on.")], keys=500, fallback=500)
    assert heard(ring(app, WITH_FALLBACK).press("1")) == ["Let us go on."]


def test_a_call_ends_when_answer_and_fallback_fail() -> None:
    app = application(503, fallback=503)
    assert not ring(app, WITH_FALLBACK).alive
    assert app.paths() == ["/answer", "/answer", "/fallback", "/fallback"]
    assert app.states()[-1] == "completed"


def test_states_that_cannot_be_told_are_neither_repeated_nor_answered_by_the_fallback() -> None:
    app = application([talk("Hello.")], event=503, fallback=SORRY)
    call = ring(app, WITH_FALLBACK)
    assert heard(call) == ["Hello."]
    assert app.states() == ["started", "ringing", "answered", "completed"]
    assert "/fallback" not in app.paths()


def test_success_is_more_than_200() -> None:
    for status in (200, 201, 204, 205):
        app = application([talk("Hello.")], event=status)
        assert noted(ring(app), "error") == []


class Unreachable:
    """A network on which some things do not work."""

    def __init__(self, app: Application, trouble: dict[str, list[Any]]) -> None:
        self._inner = AsgiTransport(app)
        self._trouble = trouble
        self.tried: list[str] = []

    def send(self, request: Request) -> Response:
        path = request.url.removeprefix(HOST).partition("?")[0]
        self.tried.append(path)
        trouble = self._trouble.get(path, [])
        now = trouble.pop(0) if trouble else None
        if isinstance(now, UnreachableError):
            raise now
        response = self._inner.send(request)
        if now is not None:
            response.seconds = now
        return response

    def close(self) -> None:
        self._inner.close()


@pytest.mark.parametrize("reason", ["Connection closed.", "Connection reset.", "Socket timeout."])
def test_who_cannot_be_reached_is_tried_again(reason: str) -> None:
    app = application([talk("Hello.")], fallback=SORRY)
    network = Unreachable(app, {"/answer": [UnreachableError(reason)]})
    call = Platform(network, start=START).call(WITH_FALLBACK, from_=CALLER, to=NUMBER)
    assert heard(call) == ["Hello."]
    network = Unreachable(app, {"/answer": [UnreachableError(reason), UnreachableError(reason)]})
    call = Platform(network, start=START).call(WITH_FALLBACK, from_=CALLER, to=NUMBER)
    assert heard(call) == ["We are sorry."]
    assert app.requests[-3].query["reason"] == reason


def test_an_address_that_cannot_be_one_is_not_tried_again() -> None:
    trouble = UnreachableError("Connection closed.", again=False)
    network = Unreachable(application([talk("Hello.")]), {"/answer": [trouble]})
    assert not Platform(network, start=START).call(WEBHOOKS, from_=CALLER, to=NUMBER).alive
    assert network.tried.count("/answer") == 1


def test_who_answers_too_late_has_not_answered() -> None:
    app = application([talk("Hello."), keys(maxDigits=1), talk("Never mind.")], keys=[talk("Thank you.")])
    for seconds, said in ((4.9, ["Hello."]), (5.1, [])):
        network = Unreachable(app, {"/answer": [seconds, seconds]})
        assert heard(Platform(network, start=START).call(WEBHOOKS, from_=CALLER, to=NUMBER)) == said
    for seconds, said in ((9.9, ["Hello.", "Thank you."]), (10.1, ["Hello.", "Never mind."])):
        network = Unreachable(app, {"/keys": [seconds, seconds]})
        call = Platform(network, start=START).call(WEBHOOKS, from_=CALLER, to=NUMBER).press("1")
        assert heard(call) == said


def test_what_an_asgi_application_raises_comes_through() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ring(broken)


def test_an_asgi_application_may_take_its_time() -> None:
    async def patient(scope: Any, receive: Any, send: Any) -> None:
        async with asyncio.timeout(5):
            await asyncio.sleep(0)
            await asyncio.to_thread(time.sleep, 0.001)
            await app(scope, receive, send)

    app = application([talk("Hello.")])
    assert heard(ring(patient)) == ["Hello."]


def test_an_asgi_application_that_sends_nothing_has_closed_the_connection() -> None:
    async def mute(scope: Any, receive: Any, send: Any) -> None:
        """Says nothing."""

    call = ring(mute)
    assert noted(call, "error")[0] == "error Connection closed."
    assert not call.alive


@pytest.mark.parametrize("url", ["http://[::1/answer", "https://shop.example.com:port/answer"])
def test_an_address_that_is_none_leads_to_no_application(url: str) -> None:
    call = ring(application([talk("Hello.")]), Webhooks(answer_url=url))
    assert noted(call, "error") == ["error Connection closed."]


# --- NCCOs


@pytest.mark.parametrize(
    ("reply", "detail"),
    [
        ([{"action": "hangup"}], 'E104 at [0].action: there is no action `"hangup"`'),
        ({"action": "talk", "text": "Hello."}, "E101 at the top: an NCCO is an array of actions"),
        ([talk("")], "E160 at [0].text"),
        ([talk("Menu.", bargeIn=True)], "E171 at [0]"),
        (("application/json", b"[{]"), "It is not JSON."),
        (("text/html", b'[{"action":"talk","text":"Hello."}]'), "It is served as text/html."),
        (("text/html; charset=utf-8", b"<h1>It works!</h1>"), "It is served as text/html."),
        (("application/xml", b"<Response/>"), "It is served as application/xml."),
    ],
)
def test_an_ncco_that_is_wrong_is_not_run(reply: Any, detail: str) -> None:
    app = application(reply, fallback=SORRY)
    call = ring(app, WITH_FALLBACK)
    assert noted(call, "error")[0].startswith(f"error Invalid NCCO. {detail}")
    assert heard(call) == ["We are sorry."]
    assert app.paths() == ["/answer", "/fallback"]
    (got,) = [got for got in app.requests if got.path == "/fallback"]
    assert got.query["reason"] == "Invalid NCCO."


def test_the_event_webhook_hears_of_a_wrong_ncco() -> None:
    app = application([keys(maxDigits=1), talk("Let us go on.")], keys=[{"action": "hangup"}])
    call = ring(app).press("1")
    (error,) = [body for body in app.bodies() if "reason" in body]
    assert error["reason"] == "Syntax error in NCCO. Invalid value type or action."
    assert error["conversation_uuid"] == call.leg.conversation
    assert heard(call) == ["Let us go on."]


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "text/plain", ""]
)
def test_an_ncco_may_be_served_as_json_or_text(content_type: str) -> None:
    assert heard(ring(application((content_type, b'[{"action":"talk","text":"Hello."}]')))) == ["Hello."]


def test_what_is_wrong_with_an_ncco_does_not_hide_behind_another_query() -> None:
    for query in ("?s=1", "?s=2"):
        for loop, sound in ((1, [f"stream {HOST}/hello.mp3{query}"]), (-1, [])):
            call = ring(application([stream("hello", loop=loop, streamUrl=[f"{HOST}/hello.mp3{query}"])]))
            assert noted(call, "stream") == sound
            assert bool(noted(call, "error")) == (loop == -1)


def test_numbers_and_switches_may_be_texts() -> None:
    app = application([talk("Stay.", bargeIn="true", loop="2"), keys(maxDigits="1", timeOut="4")])
    call = ring(app, settle=False).pass_time(0.4).press("1")
    assert app.bodies("/keys")[0]["dtmf"]["digits"] == "1"
    assert next(entry.cut for entry in call.platform.log if entry.kind == "talk")


def test_a_documented_reply_of_an_old_sample_is_understood() -> None:
    sample = {"action": "connect", "timeout": "45", "endpoint": [{"type": "phone", "number": "447700900001"}]}
    app = application([sample | {"eventUrl": url("dialled")}])
    assert ring(app).silence().platform.clock.elapsed == 45


# --- methods


def test_webhooks_are_asked_by_the_method_that_they_have() -> None:
    webhooks = Webhooks(
        answer_url=f"{HOST}/answer?shop=1",
        answer_method="POST",
        event_url=f"{HOST}/event?shop=1",
        event_method="GET",
    )
    app = application([{**keys(maxDigits=1), "eventMethod": "GET"}])
    call = ring(app, webhooks).press("1")
    answer = next(got for got in app.requests if got.path == "/answer")
    assert (answer.method, answer.query, answer.body["uuid"]) == ("POST", {"shop": "1"}, call.leg.uuid)
    event = next(got for got in app.requests if got.path == "/event")
    assert (event.method, event.raw) == ("GET", b"")
    assert (event.query["shop"], event.query["status"]) == ("1", "started")
    asked = next(got for got in app.requests if got.path == "/keys")
    assert json.loads(asked.query["dtmf"]) == {"digits": "1", "timed_out": False}


def test_actions_without_an_address_tell_the_one_of_the_application() -> None:
    plain = {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}}
    app = application([plain], event=lambda got: [talk("Thank you.")] if "dtmf" in got.body else None)
    assert heard(ring(app).press("1")) == ["Thank you."]


def test_without_any_address_nobody_is_told() -> None:
    plain = {"action": "input", "type": ["dtmf"], "dtmf": {"maxDigits": 1}}
    app = application([plain, connect(eventType="synchronous", machineDetection="continue")])
    call = ring(app, Webhooks(answer_url=f"{HOST}/answer")).press("1").dialled("machine")
    call.others_hang_up()
    assert app.paths() == ["/answer"]
    assert not [got for got in app.requests if got.path == "/event"]
