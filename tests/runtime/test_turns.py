"""Whole turns of a call, as the platform sees them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from .caller import CALL, SECRET, SILENCE, Response, press, request, speak
from .conftest import ACME

if TYPE_CHECKING:
    from types import ModuleType

    from ivrc.runtime import App

    from .conftest import Hooks

BASE = "https://ivr.example.com"


def event_url(response: Response) -> str:
    """Where the platform sends what happens next."""
    url: str = next(a["eventUrl"][0] for a in response.actions if "eventUrl" in a)
    return url.removeprefix(BASE)


@pytest.mark.parametrize(("hour", "said"), [(12, "Welcome to Acme"), (20, "We are closed.")])
def test_the_clock_decides_what_a_caller_hears_first(
    acme: ModuleType, hooks: Hooks, hour: int, said: str
) -> None:
    moment = datetime(2026, 11, 20, hour, tzinfo=UTC)
    app = acme.create_app(hooks, insecure=True, clock=lambda: moment)
    assert said in request(app, "/answer", headers={}).said


def test_a_static_ncco_is_sent_as_it_was_reviewed(acme: ModuleType, hooks: Hooks) -> None:
    app = acme.create_app(hooks, insecure=True, clock=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    response = request(app, "/answer", headers={})
    assert response.body == (ACME.parent / "ncco" / "answer.json").read_bytes()
    assert response.headers[b"content-type"] == b"application/json"


MENU = [
    (press("1"), "Connecting you to sales."),
    (press("0"), "Connecting you to the operator."),
    (press("12"), "We are closed."),
    (press("1#"), "Connecting you to sales."),
    (press("7"), "Sorry, that is not one of the options."),
    (press("#"), "Sorry, that is not one of the options."),
    (
        CALL | {"dtmf": {"digits": "", "timed_out": False}, "speech": {}},
        "Sorry, that is not one of the options.",
    ),
    (SILENCE, "Sorry, I did not hear anything."),
    (CALL | {"dtmf": {}, "speech": {}}, "Sorry, I did not hear anything."),
    (CALL | {"dtmf": {"digits": None}, "speech": None}, "Sorry, I did not hear anything."),
    (CALL | {"dtmf": "1", "timed_out": True}, "Connecting you to sales."),
    (CALL | {"dtmf": "", "timed_out": True}, "Sorry, I did not hear anything."),
    (speak(("Sales, please!", "0.9")), "Connecting you to sales."),
    (speak(("the sales desk", "0.9")), "Connecting you to the operator."),
    (speak(("wholesales", "0.9")), "Sorry, that is not one of the options."),
    (speak(("Creme Brulee", "0.9")), "We are closed."),
    (speak(("すみません営業部をお願いします", "0.9")), "Connecting you to sales."),
    (speak(("sales", "0.29")), "Sorry, that is not one of the options."),
    (speak(("sails", "0.9"), ("sales", "0.5")), "Connecting you to sales."),
    (speak(), "Sorry, that is not one of the options."),
]


@pytest.mark.parametrize(("answer", "said"), MENU)
def test_a_menu_understands_keys_words_and_silence(app: App, answer: dict[str, Any], said: str) -> None:
    assert request(app, "/main/1?v=8c1e", answer).said == said


@pytest.mark.parametrize("url", ["/main/1?v=old", "/main/1"])
def test_a_question_that_changed_is_asked_again(app: App, url: str) -> None:
    assert "Welcome to Acme" in request(app, url, press("1")).said


def test_values_travel_with_the_call(app: App) -> None:
    asked = request(app, "/main/1?v=8c1e", press("2"))
    greeted = request(app, event_url(asked), press("123456") | {"from": "441111111111"})
    assert greeted.said == "Ann, +447700900123. Connecting you to the operator."
    assert request(app, event_url(greeted), CALL | {"payload": {}}).said == "Ann 5.00"


@pytest.mark.parametrize("digits", ["12345", "1234567", "12345*"])
def test_malformed_digits_are_invalid(app: App, digits: str) -> None:
    asked = request(app, "/main/1?v=8c1e", press("2"))
    assert "not one of the options" in request(app, event_url(asked), press(digits)).said


def test_choices_known_only_during_the_call(app: App) -> None:
    url = app.service.url("/songs/1", "CON-1", {"titles": ["Help", "Yesterday"]}).removeprefix(BASE)
    assert request(app, url, press("2")).said == "Yesterday"
    assert request(app, url, speak(("help me", "0.8"))).said == "Help"
    assert request(app, url, press("1")).said == "Connecting you to the operator."
    assert "not one of the options" in request(app, url, press("3")).said


def test_a_call_keeps_what_it_was(app: App) -> None:
    first = CALL | {"SipHeader_X-Tier": "gold"}
    begun = request(app, "/variable/1", first | {"payload": {}})
    other_leg = {"from": "441632960000", "to": "15550100", "uuid": "leg-2", "conversation_uuid": "CON-1"}
    said = "+447700900123 +447700900123 None +441632960000 aaaaaaaa-bbbb-cccc-dddd-0123456789ab gold"
    assert begun.said == f"{said} 7"
    resumed = request(app, event_url(begun), other_leg | {"status": "busy"})
    assert resumed.said == f"{said} 8"
    assert request(app, event_url(resumed), other_leg | {"status": "busy"}).said == f"{said} 9"


CONNECT = [
    ({"status": "busy"}, "We are closed."),
    ({"status": "timeout"}, "Connecting you to the operator."),
    ({"status": "unanswered", "detail": "unavailable"}, "Connecting you to the operator."),
    ({"status": "machine", "sub_state": "beep_start"}, "Connecting you to sales."),
]


@pytest.mark.parametrize(("outcome", "said"), CONNECT)
def test_a_failed_connect_goes_where_its_outcome_leads(app: App, outcome: dict[str, str], said: str) -> None:
    assert request(app, "/sales/connect", CALL | outcome).said == said


@pytest.mark.parametrize("status", ["started", "ringing", "answered", "completed", "cancelled", "machine"])
def test_other_states_of_a_connect_change_nothing(app: App, status: str) -> None:
    assert request(app, "/sales/connect", CALL | {"status": status}) == Response(204, {}, b"")


def test_events_are_handled_wherever_they_arrive(app: App, hooks: Hooks) -> None:
    completed = CALL | {"status": "completed", "duration": "12"}
    assert request(app, "/event", completed).status == 204
    assert request(app, "/sales/connect", completed | {"uuid": "leg-2"}).status == 204
    assert hooks.logged == [(CALL["uuid"], 12), ("leg-2", 12)]


def test_a_recording_is_handed_over_with_what_it_carries(app: App, hooks: Hooks) -> None:
    url = app.service.url("/voicemail/message", "CON-1", {"call_from": "+447700900123"}).removeprefix(BASE)
    event = {"recording_url": "https://api.nexmo.com/v1/files/1", "conversation_uuid": "CON-1", "size": 12}
    assert request(app, url, event).status == 204
    assert hooks.stored == [("+447700900123", "https://api.nexmo.com/v1/files/1")]


def test_another_base_url_reaches_static_and_dynamic_nccos(acme: ModuleType, hooks: Hooks) -> None:
    app = acme.create_app(hooks, secrets=[SECRET], base_url="https://ivr.example.com/eu/")
    again = request(app, "/eu/main/1?v=old", press("1"))
    assert again.actions[1]["eventUrl"] == ["https://ivr.example.com/eu/main/1?v=8c1e"]
    asked = request(app, "/main/1?v=8c1e", press("2"))
    assert asked.actions[0]["eventUrl"][0].startswith("https://ivr.example.com/eu/support/ticket/1?v=51d0&s=")


def test_get_webhooks_mean_the_same(app: App) -> None:
    query = "v=8c1e&from=447700900123&uuid=u&conversation_uuid=CON-1&dtmf=1&timed_out=false"
    assert request(app, f"/main/1?{query}", method="GET").said == "Connecting you to sales."
    nested = "%7B%22digits%22%3A%220%22%2C%22timed_out%22%3Afalse%7D"
    said = request(app, f"/main/1?v=8c1e&dtmf={nested}", method="GET").said
    assert said == "Connecting you to the operator."


def test_long_speech_is_split_at_sentences(acme: ModuleType) -> None:
    from ivrc.runtime import ncco

    sentence = "This is a sentence of forty letters, or so. "
    talks = ncco({"action": "talk", "text": sentence * 80, "language": "en-GB"})
    (inside,) = talks.parts
    assert isinstance(inside, bytes)
    actions = json.loads(b"[" + inside + b"]")
    assert [len(action["text"]) <= 1500 for action in actions] == [True] * 3
    assert all(action["text"].endswith("or so.") and action["language"] == "en-GB" for action in actions)
    assert " ".join(action["text"] for action in actions) == (sentence * 80).strip()
