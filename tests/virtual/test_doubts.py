"""Each doubt of the documentation, decided both ways: what is seen of it changes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from ivrc.platform import Doubts

from .application import (
    WEBHOOKS,
    Application,
    application,
    connect,
    heard,
    keys,
    noted,
    platform,
    ring,
    room,
    talk,
    url,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "platform.md"


def entered(app: Application) -> Any:
    return app.bodies("/keys")[-1]["dtmf"]


def ahead(**doubt: Any) -> Any:
    """What is taken of a key during a talk and one after it."""
    app = application([talk("Welcome."), keys(maxDigits=2, timeOut=3)])
    ring(app, settle=False, **doubt).press("1", settle=False).pass_time(1).press("2")
    return entered(app)["digits"]


def patience(**doubt: Any) -> Any:
    """When ten seconds of audio and a question of four seconds are over."""
    app = application([talk("x" * 150, bargeIn=True), keys(timeOut=4)])
    ring(app, **doubt).silence()
    return app.bodies("/keys")[0]["timestamp"]


def submitted(**doubt: Any) -> Any:
    app = application([keys(submitOnHash=True)])
    ring(app, **doubt).press("12#")
    return entered(app)["digits"]


def full(**doubt: Any) -> Any:
    app = application([keys(maxDigits=1)])
    ring(app, **doubt).press("1")
    return entered(app)["timed_out"]


def silent(**doubt: Any) -> Any:
    app = application([keys(maxDigits=1)])
    ring(app, **doubt).silence()
    return entered(app)["digits"]


def shape(**doubt: Any) -> Any:
    app = application([keys(maxDigits=1)])
    ring(app, **doubt).press("1")
    body = app.bodies("/keys")[0]
    return {name: body[name] for name in ("dtmf", "timed_out") if name in body}


def behind_an_answered_connect(**doubt: Any) -> Any:
    return heard(ring(application([connect(), talk("Recorded.")]), **doubt).dialled("answered"))


def after_a_failure(**doubt: Any) -> Any:
    app = application([connect()])
    ring(app, **doubt).dialled("busy")
    placed = platform(app, doubts=Doubts(**doubt)).place(WEBHOOKS, from_="1", to="2").dialled("busy")
    assert not placed.alive
    return [app.states(leg="447700900001"), app.states(leg="2")]


def end_of_a_recording(**doubt: Any) -> Any:
    app = application([{"action": "record", "eventUrl": url("recorded")}, talk("Hello.")])
    ring(app, **doubt)
    return [got.path for got in app.requests][-2:]


def behind_a_room(**doubt: Any) -> Any:
    app = Application({"/answer": [[room(), talk("Goodbye.")], [room(endOnExit=True)]]})
    call = ring(app, **doubt)
    call.platform.call(WEBHOOKS, from_="1", to="2").hang_up()
    return heard(call.settle())


def entering_a_room(**doubt: Any) -> Any:
    app = application([room()])
    ring(app, **doubt)
    return any(body.get("type") == "transfer" for body in app.bodies())


def answer_attempts(**doubt: Any) -> Any:
    app = application(503)
    ring(app, **doubt)
    return app.paths().count("/answer")


def status_attempts(**doubt: Any) -> Any:
    app = application([talk("Hello.")], event=503)
    ring(app, **doubt)
    return app.states().count("answered")


def behind_a_machine(**doubt: Any) -> Any:
    app = application([connect(machineDetection="hangup"), talk("Nobody is there.")])
    return heard(ring(app, **doubt).dialled("machine"))


def old_question(**doubt: Any) -> Any:
    app = application([{"action": "input", "maxDigits": 1}])
    return noted(ring(app, **doubt), "error")


EFFECTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "digits_during_talk_are_lost": (ahead, "2", False, "12"),
    "timers_start_after_audio": (patience, "2026-03-02T09:00:14.000Z", False, "2026-03-02T09:00:04.000Z"),
    "hash_is_part_of_digits": (submitted, "12", True, "12#"),
    "full_input_has_timed_out": (full, False, True, True),
    "silent_digits": (silent, "", None, None),
    "old_input_events": (
        shape,
        {"dtmf": {"digits": "1", "timed_out": False}},
        True,
        {"dtmf": "1", "timed_out": False},
    ),
    "answered_connect_goes_on": (behind_an_answered_connect, ["Recorded."], False, []),
    "failed_legs_complete": (
        after_a_failure,
        [["started", "ringing", "busy"]] * 2,
        True,
        [["started", "ringing", "busy", "completed"]] * 2,
    ),
    "record_event_before_completed": (
        end_of_a_recording,
        ["/recorded", "/event"],
        False,
        ["/event", "/recorded"],
    ),
    "call_ends_with_its_room": (behind_a_room, [], False, ["Goodbye."]),
    "joining_a_room_is_a_transfer": (entering_a_room, True, False, False),
    "answer_tries": (answer_attempts, 2, 3, 3),
    "status_tries": (status_attempts, 1, 2, 2),
    "call_ends_with_hung_up_machine": (behind_a_machine, [], False, ["Nobody is there."]),
    "input_without_type_is_dtmf": (
        old_question,
        [],
        False,
        ["error Invalid NCCO. E180 at [0]: `type` is missing"],
    ),
}
"""By doubt: what is looked at, what is seen, the other decision, and what is seen with that."""


@pytest.mark.parametrize("doubt", [field.name for field in fields(Doubts)])
def test_a_doubt_has_an_effect(doubt: str) -> None:
    look, usual, other, then = EFFECTS[doubt]
    assert look() == usual
    assert look(**{doubt: other}) == then


def test_every_doubt_is_documented_with_its_default() -> None:
    rows = [
        line.split("|")[1:3] for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    documented = {name.strip(" `"): value.strip(" `") for name, value in rows}
    assert {f.name: repr(f.default).replace("'", '"') for f in fields(Doubts)} == {
        name: value for name, value in documented.items() if name in EFFECTS
    }


def test_the_action_behind_a_connect_may_come_after_the_conversation() -> None:
    app = application([connect(), talk("How was it?")])
    call = ring(app, answered_connect_goes_on=False).dialled("answered")
    assert heard(call.others_hang_up()) == ["How was it?"]
    assert not call.alive


def test_early_keys_go_to_the_next_question_one_by_one() -> None:
    app = application([talk("Welcome."), keys(maxDigits=2), keys("second", maxDigits=1, timeOut=3)])
    call = ring(app, settle=False, digits_during_talk_are_lost=False).press("123")
    assert app.bodies("/keys")[0]["dtmf"]["digits"] == "12"
    assert call.waiting.kind == "input"
