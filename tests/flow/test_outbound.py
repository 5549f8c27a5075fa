"""Calls that we place: the request, who picks up, and what is heard (language 12)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from driver import APP, HANDLERS, compiled, load
from vonage_voice.models import CreateCallRequest  # type: ignore[import-untyped]  # it says nothing of its types

from ivrc.runtime import ConfigurationError
from ivrc.testing import loading
from ivrc.testing.calls import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ivrc.testing.calls import Caller

CALLED = "+441632960777"
REMINDER = """
extern reached(name: text, sure: bool)
extern missed(name: text, why: text)
outbound reminder(name: text, due: date) {
  advanced_machine_detection { behavior: continue; mode: MODE; beep_timeout: 50s }
  timeout: 30s
  limit: 5m
  say "Hello {name}. Your bill is due on {due as date}."
  menu {
    press 1 for "to confirm" { reached(name, true); say "Thank you." }
    press 2 for "to hear it again" -> again
  }
  HANDLERS
  on unreachable { missed(name, event.status) }
}
"""
SPOKEN = 'on machine { say "Please call us back, {name}." }; on human { reached(name, false) }'
BEEP = 'on beep { say "Please call us back, {name}." }'


class Hooks:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.down = False

    def reached(self, name: str, sure: bool) -> None:
        self.told.append(("reached", name, sure))

    def missed(self, name: str, why: str) -> None:
        if self.down:
            raise OSError(why)
        self.told.append(("missed", name, why))


class Office:
    """A program that places calls."""

    def __init__(self, text: str) -> None:
        compilation = compiled(APP + HANDLERS + text)
        assert [d for d in compilation.diagnostics if d.severity == "error"] == []
        self.hooks = Hooks()
        self.line = Line(loading.load(compilation), self.hooks)
        self.module: Any = self.line.loaded.module

    def remind(self, name: str = "Ann") -> Caller:
        return self.line.place(self.module.reminder_call(CALLED, name=name, due=date(2026, 12, 1)))


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    mode, handlers = getattr(request, "param", ("detect", SPOKEN))
    made = Office(REMINDER.replace("MODE", mode).replace("HANDLERS", handlers))
    yield made
    made.line.close()


# --- the request


def test_the_request_is_what_the_vendor_takes(office: Office) -> None:
    request = office.module.reminder_call(CALLED, name="Ann", due=date(2026, 12, 1))
    taken = CreateCallRequest(**{"from_": request["from"], **request})
    assert taken.model_dump(by_alias=True, exclude_none=True) == request
    assert urlsplit(request.pop("answer_url")[0]).path == "/reminder"
    assert urlsplit(request.pop("event_url")[0]).path == "/reminder/call"
    assert request == {
        "to": [{"type": "phone", "number": "441632960777"}],
        "from": {"type": "phone", "number": "441632960000"},
        "answer_method": "POST",
        "event_method": "POST",
        "advanced_machine_detection": {"behavior": "continue", "mode": "detect", "beep_timeout": 50},
        "ringing_timer": 30,
        "length_timer": 300,
    }


def test_nobody_can_read_in_the_request_what_the_call_is_about(office: Office) -> None:
    request = office.module.reminder_call(CALLED, name="Annabella", due=date(2026, 12, 1))
    assert "Annabella" not in str(request)


@pytest.mark.parametrize("number", ["441632960777", "+44 1632 960777", "anonymous", "+1", ""])
def test_a_number_without_its_country_is_not_called(office: Office, number: str) -> None:
    with pytest.raises(ValueError, match="like \\+441632960001"):
        office.module.reminder_call(number, name="Ann", due=date(2026, 12, 1))


def test_the_number_that_is_shown_may_depend_on_what_the_call_is_about() -> None:
    office = Office('outbound greeting(shop: phone) { from: shop; say "Your order is here." }')
    request = office.module.greeting_call(CALLED, shop="+441632960005")
    assert request["from"] == {"type": "phone", "number": "441632960005"}


def test_what_need_not_be_said_is_not_said() -> None:
    request = Office('outbound greeting() { say "Hello." }').module.greeting_call(CALLED)
    assert set(request) == {"to", "from", "answer_url", "answer_method"}
    assert request["answer_url"] == ["https://ivr.example.com/greeting"]


# --- who picks up


def test_somebody_picks_up_and_hears_what_the_call_is_about(office: Office) -> None:
    call = office.remind().answer("answered")
    assert call.heard == [
        "Hello Ann. Your bill is due on December 1, 2026.",
        "To confirm, press 1. To hear it again, press 2.",
    ]
    assert call.press("1").heard == ["Thank you."]
    assert office.hooks.told == [("reached", "Ann", True)]


def test_several_calls_at_once_are_about_their_own(office: Office) -> None:
    calls = [office.remind(name) for name in ("Ann", "Bob", "Cy")]
    for call in calls:
        call.answer("answered")
    for call in reversed(calls):
        call.press("1")
    assert office.hooks.told == [("reached", name, True) for name in ("Cy", "Bob", "Ann")]


def test_a_machine_hears_something_else_instead(office: Office) -> None:
    call = office.remind().answer("machine")
    assert call.heard == ["Please call us back, Ann."]
    assert not call.call.alive


def test_a_person_may_be_noted_and_hears_what_the_call_is_about(office: Office) -> None:
    call = office.remind().answer("human")
    assert call.heard[0] == "Hello Ann. Your bill is due on December 1, 2026."
    assert office.hooks.told == [("reached", "Ann", False)]


@pytest.mark.parametrize("office", [("detect_beep", BEEP), ("default", BEEP)], indirect=True)
def test_a_message_waits_for_the_beep(office: Office) -> None:
    assert office.remind().answer("beep").heard[-1] == "Please call us back, Ann."


@pytest.mark.parametrize("office", [("detect_beep", BEEP)], indirect=True)
def test_without_a_beep_the_call_goes_on_as_with_anybody(office: Office) -> None:
    assert office.remind().answer("no beep").heard[0].startswith("Hello Ann.")


@pytest.mark.parametrize("status", ["busy", "timeout", "failed", "rejected", "unanswered"])
def test_it_is_told_why_nobody_was_reached(office: Office, status: str) -> None:
    office.remind().answer(status)
    assert office.hooks.told == [("missed", "Ann", status)]


def test_whoever_is_not_told_of_a_lost_call_is_told_again(office: Office) -> None:
    office.hooks.down = True
    office.remind().answer("busy")
    last = [e.exchange for e in office.line.platform.log if e.exchange][-1]
    assert b'"busy"' in last.request.body
    assert last.response is not None
    assert last.response.status == 503


def test_variables_begin_anew_in_what_picks_up() -> None:
    office = Office(
        """
var asked: int = 0
outbound reminder(name: text, due: date) {
  advanced_machine_detection { mode: default }
  set asked = 5
  say "Hello {name}."
  on machine { set asked = asked + 1; say "{asked}, {due as date}" }
}
"""
    )
    assert office.remind().answer("machine").heard[-1] == "1, December 1, 2026"


def test_a_call_that_says_nothing_ends_with_a_pause() -> None:
    office = Office("outbound reminder(name: text, due: date) { hangup }")
    assert not office.remind().answer("answered").call.alive
    assert office.line.platform.legs[0].answered is not None


def test_an_old_request_reaches_nobody(office: Office) -> None:
    request = office.module.reminder_call(CALLED, name="Ann", due=date(2026, 12, 1))
    office.line.platform.clock.advance(timedelta(days=1).total_seconds())
    heard = office.line.place(request).answer("answered").heard
    assert heard == ["We are sorry, we cannot take your call at the moment. Please try again later."]


def test_what_the_call_is_about_cannot_be_put_into_another_one(office: Office) -> None:
    request = office.module.reminder_call(CALLED, name="Ann", due=date(2026, 12, 1))
    token = request["event_url"][0].partition("?")[2]
    forged = {**request, "answer_url": [f"https://ivr.example.com/reminder?{token}"]}
    assert "Ann" not in str(office.line.place(forged).answer("answered").heard)


# --- before any server


def test_requests_are_made_where_no_server_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = REMINDER.replace("MODE", "detect").replace("HANDLERS", SPOKEN)
    module: Any = load(compiled(APP + HANDLERS + text), tmp_path)
    for name in ("IVRC_STATE_KEY", "VONAGE_SIGNATURE_SECRET"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match="IVRC_STATE_KEY"):
        module.reminder_call(CALLED, name="Ann", due=date(2026, 12, 1))
    monkeypatch.setenv("IVRC_STATE_KEY", "of both")
    url = module.reminder_call(CALLED, name="Ann", due=date(2026, 12, 1))["answer_url"][0]
    app = module.create_app(hooks=Hooks(), insecure=True, state_keys=["of both"])
    token = urlsplit(url).query.removeprefix("s=")
    values = app.service.open(app.service.addresses["/reminder"], "CON-1", token)
    assert values == {"name": "Ann", "due": date(2026, 12, 1)}


def test_the_app_that_was_made_last_answers(tmp_path: Path) -> None:
    module: Any = load(compiled(APP + 'outbound greeting() { say "Hello." }'), tmp_path)
    module.create_app(insecure=True, base_url="https://other.example.com", clock=lambda: datetime.now(UTC))
    assert module.greeting_call(CALLED)["answer_url"] == ["https://other.example.com/greeting"]


# --- mistakes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("outbound x() { on human { } }", "`on human` never runs without detection"),
        (
            "outbound x() { advanced_machine_detection { mode: detect }; on beep { } }",
            "`on beep` never runs: this detection does not tell it",
        ),
        (
            "outbound x() { advanced_machine_detection { mode: detect_beep }; on machine { } }",
            "`on machine` never runs: this detection does not tell it",
        ),
        (
            "outbound x() { machine_detection: hangup; on machine { hangup } }",
            "a machine is hung up on, so `on machine` is never heard",
        ),
        ("outbound x() { on busy { } }", "`outbound` has no outcome `busy`"),
        ("outbound x() { on unreachable { }; on unreachable { } }", "`on unreachable` is written twice"),
        ("outbound x(to: phone) { hangup }", "`to` is the number that is called, in tests and in Python"),
        ("outbound x() { timeout: 3m }", "`timeout` must be between 1s and 120s"),
        ("outbound x() { retries: 3 }", "`outbound` has no setting `retries`"),
        ("outbound x() { from: call.to }", "this is known only during the call; the number is shown before"),
    ],
)
def test_mistakes_in_a_call_that_we_place(text: str, message: str) -> None:
    errors = [d.primary.message for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert errors == [message]
