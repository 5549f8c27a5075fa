"""The order of actions, audio, pauses, notifications and recordings (reference 2.1, 2.4 to 2.8, 3.2)."""

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
    keys,
    noted,
    platform,
    ring,
    room,
    stream,
    talk,
    url,
)


def record(**settings: Any) -> dict[str, Any]:
    return {"action": "record", "eventUrl": url("recorded"), **settings}


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


# --- record


def test_a_recording_without_conditions_runs_beside_the_call_and_ends_with_it() -> None:
    app = application([record(), talk("x" * 150)])
    call = ring(app)
    assert noted(call, "record", "talk", "recorded", "end")[0] == "record"
    (body,) = app.bodies("/recorded")
    assert body["conversation_uuid"] == call.leg.conversation
    assert (body["start_time"], body["end_time"]) == ("2026-03-02T09:00:00.000Z", "2026-03-02T09:00:10.000Z")
    assert body["size"] == 40_000
    assert not {"status", "uuid"} & set(body)
    assert [got.path for got in app.requests][-2:] == ["/recorded", "/event"]


@pytest.mark.parametrize(
    ("settings", "act", "seconds"),
    [
        ({"endOnSilence": 3}, lambda call: call.leave(20), 23),
        ({"endOnSilence": 3}, lambda call: call.silence(), 3),
        ({"endOnKey": "#"}, lambda call: call.leave(20).press("#"), 20),
        ({"endOnKey": "*"}, lambda call: call.pass_time(4).press("12#").press("*"), 4),
        ({"timeOut": 30}, lambda call: call.silence(), 30),
        ({"timeOut": 30}, lambda call: call.leave(20).silence(), 30),
        ({"timeOut": 30, "endOnSilence": 3}, lambda call: call.leave(60), 30),
        ({"timeOut": 30, "endOnKey": "#"}, lambda call: call.leave(60), 30),
        ({"timeOut": 60, "endOnSilence": 3}, lambda call: call.leave(20), 23),
        ({"timeOut": "60", "endOnSilence": "3"}, lambda call: call.leave(20), 23),
    ],
)
def test_a_recording_ends_with_the_first_of_its_conditions(settings: Any, act: Any, seconds: int) -> None:
    app = application([record(**settings), talk("Thank you.")])
    call = act(ring(app))
    (body,) = app.bodies("/recorded")
    assert body["end_time"] == f"2026-03-02T09:00:{seconds:02}.000Z"
    assert heard(call) == ["Thank you."]


def test_several_messages_can_be_left_until_a_key_ends_the_recording() -> None:
    app = application([record(endOnKey="#"), talk("Thank you.")])
    call = ring(app).leave(10).pass_time(2).leave(10)
    assert call.waiting.kind == "record"
    call.press("#")
    assert app.bodies("/recorded")[0]["size"] == 22 * 4000


def test_a_message_can_be_left_only_where_one_is_waited_for() -> None:
    with pytest.raises(NotNowError, match="no recording waits for a message"):
        ring(application([keys(maxDigits=1)])).leave(5)


def test_who_hangs_up_while_speaking_has_left_a_message() -> None:
    app = application([record(endOnSilence=3), talk("Thank you.")])
    call = ring(app).pass_time(2).hang_up()
    assert app.bodies("/recorded")[0]["end_time"] == "2026-03-02T09:00:02.000Z"
    assert heard(call) == []


def test_a_transcription_comes_later_also_after_the_end() -> None:
    wanted = {"eventUrl": url("words")}
    app = application([record(transcription=wanted), talk("Hello.")])
    call = ring(app)
    assert app.bodies("/words") == []
    call.platform.run()
    (recorded,), (words,) = app.bodies("/recorded"), app.bodies("/words")
    assert words["recording_uuid"] == recorded["recording_uuid"]
    assert (words["type"], words["status"]) == ("record", "transcribed")
    assert words["transcription_url"].startswith("https://api.nexmo.com/v1/files/")


def test_a_transcription_without_an_address_goes_where_the_recording_goes() -> None:
    app = application([record(transcription={}), talk("Hello.")])
    ring(app).platform.run()
    assert [("transcription_url" in body) for body in app.bodies("/recorded")] == [False, True]


# --- calls that the application places


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


def test_synchronous_detection_may_hang_up_before_anything_is_heard() -> None:
    app = application([talk("Hello, Kim.")])
    settings = {"mode": "detect_beep", "behavior": "hangup"}
    call = place(app, advanced_machine_detection=settings).dialled("beep")
    assert heard(call) == []
    assert not call.alive


def reply(got: Any, text: str) -> Any:
    return [talk(text)] if got.body.get("status") == "machine" else None


def test_a_clock_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="the clock needs a moment with a time zone"):
        Platform(application(None), start=START.replace(tzinfo=None))
