"""`given` and `expect call`: externs as a test answers them."""

from __future__ import annotations

import logging

import pytest
from driver import compiled

from testing.playing import APP, CALL, HANDLERS, failing, outcomes, passes

TYPES = """
type State = open | closed
type Desk { name: text; class: text?; since: date; start: time; wait: duration; state: State; rank: number }
extern desks(region: text, size: int) -> Desk[]
answer {
  let found = desks("north", 2)
  each desk in found { say "{desk.name} since {desk.since as date}, {desk.rank}." }
  let first = find(found, state=State.open)
  if first is not none { say "{first.name} is open from {first.start as time}." }
  say "That is all."
}
"""


def test_records_and_lists_are_given() -> None:
    desk = 'Desk(name="One", since=2026-11-20, start=09:00, wait=20s, state=State.open, rank=2.5)'
    passes(TYPES, f'given desks = [{desk}]; {CALL}; hear "One since"; hear "2.5."; hear "One is open from"')
    passes(TYPES, f'given desks = []; {CALL}; not hear "since"; expect call desks("north", 2)')


ORDER = """
extern state(order: digits, again: bool) -> text
answer {
  say "{state("11", false)}"
  say "{state("22", true)}"
}
"""


@pytest.mark.parametrize(
    ("given", "heard"),
    [
        ('given state = "all"', "all all"),
        ('given state("11", _) = "one"; given state = "all"', "one all"),
        ('given state = "all"; given state("11", _) = "one"', "one all"),
        ('given state(_, true) = "true"; given state = "all"', "all true"),
        ('given state("22", true) = "both"; given state("22", _) = "one"; given state = "all"', "all both"),
        ('given state = "first"; given state = "last"', "last last"),
        ('given state(again=true) = "by name"; given state = "all"', "all by name"),
    ],
)
def test_the_most_exact_answer_is_given(given: str, heard: str) -> None:
    passes(ORDER, f'{given}; {CALL}; hear "{heard}"')


LOOKUP = """
type Customer { name: text; vip: bool; agent: phone? }
extern lookup(number: phone) -> Customer?
answer {
  let customer = lookup(call.to) { on error { say "Sorry."; hangup } }
  if customer is none { say "We do not know you."; hangup }
  say "Hello {customer.name}."
}
"""


def test_absent_values_and_failures_are_given() -> None:
    passes(LOOKUP, f'given lookup = none; {CALL}; hear "do not know"')
    passes(LOOKUP, f'given lookup = Customer(name="Ann", vip=true); {CALL}; hear "Hello Ann"')
    passes(LOOKUP, f'given lookup fails; {CALL}; hear "Sorry"')


def test_what_is_not_given_is_told_with_the_line_to_add() -> None:
    program = f"""{LOOKUP}
test "somebody else" {{
  given lookup(+441632960009) = none
  {CALL}
  hear "Hello"
}}
"""
    failure = outcomes(program)["somebody else"].failure
    assert failure is not None
    assert failure.diagnostic.code == "IVR340"
    message = "`lookup(+441632960000)` is asked here; nothing is given that it answers"
    assert failure.diagnostic.primary.message == message
    line = 'write `given lookup(+441632960000) = Customer(name="text", vip=true)` above'
    assert failure.diagnostic.hint == line
    passes(LOOKUP, f'given lookup(+441632960000) = Customer(name="text", vip=true); {CALL}; hear "text"')


HTTP = """
extern balance(account: digits) -> number {
  get: "https://crm.example.com/{account}"
  headers { authorization: "Bearer {env.CRM_TOKEN}" }
}
answer { say "You have {balance("42")} pounds." }
"""


def test_nobody_is_asked_over_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_TOKEN", raising=False)
    passes(HTTP, f'given balance("42") = 12.5; {CALL}; hear "12.5 pounds"')


NOTES = """
extern note(number: text, count: int)
answer { note("a", 1); note("b", 2); say "Noted." }
"""


def test_externs_without_a_result_need_no_answer() -> None:
    passes(NOTES, f'{CALL}; hear "Noted"; expect call note("a", _); expect call note(_, 2); expect call note')


def test_calls_that_were_not_made() -> None:
    message = failing(NOTES, f'{CALL}; expect call note("c", _)')
    assert message == '`note("c", _)` was not called, only as `note("a", 1)`, `note("b", 2)`'
    silent = 'extern note(number: text)\nanswer { say "Hello."; if call.from is none { note("x") } }'
    assert failing(silent, f"{CALL}; expect call note") == "`note` was not called"


def test_what_is_asked_after_the_call_counts() -> None:
    program = """
extern keep(link: url)
extern read(link: url)
recording message {
  timeout: 20s
  transcription { language: en-US }
  on saved { keep(recording.recording_url) }
  on transcribed { read(recording.transcription_url) }
}
answer { record message; say "Thank you." }
"""
    passes(program, f"{CALL}; leave 5s; hangup; expect call keep; expect call read")


def test_the_environment_of_the_machine_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVRC_BASE_URL", "https://elsewhere.example.com")
    monkeypatch.setenv("IVRC_HOOKS", "nowhere:Hooks")
    monkeypatch.setenv("VONAGE_SIGNATURE_SECRET", "another secret of thirty-two bytes")
    passes(LOOKUP, f'given lookup = none; {CALL}; hear "do not know"')


def test_what_the_runtime_logs_is_not_printed(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    passes(LOOKUP, f'given lookup fails; {CALL}; hear "Sorry"')
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
    assert logging.getLogger("ivrc").propagate


def test_calls_know_nothing_of_each_other() -> None:
    program = f"""
var count: int = 0
extern note(number: int)
answer {{ set count = count + 1; note(count); say "Noted." }}
test "one" {{ {CALL}; expect call note(1) }}
test "two" {{ {CALL}; expect call note(1) }}
"""
    assert [outcome.failure for outcome in outcomes(program).values()] == [None, None]


def test_names_that_python_has_another_use_for() -> None:
    program = """
type Call { name: text; class: text? }
extern format(text: text) -> text
extern found() -> Call
extern keep(call: Call)
answer {
  let one = found() { on error { hangup } }
  keep(one)
  say "{one.name} {format("a")}."
}
"""
    given = 'given format("a") = "b"; given found = Call(name="One", class="first")'
    kept = 'expect call keep(Call(name="One", class="first"))'
    passes(program, f'{given}; {CALL}; hear "One b."; {kept}')


def test_what_is_not_asked_behind_a_failure_needs_no_answer() -> None:
    program = """
extern first() -> text
extern second() -> text
answer {
  let one = first() { on error { say "Sorry."; hangup } }
  say "{one} {second()}"
}
"""
    passes(program, f'given first fails; {CALL}; hear "Sorry"')
    passes(program, f'given first = "a"; given second = "b"; {CALL}; hear "a b"')
    errors = [d.primary.message for d in compiled(f'{APP}{program}test "it" {{ {CALL} }}').diagnostics]
    assert errors == ["`first` is asked when the call comes in; nothing is given that it answers"]


def test_only_what_is_certainly_asked_needs_an_answer_when_it_is_compiled() -> None:
    program = """
extern one() -> text
extern other() -> text
answer {
  if call.from is none { say one() } else { say other() }
}
"""
    passes(program, 'given one = "One."; call from none; hear "One"')


def test_an_answer_may_change_in_the_middle_of_a_call() -> None:
    program = f"""{HANDLERS}
extern count() -> int
answer {{
  say "{{count()}} calls."
  menu {{ press 1 for "once more" {{ say "{{count()}} calls." }} }}
}}
"""
    passes(program, f'given count = 1; {CALL}; hear "1 calls"; given count = 2; press 1; hear "2 calls"')
