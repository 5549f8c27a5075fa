"""Order of effects (language 4): an NCCO is built before it is heard."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

READS = "extern ask() -> text { reads: true }\nextern change() -> text\n"
ROW = 'hours office in "Europe/London" { open mon-sun 09:00-17:00 }\n'


class Hooks:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def ask(self) -> str:
        self.calls.append("ask")
        return "Asked."

    def change(self) -> str:
        self.calls.append("change")
        return "Changed."


@pytest.mark.parametrize(
    ("before", "extern", "closes"),
    [
        ('say "A."', "ask", False),
        ('play "https://cdn.example.com/a.mp3"', "ask", False),
        ('say "A."', "change", True),
        ("wait 1s", "ask", True),
        ("record { timeout: 5s }", "ask", True),
        ('notify "https://ivr.example.com/x" { a: 1 }', "ask", True),
        ('notify "https://ivr.example.com/x" { a: 1 }', "change", True),
    ],
)
def test_what_closes_the_state(tmp_path: Path, before: str, extern: str, closes: bool) -> None:
    hooks = Hooks()
    call = play(f"{APP}{READS}answer {{ {before}; let x = {extern}(); say x }}", tmp_path, hooks=hooks)
    call.answer()
    if closes:
        assert hooks.calls == []
        assert call.actions()[-1] == "notify"
        assert call.ncco[-1]["eventUrl"][0].startswith("https://ivr.example.com/answer/resume")
        call.notified()
    assert hooks.calls == [extern]
    assert call.heard[-1] in ("Asked.", "Changed.")


def test_the_clock_behind_a_wait_is_read_when_it_is_over(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 20, 8, 59, tzinfo=UTC)]
    text = f'{APP}{ROW}answer {{ wait 2m; if office is open {{ say "Open." }} else {{ say "Closed." }} }}'
    call = play(text, tmp_path, clock=lambda: now[0])
    call.answer()
    assert call.actions() == ["wait", "notify"]
    now[0] = datetime(2026, 11, 20, 9, 1, tzinfo=UTC)
    call.notified()
    assert call.texts() == ["Open."]


def test_the_clock_behind_speech_is_read_early(tmp_path: Path) -> None:
    text = f'{APP}{ROW}answer {{ say "Hi."; if office is open {{ say "Open." }} else {{ say "Closed." }} }}'
    call = play(text, tmp_path, clock=lambda: datetime(2026, 11, 20, 10, tzinfo=UTC))
    call.answer()
    assert call.texts() == ["Hi.", "Open."]


def test_values_travel_over_our_own_notify(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}{READS}answer {{
  collect digits code {{ say "Code?"; length: 2 }}
  say "Please wait."
  let x = change()
  say "{{code}} {{x}}"
}}"""
    call = play(text, tmp_path, hooks=Hooks())
    call.answer()
    call.press("12")
    assert call.texts() == ["Please wait."]
    call.notified()
    assert call.texts() == ["12 Changed."]


def test_inside_a_run_of_barge_in_prompts_it_is_an_error_that_says_to_move_up() -> None:
    text = f"""{APP}{HANDLERS}{READS}answer {{
  say "A." {{ barge_in: true }}
  let x = change()
  menu {{ say x; press 1 for "on" {{ }} }}
}}"""
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR312"
    assert "above" in f"{mistake.hint}"


def test_an_extern_before_everything_is_asked_at_once(tmp_path: Path) -> None:
    hooks = Hooks()
    call = play(f"{APP}{READS}answer {{ let x = change(); say x; wait 1s }}", tmp_path, hooks=hooks)
    call.answer()
    assert call.actions() == ["talk", "wait"]


def test_an_extern_without_result_behind_audio_closes_the_state(tmp_path: Path) -> None:
    told: list[str] = []
    text = f'{APP}extern tell(word: text)\nanswer {{ say "A."; tell("x"); say "B." }}'
    call = play(text, tmp_path, hooks=SimpleNamespace(tell=told.append))
    call.answer()
    assert (call.texts(), told) == (["A."], [])
    call.notified()
    assert (call.texts(), told) == (["B."], ["x"])
