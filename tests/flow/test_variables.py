"""Call variables (language 3): set on some paths only, in handlers, behind questions."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from driver import APP, HANDLERS, play

if TYPE_CHECKING:
    from pathlib import Path


def test_set_on_some_paths_only(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var plan: text = "basic"
extern vip() -> bool {{ reads: true }}
answer {{
  if vip() {{ set plan = "gold" }}
  menu {{ press 1 for "on" {{ }}; press 2 for "silver" {{ set plan = "silver" }} }}
  menu {{ press 1 for "on" {{ }} }}
  say "Your plan is {{plan}}."
}}"""
    for vip, key, plan in ((True, "1", "gold"), (False, "1", "basic"), (True, "2", "silver")):
        call = play(text, tmp_path, hooks=SimpleNamespace(vip=lambda answer=vip: answer))
        call.answer()
        call.press(key)
        call.press("1")
        assert call.texts() == [f"Your plan is {plan}."]


def test_set_in_a_failure_handler(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var slips: int = 0
answer {{
  menu {{ press 1 for "on" {{ }}; attempts: 5; on invalid {{ set slips = slips + 1 }} }}
  say "{{slips}} slips."
}}"""
    call = play(text, tmp_path)
    call.answer()
    for key in "9891":
        call.press(key)
    assert call.texts() == ["3 slips."]


def test_set_before_again_is_kept(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var extra: int = 0
answer {{
  menu {{
    say "Now {{extra}}."
    press 1 for "more" {{ set extra = extra + 1; -> again }}
    press 2 for "done" {{ }}
  }}
  say "Got {{extra}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    heard = [call.press(key) and call.texts()[0] for key in "1112"]
    assert heard == ["Now 1.", "Now 2.", "Now 3.", "Got 3."]


def test_set_in_a_called_flow_holds_for_the_caller(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var name: text = "nobody"
flow ask {{ menu {{ press 1 for "Ann" {{ set name = "Ann" }} }} }}
answer {{ ask(); say "Hello {{name}}." }}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("1")
    assert call.texts() == ["Hello Ann."]


def test_a_let_is_the_value_at_its_time(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var n: int = 1
answer {{
  let before = n
  set n = n + 1
  menu {{ press 1 for "on" {{ }} }}
  say "{{before}}, {{n}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("1")
    assert call.texts() == ["1, 2."]


def test_an_optional_variable_begins_as_none(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var name: text? = none
answer {{
  menu {{ press 1 for "Ann" {{ set name = "Ann" }}; press 2 for "nobody" {{ }} }}
  menu {{ press 1 for "on" {{ }} }}
  if name is none {{ say "Nobody." }} else {{ say "It is {{name}}." }}
}}"""
    call = play(text, tmp_path)
    for key, words in (("1", "It is Ann."), ("2", "Nobody.")):
        call.answer()
        call.press(key)
        call.press("1")
        assert call.texts() == [words]
