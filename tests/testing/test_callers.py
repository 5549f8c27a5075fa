"""What callers do, and where that leads."""

from __future__ import annotations

from testing.playing import CALL, HANDLERS, failing, passes

QUESTIONS = (
    HANDLERS
    + """
answer -> main
menu main {
  press 1 or speak "sales" for "sales" -> sales
  press 2 for "your number" -> number
}
flow number {
  collect digits pin { say "Your number."; length: 4 }
  say "It is {pin as digits}."
}
flow sales {
  connect +441632960001 {
    on busy { say "The line is busy." }
    on unreachable -> voicemail
  }
}
recording message { end_on_key: #; timeout: 20s }
flow voicemail {
  say "Please leave a message."
  record message
  say "Thank you."
}
"""
)


def test_keys_answer_a_question() -> None:
    passes(QUESTIONS, f'{CALL}; press 2; hear "Your number"; press 1234; hear "1 2 3 4"; expect hangup')


def test_keys_pressed_one_by_one_are_one_entry_that_is_too_short() -> None:
    passes(QUESTIONS, f'{CALL}; press 2; press 1; hear "Not an option"')


def test_words_answer_a_question() -> None:
    passes(QUESTIONS, f'{CALL}; speak "the sales department"; expect connect +441632960001')


def test_silence_answers_a_question() -> None:
    passes(
        QUESTIONS, f'{CALL}; silence; hear "Nothing heard"; silence; silence; hear "Goodbye"; expect hangup'
    )


def test_a_caller_who_hangs_up_has_ended_the_call() -> None:
    passes(QUESTIONS, f"{CALL}; hangup; expect hangup")


def test_outcomes_of_dialling() -> None:
    passes(QUESTIONS, f'{CALL}; press 1; answer busy; hear "line is busy"')
    passes(QUESTIONS, f'{CALL}; press 1; answer rejected; hear "leave a message"')
    passes(
        QUESTIONS, f"{CALL}; press 1; answer answered; expect connect +441632960001; hangup; expect hangup"
    )


def test_nobody_picks_up_if_nothing_is_said_of_it() -> None:
    passes(QUESTIONS, f'{CALL}; press 1; silence; hear "leave a message"')


def test_a_message_is_left() -> None:
    passes(
        QUESTIONS,
        f'{CALL}; press 1; answer failed; expect record message; leave 5s; press #; hear "Thank you"',
    )


def test_keys_that_nobody_takes() -> None:
    message = failing(QUESTIONS, f"{CALL}; press 1; press 1")
    assert message == "nothing comes of this: +441632960001 is being rung"


def test_words_that_nobody_takes() -> None:
    message = failing(QUESTIONS, f'{CALL}; press 2; speak "one two three four"')
    assert message == "nothing comes of this: the caller is asked in `collect pin`"


def test_nobody_does_anything_after_the_call() -> None:
    assert failing(QUESTIONS, f"{CALL}; hangup; press 1") == "the call has ended"
    assert failing(QUESTIONS, f"{CALL}; hangup; silence") == "the call has ended"


def test_an_answer_where_nobody_is_rung() -> None:
    message = failing(QUESTIONS, f"{CALL}; answer busy")
    assert message == "nobody is being rung: the caller is asked in `menu main`"


def test_a_message_where_none_is_recorded() -> None:
    assert failing(QUESTIONS, f"{CALL}; leave 5s").startswith("no recording waits for a message")


def test_numbers_of_the_call() -> None:
    program = """
const CUSTOMER = +441632960123
answer {
  if call.from is none { say "Who is there?"; hangup }
  say "You are {call.from} and called {call.to}."
}
"""
    passes(program, 'call from CUSTOMER; hear "+441632960123 and called +441632960000"')
    passes(program, 'call from CUSTOMER to +441632960005; hear "called +441632960005"')
    passes(program, 'call from none; hear "Who is there"')


def test_the_clock_is_that_of_the_opening_hours() -> None:
    program = """
hours office in "America/New_York" { open mon-fri 09:00-17:00 }
answer { if office is open { say "Open." } else { say "Closed." } }
"""
    passes(program, f'at 2026-11-20 09:00; {CALL}; hear "Open"')
    passes(program, f'at 2026-11-20 17:00; {CALL}; hear "Closed"')
    passes(program, f'{CALL}; hear "Closed"')  # noon in UTC is seven o'clock in New York


def test_the_clock_of_a_program_without_hours_is_that_of_now() -> None:
    text = """answer { if now.time < 12:00 { say "Morning." } else { say "Afternoon." } }"""
    passes(text, f'at 2026-11-20 11:59; {CALL}; hear "Morning"')
    passes(text, f'at 2026-11-20 12:00; {CALL}; hear "Afternoon"')


def test_what_the_platform_refuses_fails_the_test() -> None:
    program = 'extern link() -> url { reads: true }\nanswer { play link(); say "Hello." }'
    passes(program, f'given link = "https://cdn.example.com/a.mp3"; {CALL}; hear "Hello"')
    message = failing(program, f'given link = "ftp://cdn.example.com/a.mp3"; {CALL}; hear "sorry"')
    assert message.startswith("the platform refuses what it is sent: Invalid NCCO. E168 at [0].streamUrl")


def test_a_transferred_caller_is_described() -> None:
    program = 'answer { say "One moment."; transfer "CON-f972836a-550f-45fa-956c-12a2ab5b7d22" }'
    assert failing(program, f"{CALL}; expect hangup") == "instead the caller was transferred"
