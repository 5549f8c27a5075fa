"""record: beside a call and in it, and what is delivered (reference 2.1)."""

from __future__ import annotations

from typing import Any

import pytest

from ivrc.platform import NotNowError

from .application import (
    application,
    heard,
    keys,
    noted,
    ring,
    talk,
    url,
)


def record(**settings: Any) -> dict[str, Any]:
    return {"action": "record", "eventUrl": url("recorded"), **settings}


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
