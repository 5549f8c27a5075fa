"""Tests of calls that a program places."""

from __future__ import annotations

import pytest
from driver import compiled

from ivrc.testing.generating import generate
from ivrc.testing.loading import load
from testing.playing import APP, HANDLERS, failing, outcomes, passes

REMINDER = (
    HANDLERS
    + """
type Visit { doctor: text; day: date }
type Kind = first | second
extern missed(name: text, why: text)
extern reached(name: text)
outbound reminder(name: text, visit: Visit, kind: Kind = Kind.first) {
  advanced_machine_detection { behavior: continue; mode: detect }
  timeout: 20s
  if kind == Kind.second { say "Once more." }
  say "Hello {name}. {visit.doctor} sees you on {visit.day as date}."
  menu {
    press 1 for "to confirm" { reached(name); say "Thank you." }
    press 2 for "to hear it again" -> again
  }
  on machine { say "Please call us back, {name}." }
  on unreachable { missed(name, event.status) }
}
"""
).replace(", kind: Kind = Kind.first", ", kind: Kind")
ANN = 'call reminder("Ann", visit=Visit(doctor="Dr Grey", day=2026-12-01), kind=Kind.first) to +441632960777'


def test_somebody_picks_up() -> None:
    told = 'hear "Hello Ann. Dr Grey sees you on December 1"; press 1; expect call reached("Ann")'
    for status in ("answered", "human"):
        passes(REMINDER, f'{ANN}; answer {status}; {told}; hear "Thank you"; expect hangup')


def test_a_machine_picks_up() -> None:
    passes(REMINDER, f'{ANN}; answer machine; hear "call us back, Ann"; not hear "Dr Grey"; expect hangup')


@pytest.mark.parametrize("status", ["busy", "timeout", "failed", "rejected", "unanswered"])
def test_nobody_picks_up(status: str) -> None:
    passes(REMINDER, f'{ANN}; answer {status}; expect call missed("Ann", "{status}"); expect hangup')


def test_who_does_nothing_lets_it_ring_for_its_time() -> None:
    passes(REMINDER, f'{ANN}; silence; expect call missed("Ann", "timeout")')


def test_a_program_may_take_calls_and_place_them() -> None:
    program = f'{REMINDER}answer {{ say "We call you." }}'
    passes(program, 'call from +441632960123; hear "We call you"')
    passes(program, f'{ANN}; answer answered; hear "Hello Ann"')


def test_somebody_has_to_pick_up_first() -> None:
    told = "the caller heard nothing more; then +441632960777 is being rung"
    assert failing(REMINDER, f'{ANN}; hear "Hello"') == told
    assert failing(REMINDER, f"{ANN}; press 1") == "nothing comes of this: +441632960777 is being rung"


def test_a_failing_call_is_told_like_any_other() -> None:
    outcome = outcomes(f'{REMINDER}\ntest "it" {{ {ANN}; answer machine; hear "Dr Grey" }}\n')["it"]
    assert outcome.failure is not None
    assert [line.partition("s  ")[2] for line in outcome.failure.transcript] == [
        "a call for 441632960777",
        "> machine",
        "the phone is picked up",
        '"Please call us back, Ann."',
        "the call is over",
    ]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("call reminder to +441632960777", "`reminder` also needs `name`, `visit` and `kind`"),
        ('call reminder("Ann")', "it is written `call from +441632960123 to +441632960000`"),
        ('call reminder("Ann") from +441632960777', "a call that we place goes to a number"),
        (ANN.replace("Kind.first", "Kind.third"), "`Kind` has no `third`"),
        (ANN.replace("Kind.first", "call.to"), "`kind` needs a `Kind`, but this is a phone number"),
        (ANN.replace('"Ann"', "call.to"), "this is known only during the call"),
        (ANN.replace("+441632960777", '"Bob"'), "this should be a phone number, which `Bob` is not"),
    ],
)
def test_mistakes_in_the_call(script: str, message: str) -> None:
    found = compiled(f'{APP}{REMINDER}\ntest "it" {{ {script} }}\n').diagnostics
    assert [d.primary.message for d in found if d.severity == "error"] == [message]


def test_tests_are_made_for_all_that_can_happen() -> None:
    loaded = load(compiled(APP + REMINDER))
    try:
        made = generate(loaded)
    finally:
        loaded.transport.close()
    assert made.missing == ()
    text = "\n".join(made.tests)
    assert "answer machine" in text
    assert "Kind.second" in text
    assert {outcome.failure for outcome in outcomes(REMINDER + text).values()} == {None}
