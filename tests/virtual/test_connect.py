"""connect: ringing, what comes of it, and how long people talk (reference 2.3, 3.3, 3.5)."""

from __future__ import annotations

from typing import Any

import pytest

from ivrc.platform import Call

from .application import HOST, NUMBER, application, connect, heard, keys, noted, ring, talk, url

AGENT, OTHER = "447700900001", "447700900002"
FAILURES = ("busy", "failed", "rejected", "timeout", "unanswered")


def synchronous(number: str = AGENT, **more: Any) -> dict[str, Any]:
    return connect(number, eventType="synchronous", eventUrl=url("dialled"), **more)


# --- ringing and talking


def test_a_callee_has_a_leg_in_the_conversation_of_the_call() -> None:
    app = application([connect()])
    ring(app).dialled("answered")
    caller = next(body for body in app.bodies() if body["status"] == "answered" and body["to"] == NUMBER)
    started, ringing, answered = (body for body in app.bodies() if body["to"] == AGENT)
    assert [started["status"], ringing["status"], answered["status"]] == ["started", "ringing", "answered"]
    assert started["direction"] == "outbound"
    assert started["from"] == NUMBER
    assert started["uuid"] != caller["uuid"]
    assert started["conversation_uuid"] == caller["conversation_uuid"]


def test_the_call_ends_when_the_callee_hangs_up() -> None:
    app = application([connect()])
    call = ring(app).dialled("answered")
    assert call.waiting.kind == "joined"
    call.pass_time(60).others_hang_up()
    assert not call.alive
    ends = [body for body in app.bodies() if body["status"] == "completed"]
    assert [(end["to"], end["duration"], end["disconnected_by"]) for end in ends] == [
        (AGENT, "60", "user"),
        (NUMBER, "60", "platform"),
    ]


def test_a_hang_up_while_it_rings_cancels_the_leg() -> None:
    app = application([connect()])
    ring(app).hang_up()
    assert app.states(leg=AGENT) == ["started", "ringing", "cancelled"]
    assert app.states(leg=NUMBER)[-1] == "completed"


def test_a_hang_up_ends_all_who_are_connected() -> None:
    app = application([connect(), connect(OTHER)])
    ring(app).dialled("answered").dialled("answered").hang_up()
    assert app.states(leg=AGENT)[-1] == "completed"
    assert app.states(leg=OTHER)[-1] == "completed"


def test_several_who_answer_are_all_in_the_call_until_one_is_left() -> None:
    app = application([connect(), connect(OTHER)])
    call = ring(app).dialled("answered").dialled("answered")
    execution = call.leg.execution
    assert execution is not None
    assert [leg.to for leg in execution.others] == [AGENT, OTHER]
    call.platform.hang_up(execution.others[0], "user")
    assert call.pass_time(1).alive
    assert not call.others_hang_up().alive


def test_the_next_action_is_taken_when_nobody_answers() -> None:
    app = application([connect(), talk("Please call again."), connect(OTHER)])
    call = ring(app).dialled("busy")
    assert heard(call) == ["Please call again."]
    assert call.waiting.other is not None
    assert call.waiting.other.to == OTHER


def test_everybody_hears_what_follows_a_connect_and_may_hang_up_then() -> None:
    app = application([connect(), talk("This call is recorded. " * 5)])
    call = ring(app).dialled("answered")
    assert heard(call)[0].startswith("This call is recorded.")
    assert not call.others_hang_up().alive


def test_ringing_ends_after_its_time() -> None:
    for more, seconds in (({}, 60), ({"timeout": 20}, 20), ({"timeout": "45"}, 45)):
        app = application([connect(**more)])
        call = ring(app).silence()
        assert app.states(leg=AGENT) == ["started", "ringing", "timeout"]
        assert call.platform.clock.elapsed == seconds
        assert not call.alive


def test_keys_and_words_change_nothing_while_it_rings() -> None:
    call = ring(application([connect(timeout=20)])).pass_time(15)
    call.press("1").speak("hello")
    assert call.waiting.kind == "connect"
    assert call.silence().platform.clock.elapsed == 20


def test_a_connected_call_ends_after_its_limit() -> None:
    app = application([connect(limit=300)])
    call = ring(app).pass_time(5).dialled("answered").silence()
    assert not call.alive
    ends = [body for body in app.bodies() if body["status"] == "completed"]
    assert [(end["duration"], end["disconnected_by"]) for end in ends] == [
        ("300", "platform"),
        ("305", "platform"),
    ]


def test_a_limit_ends_the_leg_that_has_it_and_no_other() -> None:
    app = application([connect(limit=100), connect(OTHER)])
    call = ring(app).dialled("answered").dialled("answered").pass_time(150)
    assert app.states(leg=AGENT)[-1] == "completed"
    assert app.states(leg=OTHER)[-1] == "answered"
    assert call.alive


def test_what_the_callee_hears_first_is_asked_for_and_then_they_meet() -> None:
    endpoint = [{"type": "phone", "number": AGENT, "onAnswer": {"url": f"{HOST}/whisper?who=Kim"}}]
    app = application([connect(endpoint=endpoint)], whisper=[talk("A call from Kim.")])
    call = ring(app).dialled("answered")
    (asked,) = [got for got in app.requests if got.path == "/whisper"]
    assert asked.query["who"] == "Kim"
    assert asked.query["to"] == AGENT
    assert noted(call, "talk", "join") == ["talk A call from Kim.", f"join {AGENT}"]
    assert heard(call) == []
    assert call.waiting.kind == "joined"


def test_they_meet_at_once_when_there_is_nothing_to_hear_first() -> None:
    endpoint = [{"type": "phone", "number": AGENT, "onAnswer": {"url": f"{HOST}/whisper"}}]
    call = ring(application([connect(endpoint=endpoint)], whisper=404)).dialled("answered")
    assert call.waiting.kind == "joined"


def test_a_callee_who_hangs_up_before_they_meet_is_never_there() -> None:
    endpoint = [{"type": "phone", "number": AGENT, "onAnswer": {"url": f"{HOST}/whisper"}}]
    answer = [connect(endpoint=endpoint), talk("Nobody is there.")]
    app = application(answer, whisper=[keys(maxDigits=1)])
    call = ring(app).dialled("answered", settle=False)
    callee = Call(call.platform, call.platform.legs[1])
    assert callee.waiting.kind == "input"
    callee.hang_up()
    assert heard(call.settle()) == ["Nobody is there."]
    assert not call.alive


def test_a_callee_may_be_asked_before_they_meet() -> None:
    endpoint = [{"type": "phone", "number": AGENT, "onAnswer": {"url": f"{HOST}/whisper"}}]
    app = application([connect(endpoint=endpoint)], whisper=[keys(maxDigits=1)], keys=[talk("Thank you.")])
    call = ring(app).dialled("answered", settle=False)
    callee = Call(call.platform, call.platform.legs[1]).press("1")
    assert heard(callee) == ["Thank you."]
    assert app.bodies("/keys")[0]["to"] == AGENT
    assert call.settle().waiting.kind == "joined"


def test_a_caller_who_hangs_up_before_they_meet_ends_both() -> None:
    endpoint = [{"type": "phone", "number": AGENT, "onAnswer": {"url": f"{HOST}/whisper"}}]
    app = application([connect(endpoint=endpoint)], whisper=[talk("A call. " * 20)])
    ring(app).dialled("answered", settle=False).hang_up()
    assert app.states(leg=AGENT)[-1] == "completed"


def test_a_phone_that_rings_cannot_be_hung_up() -> None:
    call = ring(application([connect()]))
    with pytest.raises(ValueError, match="nobody has picked up"):
        Call(call.platform, call.platform.legs[1]).hang_up()


# --- replies


@pytest.mark.parametrize("status", FAILURES)
def test_a_failure_may_be_answered_with_the_next_ncco(status: str) -> None:
    app = application([synchronous(), talk("Goodbye.")], dialled=[talk("They are not there.")])
    call = ring(app).dialled(status)
    assert heard(call) == ["They are not there."]
    assert app.bodies("/dialled")[-1]["status"] == status


@pytest.mark.parametrize("status", FAILURES)
def test_without_a_reply_the_next_action_is_taken(status: str) -> None:
    call = ring(application([synchronous(), talk("Goodbye.")])).dialled(status)
    assert heard(call) == ["Goodbye."]


def test_replies_to_asynchronous_events_are_ignored() -> None:
    app = application([connect(eventUrl=url("dialled"))], dialled=[talk("They are not there.")])
    call = ring(app).dialled("busy")
    assert heard(call) == []
    assert not call.alive


def test_replies_to_other_states_are_ignored() -> None:
    app = application([synchronous()], dialled=[talk("They are not there.")])
    call = ring(app).dialled("answered")
    assert heard(call) == []
    assert app.states("/dialled") == ["started", "ringing", "answered"]


def test_details_say_why_nobody_is_there() -> None:
    app = application([connect()])
    ring(app).dialled("rejected")
    ring(app).dialled("rejected", "restricted")
    assert [body["detail"] for body in app.bodies() if body["status"] == "rejected"] == [
        "declined",
        "restricted",
    ]


def test_only_what_happens_when_phones_ring_can_come_of_it() -> None:
    call = ring(application([connect()]))
    with pytest.raises(ValueError, match="a dialling does not end with 'eaten'"):
        call.dialled("eaten")
    with pytest.raises(ValueError, match="nobody is connected"):
        call.others_hang_up()
    with pytest.raises(ValueError, match="nobody is being rung"):
        call.dialled("answered").dialled("busy")
