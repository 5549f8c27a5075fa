"""Jumps (language 4): arguments, loops, and loops that never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


def errors(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "error"]


def test_a_jump_hands_over_arguments_also_known_only_during_the_call(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow tell(word: text, code: digits) {{
  menu {{ say "{{word}} {{code}}"; press 1 for "more" -> tell("again", code) }}
}}
answer {{ collect digits given {{ say "Code?"; length: 2 }}; -> tell("first", given) }}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("12")
    assert call.texts()[0] == "first 12"
    for _ in range(3):
        call.press("1")
        assert call.texts()[0] == "again 12"


def test_a_jump_may_swap_its_own_arguments(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow pair(a: digits, b: digits) {{
  menu {{ say "{{a}} {{b}}"; press 1 for "more" -> pair(b, a) }}
}}
answer {{
  collect digits a {{ say "A?"; length: 1 }}
  collect digits b {{ say "B?"; length: 1 }}
  -> pair(a, b)
}}"""
    call = play(text, tmp_path)
    call.answer()
    heard = [call.press(key) and call.texts()[0] for key in "1211"]
    assert heard[1:] == ["1 2", "2 1", "1 2"]


def test_a_counter_in_arguments_counts_on(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow round(n: int) {{
  menu {{ say "Round {{n}}."; press 1 for "more" -> round(n + 1) }}
}}
answer -> round(1)"""
    call = play(text, tmp_path)
    call.answer()
    heard = [call.texts()[0], *(call.press("1") and call.texts()[0] for _ in range(12))]
    assert heard == [f"Round {n}." for n in range(1, 14)]


@pytest.mark.parametrize(
    "body",
    [
        "-> a",
        "if call.from is none -> a\n-> b",
        "let x = find_it()\nif x -> a\n-> b",
        "set tries = tries + 1\n-> a",
    ],
)
def test_a_loop_with_no_question_wait_or_audio_is_an_error(body: str) -> None:
    text = f"""{APP}{HANDLERS}extern find_it() -> bool {{ reads: true }}
var tries: int = 0
flow a {{ {body} }}
flow b {{ -> a }}
answer -> a"""
    assert errors(text) == ["IVR304"]


def test_a_loop_over_audio_goes_round(tmp_path: Path) -> None:
    call = play(f'{APP}flow a {{ say "Please hold."; wait 20s; -> a }}\nanswer -> a', tmp_path)
    call.answer()
    for _ in range(3):
        assert call.actions()[-1] == "notify"
        assert call.texts() == ["Please hold."]
        call.notified()


def test_a_loop_over_a_question_goes_round(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}menu a {{ press 1 for "b" -> b }}
menu b {{ press 1 for "a" -> a }}
answer -> a"""
    call = play(text, tmp_path)
    call.answer()
    heard = [call.press("1") and call.texts()[0] for _ in range(4)]
    assert heard == ["For a, press 1.", "For b, press 1."] * 2


def test_an_unknown_target_has_a_suggestion() -> None:
    text = f'{APP}flow sales {{ say "Sales." }}\nanswer {{ if call.from is none -> sales; -> slaes }}'
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR225"
    assert "`sales`" in f"{mistake.hint}"


def test_wrong_arguments_of_a_jump_are_errors() -> None:
    flow = 'flow tell(word: text, n: int) { say "{word} {n}" }'
    for jump in ('-> tell("x")', '-> tell("x", "y")', '-> tell("x", 1, 2)', "-> tell"):
        assert len(errors(f"{APP}{flow}\nanswer {{ {jump} }}")) == 1, jump
