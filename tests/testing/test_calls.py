"""Calls from Python: what `ivr_call` gives, without pytest around it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, compiled

from ivrc.platform import NotNowError
from ivrc.testing.calls import Line
from ivrc.testing.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator

MENU = """
type Customer { name: text; vip: bool }
extern lookup(number: phone?) -> Customer? { reads: true }
extern lambda_rate(name: text) -> number { get: "https://crm.example.com/rates/{name}" }
recording message { timeout: 10s; on saved { store(recording.recording_url) } }
extern store(link: url)
answer {
  let customer = lookup(call.from)
  if customer is none { say "Welcome, whoever you are." } else { say "Welcome {customer.name}." }
  menu {
    press 1 for "the desk" { connect +441632960001 { on unreachable { say "Nobody is there." } } }
    press 2 for "a message" { record message }
    press 3 for "rates" { let rate = lambda_rate("gold"); say "It is {rate}." }
  }
}
"""


class Names:
    """Hooks of a user: one of them asynchronous."""

    def __init__(self) -> None:
        self.stored: list[str] = []

    def lookup(self, number: str | None) -> Any:
        module = pytest.importorskip("sys").modules[self.module]
        names = {"+447700900101": "Ann", "+447700900102": "Bob"}
        return module.Customer(name=names[number], vip=False) if number in names else None

    async def lambda_rate(self, name: str) -> Any:
        return {"gold": 2}[name]

    def store(self, link: str) -> None:
        self.stored.append(link)

    module = ""


@contextmanager
def line(text: str = MENU, hooks: object = None, at: datetime | None = None) -> Iterator[Line]:
    loaded = load(compiled(APP + HANDLERS + text))
    if isinstance(hooks, Names):
        hooks.module = loaded.module.__name__
    opened = Line(loaded, hooks, at)
    yield opened
    opened.close()


def test_hooks_of_ones_own_answer() -> None:
    with line(hooks=Names()) as opened:
        assert opened.call(from_="+447700900101").heard[0] == "Welcome Ann."
        assert opened.call(from_="+447700900109").heard[0] == "Welcome, whoever you are."


def test_http_externs_are_asked_of_the_hooks() -> None:
    with line(hooks=Names()) as opened:
        assert opened.call().press("3").heard == ["It is 2."]


def test_several_callers_at_once() -> None:
    with line(hooks=Names()) as opened:
        ann, bob = opened.call(from_="+447700900101"), opened.call(from_="+447700900102")
        assert ann.heard[0] == "Welcome Ann."
        bob.press("1")
        assert bob.waiting.kind == "connect"
        assert ann.press("9").heard[0] == "Not an option."
        assert bob.answer("busy").heard == ["Nobody is there."]
        assert bob.waiting.kind == "ended"


def test_heard_is_what_was_heard_since_the_caller_did_something() -> None:
    with line(hooks=Names()) as opened:
        caller = opened.call()
        assert caller.silence().heard[0] == "Nothing heard."
        assert caller.press("1").heard == []


def test_what_is_delivered_reaches_the_hooks() -> None:
    hooks = Names()
    with line(hooks=hooks) as opened:
        opened.call().press("2").leave(5).hang_up()
        opened.finish()
    assert len(hooks.stored) == 1


def test_words_are_understood() -> None:
    with line('answer { menu { speak "yes" { say "Fine." } } }') as opened:
        assert opened.call().speak("yes, please").heard == ["Fine."]


def test_the_clock_begins_when_it_is_told() -> None:
    text = 'answer { if now.date == 2026-12-24 { say "Merry." } else { say "Hi." } }'
    with line(text, at=datetime(2026, 12, 24, 9, tzinfo=UTC)) as opened:
        assert opened.call().heard == ["Merry."]
    with line(text) as opened:
        assert opened.call().heard == ["Hi."]


def test_what_a_call_does_not_wait_for_is_refused() -> None:
    with line(hooks=Names()) as opened, pytest.raises(NotNowError, match="nobody is being rung"):
        opened.call().answer("busy")


@pytest.mark.parametrize("hooks", [None, object()])
def test_missing_hooks_are_named(hooks: object) -> None:
    with (
        pytest.raises(TypeError, match="the hooks need a method for each extern"),
        line(hooks=hooks),
    ):
        pass


def test_a_name_that_python_has_another_use_for() -> None:
    class Hooks:
        def pass_(self) -> bool:
            return True

    text = 'extern pass() -> bool { reads: true }\nanswer { if pass() { say "Pass." } }'
    with line(text, Hooks()) as opened:
        assert opened.call().heard == ["Pass."]


def test_a_hook_that_fails_is_heard_as_in_production() -> None:
    class Hooks:
        def rate(self) -> float:
            raise OSError("the system is down")

    text = 'extern rate() -> number { on error { say "Sorry." } }\nanswer { say "It is {rate()}." }'
    with line(text, Hooks()) as opened:
        assert opened.call().heard == ["Sorry."]
