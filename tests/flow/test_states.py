"""What is compiled (language 14): static and dynamic states, tokens, versions, limits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from driver import APP, HANDLERS, compiled, load, play

if TYPE_CHECKING:
    from pathlib import Path

    from ivrc.runtime import App

MENU = """
menu main { press 1 for "sales" -> sales; press 2 for "code" -> coded }
flow sales { say "Sales." }
flow coded { collect digits code { say "Code?"; length: 2 }; say "It is {code}."; -> sales }
"""
PROGRAM = f"{APP}{HANDLERS}answer -> main{MENU}"


def nccos(text: str) -> set[str]:
    return {name for name in compiled(text).files if name.startswith("ncco/")}


def token(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("s", [""])[0]


def test_what_depends_on_nothing_is_a_file_and_served_as_its_bytes(tmp_path: Path) -> None:
    call = play(PROGRAM, tmp_path)
    reply = call.request("https://ivr.example.com/answer", call.fields())
    assert json.loads(reply.body) == json.loads((tmp_path / "ncco/main.json").read_text())
    assert "ncco/coded.after_code.json" not in nccos(PROGRAM)


def test_live_values_travel_and_others_do_not(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  collect digits used {{ say "A?"; length: 1 }}
  collect digits unused {{ say "B?"; length: 1 }}
  menu {{ press 1 for "on" {{ }}; press 2 for "off" {{ hangup }} }}
  say "{{used}}"
  menu {{ press 1 for "on" {{ }} }}
  say "Bye."
}}"""
    call = play(text, tmp_path)
    assert token(call.answer()[-1]["eventUrl"][0]) == ""
    assert token(call.press("1")[-1]["eventUrl"][0])
    assert token(call.press("2")[-1]["eventUrl"][0])
    assert token(call.press("1")[-1]["eventUrl"][0]) == ""


def test_a_token_belongs_to_its_call_and_route(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  collect digits code {{ say "A?"; length: 1 }}
  menu {{ press 1 for "on" {{ }} }}
  say "It is {{code}}."
}}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("7")
    url = call.url("input")
    body = call.fields(dtmf={"digits": "1", "timed_out": False}, speech={})
    other = {**body, "conversation_uuid": "CON-11111111-550f-45fa-956c-12a2ab5b7d22"}
    assert call.request(url, body).ncco[0]["text"] == "It is 7."
    assert "It is 7." not in call.request(url, other).body.decode()


def test_the_question_url_carries_a_digest_of_what_an_answer_can_mean(tmp_path: Path) -> None:
    def version(text: str) -> str:
        files = compiled(text).files
        url = json.loads(files["ncco/main.json"])[-1]["eventUrl"][0]
        return parse_qs(urlsplit(url).query)["v"][0]

    first = version(PROGRAM)
    assert version(PROGRAM.replace('for "sales"', 'for "buying"')) == first
    assert version(PROGRAM.replace('2 for "code" -> coded', '2 for "code" -> sales')) != first
    assert version(PROGRAM.replace('press 2 for "code"', 'press 3 for "code"')) != first


def test_after_a_change_the_new_question_is_asked_and_the_old_key_means_nothing(tmp_path: Path) -> None:
    old = play(PROGRAM, tmp_path / "old")
    old.answer()
    swapped = PROGRAM.replace("press 1 for", "press 9 for").replace("press 2 for", "press 1 for")
    new = play(swapped, tmp_path / "new")
    new.ncco = old.ncco
    new.press("1")
    assert new.texts() == ["For sales, press 9. For code, press 1."]


def test_a_question_that_no_longer_exists_gives_the_fallback(tmp_path: Path) -> None:
    old = play(PROGRAM, tmp_path / "old")
    old.answer()
    new = play(f'{APP}fallback {{ say "Sorry." }}\nanswer {{ hangup }}', tmp_path / "new")
    new.ncco = old.ncco
    new.press("1")
    assert new.texts() == ["Sorry."]


def test_any_process_answers_any_request(tmp_path: Path) -> None:
    text = PROGRAM.replace('say "It is {code}."', 'menu { press 1 for "on" { } }; say "It is {code}."')
    module = load(compiled(text), tmp_path)

    def app() -> App:
        return module.create_app(insecure=True, state_keys=["one key"])

    call = play(text, tmp_path)
    for key in ("", "2", "12", "1"):
        call.app = app()
        call.press(key) if key else call.answer()
    assert call.texts() == ["It is 12.", "Sales."]


def test_states_are_named_after_menus_and_flows() -> None:
    assert nccos(PROGRAM) >= {"ncco/main.json", "ncco/sales.json", "ncco/coded.json", "ncco/fallback.json"}


def test_equal_states_are_merged_and_unreachable_ones_dropped() -> None:
    text = f"""{APP}{HANDLERS}answer -> main
menu main {{ press 1 for "a" {{ say "Same." }}; press 2 for "b" {{ say "Same." }} }}
flow never {{ say "Never." }}"""
    files = compiled(text).files
    same = [name for name, content in files.items() if name.startswith("ncco/") and b'"Same."' in content]
    assert len(same) == 1
    assert "ncco/never.json" not in files


def test_attempts_are_nccos_of_their_own() -> None:
    names = nccos(
        f'{APP}{HANDLERS}answer -> main\nmenu main {{ press 1 for "x" {{ say "X." }}; attempts: 4 }}'
    )
    expected = {f"ncco/main.{kind}.{n}.json" for kind in ("silence", "invalid") for n in (2, 3, 4)}
    assert expected <= names


def test_too_many_states_name_the_flow_and_its_factors() -> None:
    counted = "attempts: 10; on silence 9 -> away; on invalid 9 -> away"
    ask = f'flow ask {{ menu {{ press 1 for "on" {{ }}; {counted} }} }}'
    calls = "\n".join(["ask()"] * 40)
    text = f'{APP}{HANDLERS}flow away {{ say "Away." }}\n{ask}\nanswer {{\n{calls}\n}}'
    (mistake,) = [d for d in compiled(text).diagnostics if d.severity == "error"]
    assert mistake.code == "IVR305"
    words = f"{mistake.primary.message} {mistake.hint}"
    for factor in ("2,000", "ask", "call", "attempts", "languages"):
        assert factor in words


def test_the_same_sources_give_the_same_bytes() -> None:
    assert compiled(PROGRAM).files == compiled(PROGRAM).files


def test_ncco_files_are_json_with_two_spaces_and_a_final_newline() -> None:
    for path, content in compiled(PROGRAM).files.items():
        if path.startswith("ncco/"):
            text = content.decode()
            assert text.startswith('[\n  {\n    "action": ')
            assert text.endswith("]\n")
