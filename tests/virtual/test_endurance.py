"""What must hold whatever happens: hang-ups in every state, circles, time, and many calls at once."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrc.platform import AsgiTransport, EndlessError, NotNowError, Platform, UnreachableError
from ivrc.platform.legs import STATUSES
from ivrc.platform.transport import Response

from .application import (
    CALLER,
    HOST,
    NUMBER,
    START,
    WEBHOOKS,
    Application,
    application,
    both,
    connect,
    heard,
    keys,
    noted,
    platform,
    ring,
    room,
    speech,
    stream,
    talk,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.platform import Call
    from ivrc.platform.transport import Request

WHISPER = [{"type": "phone", "number": "447700900001", "onAnswer": {"url": f"{HOST}/whisper"}}]
STATES: dict[str, tuple[Any, Any, str]] = {
    "in a talk": ([talk("Hello.")], lambda call: call, "playing"),
    "in a pause": ([{"action": "wait"}], lambda call: call, "playing"),
    "in audio that never ends": ([stream("music", loop=0)], lambda call: call, "playing"),
    "in audio in front of a question": ([talk("Menu.", bargeIn=True), keys()], lambda call: call, "playing"),
    "at a question": ([keys()], lambda call: call, "input"),
    "between two keys": ([keys()], lambda call: call.press("1", settle=False), "typing"),
    "while speaking": ([speech()], lambda call: call.speak("hello", settle=False), "typing"),
    "in a recording": ([{"action": "record", "timeOut": 9}], lambda call: call, "record"),
    "beside a recording": ([{"action": "record"}, keys()], lambda call: call, "input"),
    "while it rings": ([connect()], lambda call: call, "connect"),
    "in a conversation": ([connect()], lambda call: call.dialled("answered"), "joined"),
    "in a room": ([room()], lambda call: call, "room"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_hang_up_ends_everything(state: str) -> None:
    answer, lead, kind = STATES[state]
    app = application(answer, whisper=[talk("A call.")])
    call = lead(ring(app, settle=False))
    assert call.waiting.kind == kind
    call.pass_time(0.1).hang_up()
    assert call.waiting.kind == "ended"
    before = len(app.requests)
    place = call.platform
    place.run()
    assert len(app.requests) == before
    assert place.clock.elapsed == pytest.approx(0.1)
    assert all(not leg.alive for leg in place.legs)
    assert app.states(leg=NUMBER).count("completed") == 1
    assert noted(call, "end").count("end user") == 1


@pytest.mark.parametrize("state", STATES)
def test_everything_somebody_does_is_taken_or_refused(state: str) -> None:
    answer, lead, _ = STATES[state]
    for act in ACTS:
        app = application(answer)
        call = lead(ring(app, settle=False))
        with suppress(NotNowError):
            act(call)
        if call.alive:
            call.hang_up()
        assert app.states()[-1] == "completed"


ACTS: list[Any] = [
    lambda call: call.press("1"),
    lambda call: call.press("12#*"),
    lambda call: call.speak("hello"),
    lambda call: call.speak("", error="broken"),
    lambda call: call.silence(),
    lambda call: call.leave(5),
    lambda call: call.hang_up(),
    lambda call: call.others_hang_up(),
    lambda call: call.pass_time(10_000),
    *(lambda call, status=status: call.dialled(status) for status in (*STATUSES, "disconnected")),
]
SCRIPTS = st.lists(st.sampled_from(range(len(ACTS))), max_size=8)
EVERYTHING = [
    talk("Welcome."),
    {"action": "record", "transcription": {}},
    talk("Menu.", bargeIn=True),
    both({"maxDigits": 2}, {}),
    connect(endpoint=WHISPER, machineDetection="continue"),
    {"action": "record", "endOnSilence": 3, "endOnKey": "#"},
    {"action": "notify", "payload": {}, "eventUrl": url("noticed")},
    room(record=True, endOnExit=True),
]


@given(scripts=st.lists(SCRIPTS, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_callers_bring_the_platform_out_of_step(scripts: list[list[int]]) -> None:
    """Several callers do anything at all; time never runs back and every leg ends once."""
    app = application(EVERYTHING, whisper=[talk("A call for you.")])
    place = platform(app)
    calls = [place.call(WEBHOOKS, from_=f"{CALLER}{n}", to=NUMBER, settle=False) for n in range(len(scripts))]
    for call, script in zip(calls, scripts, strict=True):
        play(call, script)
    for call in calls:
        if call.alive:
            call.hang_up()
    place.run()
    times = [entry.seconds for entry in place.log]
    assert times == sorted(times)
    assert all(not leg.alive for leg in place.legs)
    ends = [body["uuid"] for body in app.bodies() if body.get("status") == "completed"]
    assert len(ends) == len(set(ends))
    assert {call.leg.uuid for call in calls} <= set(ends)


def play(call: Call, script: list[int]) -> None:
    for number in script:
        with suppress(NotNowError):
            ACTS[number](call)


# --- circles


def test_replies_that_follow_each_other_for_ever_are_an_error() -> None:
    notify = [{"action": "notify", "payload": {}, "eventUrl": url("noticed")}]
    app = application(notify, noticed=notify)
    with pytest.raises(EndlessError, match="goes on for ever without anybody doing anything"):
        ring(app)
    assert len(app.requests) < 2000


def test_time_that_passes_for_ever_is_an_error_too() -> None:
    notify = [talk("Please hold."), {"action": "notify", "payload": {}, "eventUrl": url("noticed")}]
    app = application(notify, noticed=notify)
    with pytest.raises(EndlessError):
        ring(app)
    call = ring(app, settle=False)
    with pytest.raises(EndlessError):
        call.platform.run()
    call = ring(app, settle=False)
    with pytest.raises(EndlessError):
        call.pass_time(86_400 * 30)


def test_a_question_that_is_asked_for_ever_waits_for_its_caller() -> None:
    menu = [talk("Menu.", bargeIn=True), keys(maxDigits=1)]
    call = ring(application(menu, keys=menu))
    for _ in range(50):
        call.silence()
    assert call.waiting.kind == "input"
    assert len(heard(call)) == 51


# --- webhooks that do something to the call that waits for them


class Meddling:
    """An application that does something to its call before it answers at /keys."""

    def __init__(self, meddle: Callable[[Call], object]) -> None:
        self.call: Call | None = None
        self.bodies: list[Any] = []
        self.first: Any = [keys(maxDigits=1), talk("Never heard.")]
        self._meddle = meddle

    def send(self, request: Request) -> Response:
        self.bodies.append(json.loads(request.body or b"{}"))
        reply = [keys("third" if "/dialled" in request.url else "second", maxDigits=1)]
        if request.url.endswith("/keys") and self.call is not None:
            self._meddle(self.call)
        elif "/answer" in request.url:
            reply = self.first
        return Response(200, json.dumps(reply).encode())

    def close(self) -> None:
        """There is nothing to close."""

    def ring(self) -> Call:
        self.call = Platform(self, start=START).call(WEBHOOKS, from_=CALLER, to=NUMBER)
        return self.call


def test_a_call_may_be_ended_while_its_webhook_is_asked() -> None:
    app = Meddling(lambda call: call.hang_up())
    call = app.ring().press("1")
    assert call.waiting.kind == "ended"
    assert [body["status"] for body in app.bodies if "status" in body].count("completed") == 1


def test_a_call_may_end_in_a_webhook_that_is_not_answered() -> None:
    def end(call: Call) -> None:
        call.hang_up()
        raise UnreachableError("Connection closed.", again=False)

    call = Meddling(end).ring().press("1")
    assert call.waiting.kind == "ended"
    assert heard(call) == []


def test_a_key_that_is_pressed_while_a_webhook_is_asked_is_for_the_reply() -> None:
    app = Meddling(lambda call: call.press("2", settle=False))
    app.ring().press("1").pass_time(0)
    assert [body["dtmf"]["digits"] for body in app.bodies if "dtmf" in body] == ["1", "2"]


def test_a_websocket_may_break_off_while_a_webhook_is_asked() -> None:
    """What the application says to that takes the place of what it says to the question."""
    app = Meddling(lambda call: call.dialled("disconnected", settle=False))
    socket = {
        "type": "websocket",
        "uri": "wss://bot.example.com/voice",
        "content-type": "audio/l16;rate=16000",
    }
    bot = {"action": "connect", "endpoint": [socket], "eventUrl": url("dialled")}
    app.first = [bot, keys(maxDigits=1)]
    call = app.ring().dialled("answered").press("1").pass_time(0)
    assert call.waiting.action["eventUrl"] == url("third")


# --- time


def test_an_hour_is_an_hour_where_clocks_are_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    place = Platform(AsgiTransport(application([keys()])), start=datetime(2026, 3, 29, 1, 30, tzinfo=berlin))
    place.clock.advance(3600)
    assert place.clock.now() == datetime(2026, 3, 29, 3, 30, tzinfo=berlin)
    assert place.clock.now().hour == 3
    assert place.clock.seconds() == datetime(2026, 3, 29, 3, 30, tzinfo=berlin).timestamp()


def test_time_goes_forward_only() -> None:
    call = ring(application([keys()]))
    with pytest.raises(NotNowError, match="time goes forward only"):
        call.pass_time(-1)


def test_nobody_waits_for_what_was_called_off() -> None:
    """The time-outs of a call that is over do not make it longer."""
    call = ring(application([connect(limit=7200)])).dialled("answered").pass_time(5).hang_up()
    call.platform.run()
    assert call.platform.clock.elapsed == 5


# --- many calls


def test_calls_do_not_hear_of_each_other() -> None:
    def answer(got: Any) -> Any:
        return [talk(f"Hello, {got.query['from']}."), keys(maxDigits=1)]

    app = Application(
        {"/answer": [answer], "/keys": [lambda got: [talk(f"You pressed {got.body['dtmf']['digits']}.")]]}
    )
    place = platform(app)
    calls = [place.call(WEBHOOKS, from_=str(n), to=NUMBER, settle=False) for n in range(50)]
    for number, call in enumerate(calls):
        call.settle().press(str(number % 10), settle=False)
    place.run()
    assert [heard(call) for call in calls] == [[f"Hello, {n}.", f"You pressed {n % 10}."] for n in range(50)]
    ids = {(call.leg.uuid, call.leg.conversation) for call in calls}
    assert len(ids) == 50


def test_the_same_calls_give_the_same_log() -> None:
    def log() -> list[Any]:
        app = application([connect(), connect("447700900002"), room(record=True)])
        call = ring(app).dialled("answered").dialled("answered").pass_time(3)
        call.hang_up()
        return [(e.seconds, e.leg.uuid, e.kind, e.text) for e in call.platform.log]

    assert log() == log()
