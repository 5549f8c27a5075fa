"""`confirm` (language 6): a question of its own with the settings of its collect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

ASK = "If that is correct, press 1. To try again, press 2."


def program(settings: str, kind: str = "digits", then: str = 'say "Code {code as digits}."') -> str:
    return f"""{APP}{HANDLERS}answer {{
  collect {kind} code {{ say "Code?"
    {settings}
  }}
  {then}
}}
flow locked {{ say "Locked." }}"""


def test_confirm_reads_the_value_back_and_asks(tmp_path: Path) -> None:
    call = play(program("length: 4; confirm: true"), tmp_path)
    call.answer()
    call.press("1234")
    assert call.texts() == [f"You entered 1 2 3 4. {ASK}"]
    assert call.ncco[-1]["dtmf"] == {"maxDigits": 1, "timeOut": 5}
    call.press("1")
    assert call.texts() == ["Code 1 2 3 4."]


def test_words_replace_the_first_sentence(tmp_path: Path) -> None:
    call = play(program('length: 2; confirm: "Room {code as digits}."'), tmp_path)
    call.answer()
    call.press("12")
    assert call.texts() == [f"Room 1 2. {ASK}"]


def test_yes_and_no_may_be_spoken_where_speech_is_taken(tmp_path: Path) -> None:
    text = program("confirm: true", "speech", 'say "Text {code.text}."')
    call = play(text, tmp_path)
    call.answer()
    call.say("Leeds")
    assert call.ncco[-1]["type"] == ["dtmf", "speech"]
    call.say("no")
    assert call.texts() == ["Code?"]
    call.say("York")
    call.say("yes please")
    assert call.texts() == ["Text York."]


def test_it_has_the_settings_of_its_collect(tmp_path: Path) -> None:
    settings = "length: 2; timeout: 9s; style: 2; barge_in: false; min_confidence: 0.7; confirm: true"
    call = play(program(settings), tmp_path)
    call.answer()
    call.press("12")
    assert call.ncco[0]["style"] == 2
    assert "bargeIn" not in call.ncco[0]
    assert call.ncco[-1]["dtmf"]["timeOut"] == 9


def test_it_is_asked_in_the_language_of_its_collect(tmp_path: Path) -> None:
    call = play(program("length: 2; language: en-GB; confirm: true"), tmp_path)
    call.answer()
    call.press("12")
    assert call.ncco[0]["language"] == "en-GB"


def test_no_collects_again_and_counts_as_one_attempt(tmp_path: Path) -> None:
    call = play(program("length: 2; attempts: 2; confirm: true"), tmp_path)
    call.answer()
    call.press("12")
    call.press("2")
    assert call.texts() == ["Code?"]
    call.press("34")
    call.press("2")
    assert call.texts() == ["Goodbye."]


def test_no_is_not_a_wrong_value(tmp_path: Path) -> None:
    settings = 'length: 2; attempts: 5; check: code != "00"; confirm: true\non wrong 2 -> locked'
    call = play(program(settings), tmp_path)
    call.answer()
    call.press("12")
    call.press("2")
    call.press("00")
    assert call.texts() == ["Not an option.", "Code?"]


def test_a_refused_value_is_not_read_back(tmp_path: Path) -> None:
    call = play(program('length: 2; check: code != "00"; confirm: true'), tmp_path)
    call.answer()
    call.press("00")
    assert call.texts() == ["Not an option.", "Code?"]


def test_silence_asks_for_the_confirmation_again(tmp_path: Path) -> None:
    call = play(program("length: 2; confirm: true"), tmp_path)
    call.answer()
    call.press("12")
    call.silence()
    assert call.texts() == ["Nothing heard.", f"You entered 1 2. {ASK}"]
    assert [talk.get("bargeIn") for talk in call.ncco[:-1]] == [True, True]
    call.press("7")
    assert call.texts() == ["Not an option.", f"You entered 1 2. {ASK}"]
    call.silence()
    assert call.texts() == ["Goodbye."]


def test_listen_in_a_handler_waits_for_the_confirmation(tmp_path: Path) -> None:
    call = play(program('length: 2; confirm: true\non silence { say "Yes or no?"; -> listen }'), tmp_path)
    call.answer()
    call.press("12")
    call.silence()
    assert call.texts() == ["Yes or no?"]
    call.press("1")
    assert call.texts() == ["Code 1 2."]


def test_again_in_a_handler_asks_for_the_confirmation_again(tmp_path: Path) -> None:
    call = play(program("length: 2; confirm: true\non invalid { -> again }"), tmp_path)
    call.answer()
    call.press("12")
    call.press("7")
    assert call.texts() == [f"You entered 1 2. {ASK}"]


def test_an_optional_value_is_none_after_the_last_no(tmp_path: Path) -> None:
    text = program(
        "length: 2; attempts: 1; optional: true; confirm: true",
        then='if code is none { say "None." } else { say "Some." }',
    )
    call = play(text, tmp_path)
    call.answer()
    call.press("12")
    call.press("2")
    assert call.texts() == ["None."]


def test_a_secret_may_not_be_confirmed() -> None:
    found = compiled(program("length: 4; secret: true; confirm: true", then='say "Thanks."')).diagnostics
    assert [d.code for d in found if d.severity == "error"] == ["IVR319"]
