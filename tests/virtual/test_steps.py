"""The order of actions, audio, pauses and notifications (reference 2.4 to 2.8, 3.2)."""

from __future__ import annotations

from typing import Any

import pytest

from ivrc.platform import NotNowError, Platform

from .application import (
    CALLER,
    NUMBER,
    START,
    WEBHOOKS,
    application,
    heard,
    noted,
    platform,
    ring,
    stream,
    talk,
    url,
)


def notify(**payload: Any) -> dict[str, Any]:
    return {"action": "notify", "payload": payload, "eventUrl": url("noticed")}


# --- a call


def test_actions_run_in_order_and_the_call_ends_with_them() -> None:
    app = application([talk("One."), stream("two"), talk("Three.")])
    call = ring(app)
    assert noted(call, "call", "talk", "stream", "end") == [
        f"call {NUMBER}",
        "talk One.",
        "stream https://shop.example.com/two.mp3",
        "talk Three.",
        "end platform",
    ]
    assert app.states() == ["started", "ringing", "answered", "completed"]


def test_the_answer_is_asked_for_with_the_parties_of_the_call() -> None:
    app = application([talk("Hello.")])
    call = ring(app)
    (got,) = [got for got in app.requests if got.path == "/answer"]
    assert got.method == "GET"
    assert got.query == {
        "endpoint_type": "phone",
        "from": CALLER,
        "to": NUMBER,
        "uuid": call.leg.uuid,
        "conversation_uuid": call.leg.conversation,
    }


def test_fields_of_other_endpoints_can_be_added_to_the_question() -> None:
    app = application([talk("Hello.")])
    platform(app).call(WEBHOOKS, from_=CALLER, to=NUMBER, extra={"SipHeader_X-Account": "42"})
    assert app.requests[2].query["SipHeader_X-Account"] == "42"


def test_the_end_says_how_long_it_was() -> None:
    app = application([talk("x" * 150)])
    ring(app)
    end = app.bodies()[-1]
    assert (end["duration"], end["disconnected_by"]) == ("10", "platform")
    assert (end["start_time"], end["end_time"]) == ("2026-03-02T09:00:00.000Z", "2026-03-02T09:00:10.000Z")


@pytest.mark.parametrize("reply", [None, [], {}])
def test_a_call_that_is_answered_with_nothing_ends(reply: Any) -> None:
    assert not ring(application(reply)).alive


def test_after_the_end_nothing_can_be_done() -> None:
    call = ring(application([talk("Hello.")]))
    for action in (call.silence, call.hang_up, lambda: call.press("1"), lambda: call.speak("hello")):
        with pytest.raises(NotNowError, match="the call has ended"):
            action()


# --- sound and silence


def test_texts_take_time_by_their_letters_and_language() -> None:
    for action, seconds in (
        (talk("x" * 30), 2),
        (talk("x" * 30, loop=3), 6),
        (talk("<speak>" + "x" * 30 + "<break time='500ms'/></speak>"), 2.5),
        (talk("x" * 9, language="cmn-CN"), 2),
        (stream("unknown"), 5),
        (stream("known"), 42),
        ({"action": "wait", "timeout": 0.5}, 0.5),
        ({"action": "wait"}, 10),
        ({"action": "wait", "timeout": 0}, 0.1),
        ({"action": "wait", "timeout": 9999}, 7200),
    ):
        place = platform(application([action]), files={"https://shop.example.com/known.mp3": 42})
        assert place.call(WEBHOOKS, from_=CALLER, to=NUMBER).platform.clock.elapsed == seconds


def test_an_endless_talk_is_left_by_a_hang_up_only() -> None:
    call = ring(application([talk("Please hold.", loop=0), talk("Goodbye.")]))
    assert call.waiting.decisive
    call.press("1").silence().pass_time(3600)
    assert call.alive
    assert heard(call) == ["Please hold."]
    assert not call.hang_up().alive


def test_ssml_is_heard_without_its_tags() -> None:
    assert heard(ring(application([talk("<speak>Hello <break time='1s'/> there .</speak>")]))) == [
        "Hello there."
    ]


# --- notify


def test_a_notification_brings_its_payload_back() -> None:
    app = application([talk("Hello."), notify(step=1), talk("Goodbye.")])
    call = ring(app)
    (body,) = app.bodies("/noticed")
    assert body["payload"] == {"step": 1}
    assert body["conversation_uuid"] == call.leg.conversation
    assert heard(call) == ["Hello.", "Goodbye."]


def test_a_notification_may_be_answered_with_the_next_ncco() -> None:
    assert heard(ring(application([notify(), talk("Goodbye.")], noticed=[talk("Instead.")]))) == ["Instead."]


def test_a_clock_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="the clock needs a moment with a time zone"):
        Platform(application(None), start=START.replace(tzinfo=None))
