"""`hear`, `not hear` and `callee hears`."""

from __future__ import annotations

import pytest

from testing.playing import CALL, HANDLERS, failing, passes, played

GREETING = 'answer { say "Welcome  to Acme."; say "Please hold." }'
MENU = HANDLERS + ('answer { say "Welcome."; menu { press 1 for "sales" { say "Sales." } } }')


@pytest.mark.parametrize(
    "text",
    [
        "Welcome to Acme.",
        "welcome TO acme",
        "Welcome   to\\nAcme",
        "to Acme. Please hold",  # from one sentence into the next
        "Please hold.",
    ],
)
def test_words_are_heard_wherever_they_stand(text: str) -> None:
    passes(GREETING, f'{CALL}; hear "{text}"')


def test_what_is_not_said_is_not_heard() -> None:
    message = failing(GREETING, f'{CALL}; hear "Goodbye"')
    assert message == 'the caller heard "Welcome to Acme. Please hold." instead; then the call is over'


def test_words_are_heard_in_their_order() -> None:
    passes(GREETING, f'{CALL}; hear "Welcome"; hear "hold"')
    message = failing(GREETING, f'{CALL}; hear "hold"; hear "Welcome"')
    assert message == 'the caller heard "." instead; then the call is over'


def test_words_are_heard_as_often_as_they_are_said() -> None:
    passes('answer { say "One."; say "One." }', f'{CALL}; hear "One"; hear "One"')
    assert "heard" in failing('answer { say "One." }', f'{CALL}; hear "One"; hear "One"')


def test_what_was_said_before_a_key_is_over() -> None:
    passes(MENU, f'{CALL}; hear "Welcome"; press 1; hear "Sales"')
    assert 'heard "Sales." instead' in failing(MENU, f'{CALL}; press 1; hear "Welcome"')


def test_after_the_last_word_nothing_more_is_heard() -> None:
    message = failing(GREETING, f'{CALL}; hear "Please hold."; hear "Acme"')
    assert message == "the caller heard nothing more; then the call is over"


def test_what_must_not_be_said() -> None:
    passes(GREETING, f'{CALL}; not hear "Goodbye"')
    message = failing(GREETING, f'{CALL}; not hear "please"')
    assert message == 'the caller heard it: "Welcome to Acme. Please hold."'


def test_what_must_not_be_said_is_looked_for_from_the_start() -> None:
    assert "heard it" in failing(GREETING, f'{CALL}; hear "hold"; not hear "Welcome"')


def test_what_must_not_be_said_may_have_been_said_before_a_key() -> None:
    passes(MENU, f'{CALL}; press 1; not hear "Welcome"')


def test_marks_of_ssml_are_not_heard() -> None:
    program = 'answer { say "<speak>We are <emphasis>open</emphasis> &amp; here.</speak>" }'
    passes(program, f'{CALL}; hear "We are open & here."; not hear "emphasis"')


def test_an_audio_file_is_heard_as_its_address() -> None:
    program = 'answer { play "https://cdn.example.com/welcome.mp3"; say "Hello." }'
    passes(program, f'{CALL}; hear "welcome.mp3"; hear "Hello"')


def test_constants_and_prompts_are_heard_as_they_are_said() -> None:
    program = """
const SHOP = "Acme"
prompt welcome { en-US: "Welcome to {SHOP}." }
answer { say welcome }
"""
    passes(program, f'{CALL}; hear "to {{SHOP}}"')
    passes(program, f"{CALL}; hear welcome")


def test_called_parties_hear_what_the_caller_does_not() -> None:
    program = """
answer {
  say "One moment."
  connect +441632960001 { on answer { say "A call from the web site." }; on unreachable { say "No." } }
}
"""
    passes(program, f'{CALL}; hear "moment"; answer answered; callee hears "web site"; not hear "web site"')
    message = failing(program, f'{CALL}; answer answered; callee hears "Goodbye"')
    assert message.startswith('the called party heard "A call from the web site." instead')


def test_music_is_heard_until_a_room_starts() -> None:
    program = """
conference room {
  music_on_hold_url: "https://cdn.example.com/hold.mp3"
  role guest { start_on_enter: false }
  role host { }
}
answer { if call.from is none { join room as host }; join room as guest }
"""
    passes(program, f'{CALL}; hear "hold.mp3"')
    assert "heard nothing more" in failing(program, 'call from none; hear "hold.mp3"')


def test_a_hint_says_where_else_it_was_said() -> None:
    def hint(script: str) -> str | None:
        failure = played(MENU, script).failure
        assert failure is not None
        return failure.diagnostic.hint

    assert hint(f'{CALL}; hear "press 1"; hear "Welcome"') == "it was said before what the last `hear` found"
    assert hint(f'{CALL}; press 1; hear "Welcome"') == "it was said before somebody last did something"
    assert hint(f'{CALL}; press 1; hear "Goodbye"') is None
