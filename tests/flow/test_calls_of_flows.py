"""Calls of flows (language 4): arguments, results, languages, and what may not call what."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


LEAVING = HANDLERS.replace('{ say "Goodbye." }', '{ say "Goodbye."; hangup }')


def errors(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "error"]


def test_a_result_comes_back_over_a_question(tmp_path: Path) -> None:
    text = f"""{APP}{LEAVING}flow ask(word: text) -> digits {{
  collect digits code {{ say "Code for {{word}}?"; length: 2 }}
  return code
}}
answer {{
  let first_one = ask("home")
  let second = ask("work")
  say "{{first_one}} and {{second}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.texts() == ["Code for home?"]
    call.press("12")
    assert call.texts() == ["Code for work?"]
    call.press("34")
    assert call.texts() == ["12 and 34."]


def test_a_result_may_be_one_of_several_on_each_path(tmp_path: Path) -> None:
    text = f"""{APP}{LEAVING}flow choose() -> text {{
  menu {{
    press 1 for "Ann" {{ return "Ann" }}
    press 2 for "Bob" {{ return "Bob" }}
  }}
  return "nobody"
}}
answer {{ let who = choose(); say "You want {{who}}." }}"""
    call = play(text, tmp_path)
    for key, name in (("1", "Ann"), ("2", "Bob")):
        call.answer()
        call.press(key)
        assert call.texts() == [f"You want {name}."]


def test_set_takes_a_result_and_return_passes_one_on(tmp_path: Path) -> None:
    text = f"""{APP}{LEAVING}var total: int = 1
flow inner(n: int) -> int {{ collect number m {{ say "How many?"; range: 1..9 }}; return n * m }}
flow outer() -> int {{ return inner(total + 1) }}
answer {{
  set total = outer()
  menu {{ press 1 for "on" {{ }} }}
  say "Total {{total}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("7")
    call.press("1")
    assert call.texts() == ["Total 14."]


def test_the_callers_names_mean_what_they_meant(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow ask(word: text) {{
  collect digits code {{ say "{{word}}?"; length: 1 }}
  say "Inner {{code}}."
}}
answer {{
  collect digits code {{ say "Outer?"; length: 1 }}
  ask("First")
  ask("Second")
  say "Outer {{code}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("1")
    call.press("2")
    assert call.texts() == ["Inner 2.", "Second?"]
    call.press("3")
    assert call.texts() == ["Inner 3.", "Outer 1."]


def test_a_flow_called_twice_with_run_time_arguments(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow check(word: text) {{
  menu {{ say word; press 1 for "on" {{ }} }}
  say "After {{word}}."
}}
answer {{
  collect digits a {{ say "A?"; length: 1 }}
  collect digits b {{ say "B?"; length: 1 }}
  check("{{a}}{{b}}")
  check("{{b}}{{a}}")
  say "{{a}} {{b}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    for key in "1211":
        call.press(key)
    assert call.texts() == ["After 21.", "1 2."]


def test_a_language_may_change_inside(tmp_path: Path) -> None:
    text = f"""{APP}{LEAVING}prompt bye {{ en-US: "Bye."; fr-FR: "Au revoir." }}
prompt word {{ en-US: "word"; fr-FR: "mot" }}
flow ask() -> digits {{
  menu {{ press 1 for "English" {{ }}; press 2 for "français" in fr-FR {{ language fr-FR }} }}
  collect digits code {{ say word; length: 1 }}
  return code
}}
answer {{ let code = ask(); say bye; say code }}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("2")
    assert call.texts() == ["mot"]
    call.press("7")
    assert call.texts() == ["Au revoir.", "7"]


def test_a_flow_with_a_result_returns_on_every_path() -> None:
    partly = f"""{APP}{LEAVING}flow f() -> text {{ if call.from is none {{ return "x" }} }}
answer {{ let x = f(); say x }}"""
    assert errors(partly) == ["IVR224"]
    leaves = f"""{APP}{LEAVING}flow away {{ say "Away." }}
flow f() -> text {{ if call.from is none {{ return "x" }}; -> away }}
answer {{ let x = f(); say x }}"""
    assert errors(leaves) == []


def test_a_caller_who_gives_up_leaves_no_result_behind() -> None:
    text = f"""{APP}{HANDLERS}flow ask() -> digits {{ collect digits code {{ say "Code?" }}; return code }}
answer {{ let code = ask(); say code }}"""
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR224"
    assert text[mistake.primary.span.start : mistake.primary.span.end] == "code"
    assert errors(text.replace(HANDLERS, LEAVING)) == []


def test_recursion_is_an_error_that_shows_the_circle() -> None:
    text = f"""{APP}{HANDLERS}flow a {{ say "A."; b() }}
flow b {{ menu {{ press 1 for "on" {{ }} }}; a() }}
answer {{ a() }}"""
    found = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert {d.code for d in found} == {"IVR303"}
    assert len(found) == 1
    assert "a -> b -> a" in found[0].primary.message


@pytest.mark.parametrize("use", ['say "{f()}."', 'if f() == "x" { hangup }', 'let x = join([f()], "")'])
def test_flows_stand_only_as_the_whole_right_side(use: str) -> None:
    text = f"""{APP}flow f() -> text {{ return "x" }}
answer {{ {use} }}"""
    assert len(errors(text)) == 1


def test_externs_stand_anywhere_in_expressions(tmp_path: Path) -> None:
    text = f"""{APP}extern name(n: int) -> text {{ reads: true }}
extern ready(n: int) -> bool {{ reads: true }}
answer {{
  if ready(1) and not ready(2) {{ say "Yes {{name(3)}}, {{name(4)}}." }}
  let both = join([name(5), name(6)], "+")
  say both
}}"""
    asked: list[int] = []

    def ready(n: int) -> bool:
        asked.append(n)
        return n == 1

    call = play(text, tmp_path, hooks=SimpleNamespace(name=lambda n: f"n{n}", ready=ready))
    call.answer()
    assert call.heard == ["Yes n3, n4.", "n5+n6"]
    assert asked == [1, 2]


def test_an_extern_behind_and_is_asked_only_if_it_matters(tmp_path: Path) -> None:
    text = f"""{APP}extern ready(n: int) -> bool {{ reads: true }}
answer {{ if ready(1) and ready(2) or ready(3) {{ say "Yes." }} else {{ say "No." }} }}"""
    asked: list[int] = []

    def ready(n: int) -> bool:
        asked.append(n)
        return n == 3

    call = play(text, tmp_path, hooks=SimpleNamespace(ready=ready))
    call.answer()
    assert call.heard == ["Yes."]
    assert asked == [1, 3]
