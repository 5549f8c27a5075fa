"""connect: machines that pick up, and websockets that break off (reference 3.5, 3.9)."""

from __future__ import annotations

from typing import Any

import pytest

from .application import (
    application,
    connect,
    heard,
    keys,
    ring,
    talk,
    url,
)

AGENT = "447700900001"
SOCKET = {
    "action": "connect",
    "eventType": "synchronous",
    "eventUrl": url("dialled"),
    "endpoint": [
        {
            "type": "websocket",
            "uri": "wss://bot.example.com/voice",
            "content-type": "audio/l16;rate=16000",
            "headers": {"caller": "447700900123"},
        }
    ],
}


def synchronous(number: str = AGENT, **more: Any) -> dict[str, Any]:
    return connect(number, eventType="synchronous", eventUrl=url("dialled"), **more)


# --- detection


@pytest.mark.parametrize("who", ["human", "machine"])
def test_plain_detection_tells_who_picked_up(who: str) -> None:
    app = application([connect(machineDetection="continue")])
    call = ring(app).dialled(who)
    told = app.bodies()[-1]
    assert told["status"] == who
    assert "uuid" not in told
    assert told["call_uuid"] == call.platform.legs[1].uuid
    assert call.waiting.kind == "joined"


def test_without_detection_nobody_knows_who_picked_up() -> None:
    app = application([connect()])
    ring(app).dialled("machine")
    assert app.states(leg=AGENT)[-1] == "answered"


def test_a_machine_may_be_hung_up_on() -> None:
    app = application([connect(machineDetection="hangup"), talk("Goodbye.")])
    call = ring(app).dialled("machine")
    assert app.states(leg=AGENT)[-2:] == ["machine", "completed"]
    assert not call.alive
    assert heard(call) == []
    assert ring(app).dialled("human").waiting.kind == "joined"


def test_a_machine_may_be_answered_with_the_next_ncco() -> None:
    app = application(
        [synchronous(machineDetection="continue")],
        dialled=lambda got: [talk("Leave a message.")] if got.body["status"] == "machine" else None,
    )
    assert heard(ring(app).dialled("machine")) == ["Leave a message."]


@pytest.mark.parametrize(
    ("mode", "heard_by_detector", "told"),
    [
        ("detect", "human", [("human", None)]),
        ("detect", "machine", [("machine", None)]),
        ("detect", "beep", [("machine", None)]),
        ("detect_beep", "human", [("human", None)]),
        ("detect_beep", "beep", [("machine", "beep_start")]),
        ("detect_beep", "no beep", [("machine", "beep_timeout")]),
        ("default", "human", [("human", None)]),
        ("default", "beep", [("machine", None), ("machine", "beep_start")]),
        ("default", "no beep", [("machine", None), ("machine", "beep_timeout")]),
    ],
)
def test_advanced_detection_tells_what_its_mode_says(
    mode: str, heard_by_detector: str, told: list[tuple[str, str | None]]
) -> None:
    app = application([connect(advancedMachineDetection={"mode": mode})])
    ring(app).dialled(heard_by_detector)
    found = [(body["status"], body.get("sub_state")) for body in app.bodies() if "call_uuid" in body]
    assert found == told


def test_the_beep_may_be_answered_after_the_machine_was() -> None:
    app = application(
        [synchronous(advancedMachineDetection={"mode": "default"})],
        dialled=lambda got: [talk(got.body.get("sub_state", "machine"))] if "call_uuid" in got.body else None,
    )
    assert heard(ring(app).dialled("beep")) == ["beep_start"]


# --- websockets


def test_a_websocket_that_breaks_off_may_be_answered_with_the_next_ncco() -> None:
    app = application(
        [SOCKET], dialled=lambda got: [connect()] if got.body["status"] == "disconnected" else None
    )
    call = ring(app).dialled("answered").dialled("disconnected")
    assert app.bodies("/dialled")[-1]["headers"] == {"caller": "447700900123"}
    assert call.waiting.kind == "connect"
    assert call.dialled("answered").waiting.kind == "joined"


def test_a_websocket_that_breaks_off_ends_the_call_when_nobody_answers_that() -> None:
    assert not ring(application([SOCKET])).dialled("answered").dialled("disconnected").alive


def test_a_websocket_may_break_off_while_something_is_heard() -> None:
    app = application(
        [SOCKET, keys(maxDigits=1)],
        dialled=lambda got: [talk("One moment.")] if got.body["status"] == "disconnected" else None,
    )
    call = ring(app).dialled("answered")
    assert call.waiting.kind == "input"
    assert heard(call.dialled("disconnected")) == ["One moment."]


def test_a_websocket_that_cannot_be_reached_is_a_failure_like_others() -> None:
    app = application(
        [SOCKET], dialled=lambda got: [connect()] if got.body["status"] == "unanswered" else None
    )
    assert ring(app).dialled("unanswered").waiting.kind == "connect"


def test_only_websockets_break_off() -> None:
    with pytest.raises(ValueError, match="no websocket is connected"):
        ring(application([connect()])).dialled("answered").dialled("disconnected")
