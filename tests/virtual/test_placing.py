"""Calls that the application places, and who or what picks them up (reference 3.9, 6.3)."""

from __future__ import annotations

from typing import Any

import pytest

from .application import (
    CALLER,
    NUMBER,
    WEBHOOKS,
    application,
    connect,
    heard,
    platform,
    room,
    talk,
)


def place(app: Any, **settings: Any) -> Any:
    return platform(app).place(WEBHOOKS, from_=NUMBER, to=CALLER, settings=settings)


def test_a_placed_call_rings_and_is_asked_for_when_somebody_picks_up() -> None:
    app = application([talk("Your order is here.")])
    call = place(app)
    assert call.waiting.kind == "ringing"
    assert [got.path for got in app.requests] == ["/event", "/event"]
    assert heard(call.dialled("answered")) == ["Your order is here."]
    assert app.states() == ["started", "ringing", "answered", "completed"]
    assert {body["direction"] for body in app.bodies()} == {"outbound"}


@pytest.mark.parametrize("status", ["busy", "failed", "rejected", "timeout", "unanswered"])
def test_a_placed_call_that_nobody_takes_is_over(status: str) -> None:
    app = application([talk("Your order is here.")])
    assert not place(app).dialled(status).alive
    assert app.states() == ["started", "ringing", status]


def test_a_placed_call_rings_for_its_time() -> None:
    for settings, seconds in (({}, 60), ({"ringing_timer": 20}, 20)):
        app = application([talk("Your order is here.")])
        call = place(app, **settings).silence()
        assert app.states()[-1] == "timeout"
        assert call.platform.clock.elapsed == seconds


def test_a_placed_call_that_is_given_up_is_cancelled() -> None:
    app = application([talk("Your order is here.")])
    assert not place(app).hang_up().alive
    assert app.states()[-1] == "cancelled"


def test_an_inline_ncco_needs_no_answer() -> None:
    app = application([talk("Never heard.")])
    assert heard(place(app, ncco=[talk("Inline.")]).dialled("answered")) == ["Inline."]
    assert "/answer" not in [got.path for got in app.requests]


def test_an_inline_ncco_that_is_wrong_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^Invalid NCCO\. E104 at \[0\]\.action: there is no action `\"sing\"`$"
    ):
        place(application(None), ncco=[{"action": "sing"}])


def test_a_placed_call_lasts_no_longer_than_was_asked_for() -> None:
    app = application([talk("Please hold.", loop=0)])
    call = place(app, length_timer=90).dialled("answered").pass_time(1000)
    assert not call.alive
    assert app.bodies()[-1]["duration"] == "90"


def test_a_machine_that_takes_a_placed_call_may_be_hung_up_on() -> None:
    app = application([talk("Your order is here. " * 3)])
    call = place(app, machine_detection="hangup").dialled("machine")
    assert app.states() == ["started", "ringing", "answered", "machine", "completed"]
    assert not call.alive


def test_a_reply_to_plain_detection_of_a_placed_call_is_ignored() -> None:
    app = application([talk("Hello.")], event=[talk("Leave a message.")])
    assert heard(place(app, machine_detection="continue").dialled("machine")) == ["Hello."]


def test_synchronous_detection_comes_before_the_ncco() -> None:
    app = application([talk("Hello, Kim.")], event=lambda got: reply(got, "Please call back."))
    call = place(app, advanced_machine_detection={"mode": "detect"}).dialled("machine")
    assert heard(call) == ["Please call back."]


def test_asynchronous_detection_takes_the_place_of_what_is_heard() -> None:
    app = application([talk("Hello, Kim.")], event=lambda got: reply(got, "Please call back."))
    call = place(app, advanced_machine_detection={"mode": "default"}).dialled("machine")
    assert heard(call) == ["Hello, Kim.", "Please call back."]


def test_a_reply_to_detection_leads_out_of_a_room() -> None:
    app = application([room()], event=lambda got: reply(got, "Please call back."))
    call = place(app, advanced_machine_detection={"mode": "default"}).dialled("machine")
    assert heard(call) == ["Please call back."]
    assert call.platform.rooms["team"].members == {}


def test_a_reply_to_detection_cancels_what_rings() -> None:
    app = application([connect()], event=lambda got: reply(got, "Please call back."))
    call = place(app, advanced_machine_detection={"mode": "default"}).dialled("machine")
    assert heard(call) == ["Please call back."]
    assert app.states(leg="447700900001") == ["started", "ringing", "cancelled"]


def test_a_placed_call_that_is_answered_with_nothing_ends() -> None:
    app = application([])
    assert not place(app).dialled("answered").alive
    assert app.states()[-1] == "completed"


def test_synchronous_detection_may_hang_up_before_anything_is_heard() -> None:
    app = application([talk("Hello, Kim.")])
    settings = {"mode": "detect_beep", "behavior": "hangup"}
    call = place(app, advanced_machine_detection=settings).dialled("beep")
    assert heard(call) == []
    assert not call.alive


def reply(got: Any, text: str) -> Any:
    return [talk(text)] if got.body.get("status") == "machine" else None
