"""Collecting input (language 6): forms, malformed and refused values, and how attempts are counted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


def errors(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "error"]


def collect(written: str, then: str, more: str = "") -> str:
    """A program that collects a value and then says it."""
    return f"{APP}{HANDLERS}{more}\nanswer {{\n  collect {written}\n  {then}\n}}"


def digits(body: str, more: str = "") -> str:
    return collect(f'digits code {{ say "Code?"\n{body} }}', 'say "It is {code as digits}."', more)


def asked(call: Player, *answers: str) -> list[str]:
    """The first words after each answer; `` is silence."""
    call.answer()
    words = []
    for answer in answers:
        if answer:
            call.press(answer)
        else:
            call.silence()
        words.append(call.texts()[0])
    return words


# --- forms


@pytest.mark.parametrize(
    ("settings", "dtmf"),
    [
        ("", {"maxDigits": 20, "timeOut": 5}),
        ("length: 6", {"maxDigits": 6, "timeOut": 5}),
        ("length: 6..8; finish_on: #; timeout: 0s", {"maxDigits": 8, "submitOnHash": True, "timeOut": 0}),
    ],
)
def test_digits_write_out_max_digits(tmp_path: Path, settings: str, dtmf: dict[str, Any]) -> None:
    question = play(digits(settings), tmp_path).answer()[-1]
    assert question["type"] == ["dtmf"]
    assert question["dtmf"] == dtmf


def test_a_timeout_of_more_than_ten_seconds_is_an_error() -> None:
    assert errors(digits("timeout: 11s")) == ["IVR401"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("12345", "Not an option."),
        ("123456", "It is 1 2 3 4 5 6."),
        ("12345678#", "It is 1 2 3 4 5 6 7 8."),
        ("0000000", "It is 0 0 0 0 0 0 0."),
        ("12*456", "Not an option."),
        ("#", "Not an option."),
        ("", "Nothing heard."),
    ],
)
def test_digits_have_a_length_and_keep_their_zeros(tmp_path: Path, answer: str, words: str) -> None:
    assert asked(play(digits("length: 6..8; finish_on: #"), tmp_path), answer) == [words]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("1", "Small."),
        ("007", "Small."),
        ("100", "Large."),
        ("0", "Not an option."),
        ("101", "Not an option."),
    ],
)
def test_a_number_has_a_range_and_is_compared_as_a_number(tmp_path: Path, answer: str, words: str) -> None:
    text = collect(
        'number n { say "How many?"; range: 1..100; finish_on: # }',
        'if n < 20 { say "Small." } else { say "Large." }',
    )
    call = play(text, tmp_path)
    assert asked(call, answer) == [words]
    assert call.answer()[-1]["dtmf"]["maxDigits"] == 3


def test_a_number_without_range_may_be_zero(tmp_path: Path) -> None:
    call = play(collect('number n { say "How many?" }', 'say "It is {n}, with two more {n + 2}."'), tmp_path)
    assert asked(call, "0") == ["It is 0, with two more 2."]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("02079460018", "+442079460018"),
        ("00442079460018", "+442079460018"),
        ("442079460018", "+442079460018"),
        ("12", "Not an option."),
    ],
)
def test_a_phone_is_completed_with_its_country(tmp_path: Path, answer: str, words: str) -> None:
    text = collect('phone n { say "Your number?"; country: "GB"; finish_on: # }', "say n as_written")
    text = text.replace("say n as_written", 'say "{n}"')
    assert asked(play(text, tmp_path), answer) == [words]


def test_speech_gives_text_confidence_and_recording(tmp_path: Path) -> None:
    text = collect(
        """speech city { say "Which city?"; hints: "Leeds", "York"; end_on_silence: 1s; start_timeout: 6s
        max_duration: 20s; save_audio: true; sensitivity: 60; language: en-GB; uuid: call.uuid }""",
        """if city.recording_url is not none { say "Recorded." }
        say "{city.text}, {city.confidence}." """,
    )
    call = play(text, tmp_path)
    question = call.answer()[-1]
    assert question["type"] == ["speech"]
    assert question["speech"] == {
        "uuid": [call.uuid],
        "endOnSilence": 1,
        "language": "en-GB",
        "context": ["Leeds", "York"],
        "startTimeout": 6,
        "maxDuration": 20,
        "saveAudio": True,
        "sensitivity": 60,
    }
    call.say("Leeds", 0.5)
    assert call.texts() == ["Leeds, 0.5."]
    call.answer()
    results = [{"text": "York", "confidence": "0.7"}]
    url = "https://api.nexmo.com/v1/files/x"
    call._input({}, {"timeout_reason": "end_on_silence_timeout", "results": results, "recording_url": url})
    assert call.texts() == ["Recorded.", "York, 0.7."]


def test_speech_under_min_confidence_is_invalid(tmp_path: Path) -> None:
    call = play(collect('speech city { say "City?"; min_confidence: 0.6 }', 'say "{city.text}."'), tmp_path)
    call.answer()
    call.say("Leeds", 0.59)
    assert call.texts()[0] == "Not an option."
    call.say("Leeds", 0.6)
    assert call.texts() == ["Leeds."]


def test_any_takes_both(tmp_path: Path) -> None:
    text = collect(
        'any account { say "Account?"; length: 4 }',
        """if account.digits is not none { say "Keys {account.digits}." }
        if account.text is not none { say "Words {account.text}." }""",
    )
    call = play(text, tmp_path)
    question = call.answer()[-1]
    assert question["type"] == ["dtmf", "speech"]
    assert question["dtmf"] == {"timeOut": 10, "maxDigits": 4}
    assert asked(call, "1234") == ["Keys 1234."]
    assert asked(call, "123") == ["Not an option."]
    call.answer()
    call.say("one two")
    assert call.texts() == ["Words one two."]


# --- failures


def test_well_formed_but_refused_is_wrong(tmp_path: Path) -> None:
    text = digits(
        'length: 4; check: known(code)\non wrong { say "Unknown." }',
        "extern known(code: digits) -> bool { reads: true }",
    )
    call = play(text, tmp_path, hooks=SimpleNamespace(known=lambda code: code == "1111"))
    assert asked(call, "2222", "22", "1111") == ["Unknown.", "Not an option.", "It is 1 1 1 1."]


def test_wrong_falls_back_to_invalid(tmp_path: Path) -> None:
    call = play(digits('length: 4; check: code != "0000"'), tmp_path)
    assert asked(call, "0000", "1234") == ["Not an option.", "It is 1 2 3 4."]


def test_a_counted_wrong_gives_three_tries_whatever_else_happens(tmp_path: Path) -> None:
    text = digits(
        'length: 4; attempts: 5; check: code == "1111"\non wrong { say "Wrong." }\non wrong 3 -> locked',
        'flow locked { say "Locked." }',
    )
    assert asked(play(text, tmp_path), "2222", "", "2222", "3333") == [
        "Wrong.", "Nothing heard.", "Wrong.", "Locked.",
    ]  # fmt: skip
    assert asked(play(text, tmp_path), "2222", "", "", "2", "2222") == [
        "Wrong.", "Nothing heard.", "Nothing heard.", "Not an option.", "Goodbye.",
    ]  # fmt: skip


def test_optional_goes_on_with_none_after_the_last_attempt(tmp_path: Path) -> None:
    text = collect(
        'digits code { say "Code?"; length: 2; attempts: 2; optional: true }',
        'if code is none { say "None." } else { say "It is {code as digits}." }',
    )
    assert asked(play(text, tmp_path), "", "1") == ["Nothing heard.", "None."]
    assert asked(play(text, tmp_path), "12") == ["It is 1 2."]


def test_optional_needs_no_give_up(tmp_path: Path) -> None:
    handlers = HANDLERS.replace('  on give_up { say "Goodbye." }\n', "")
    text = f"""{APP}{handlers}answer {{
  collect digits code {{ say "Code?"; optional: true; attempts: 1 }}
  if code is none {{ say "None." }}
}}"""
    assert asked(play(text, tmp_path), "") == ["None."]


def test_the_value_travels_over_later_questions(tmp_path: Path) -> None:
    text = collect(
        'digits code { say "Code?"; length: 2 }\n  collect number n { say "Number?"; range: 1..9 }',
        'menu { press 1 for "on" { } }\n  say "{code as digits} and {n + 1}."',
    )
    call = play(text, tmp_path)
    assert asked(call, "07", "5", "1")[-1] == "0 7 and 6."


def test_a_loop_over_a_collect_takes_the_new_value(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer -> ask
flow ask {{
  collect digits code {{ say "Code?"; length: 1 }}
  menu {{ say "Got {{code}}."; press 1 for "more" -> ask; press 2 for "enough" {{ say "Last {{code}}." }} }}
}}"""
    assert asked(play(text, tmp_path), "7", "1", "8", "2") == ["Got 7.", "Code?", "Got 8.", "Last 8."]


def test_digits_compare_with_text_literals_and_are_no_numbers() -> None:
    assert errors(digits('length: 2; check: code == "07"')) == []
    assert errors(digits("length: 2; check: code == 7")) != []


@pytest.mark.parametrize(
    "leak",
    [
        'say "{pin as digits}."',
        'notify "https://ivr.example.com/x" { pin: pin }',
        'connect sip "sip:desk@sip.example.com" { headers { "X-Pin": pin }; on unreachable { say "No." } }',
        'let twin = pin\n  say "{twin}"',
    ],
)
def test_a_secret_may_not_leave(leak: str) -> None:
    assert errors(collect('digits pin { say "PIN?"; length: 4; secret: true }', leak)) == ["IVR319"]


def test_a_secret_is_compared_and_passed_to_externs(tmp_path: Path) -> None:
    text = collect(
        'digits pin { say "PIN?"; length: 4; secret: true; check: pin != "0000" }',
        'menu { press 1 for "on" { } }\n  if right(pin) { say "Welcome." } else { say "No." }',
        "extern right(pin: digits) -> bool",
    )
    call = play(text, tmp_path, hooks=SimpleNamespace(right=lambda pin: pin == "1234"))
    assert asked(call, "0000", "1234", "1")[-1] == "Welcome."
    assert "1234" not in str(call.heard)
