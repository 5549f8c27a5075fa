"""Declarations (language 3): what each adds to a program, and what a caller then hears."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from driver import APP, HANDLERS, Player, compiled, load, play

if TYPE_CHECKING:
    from pathlib import Path


def test_order_of_declarations_does_not_matter(tmp_path: Path) -> None:
    text = 'flow later { say "Hello {NAME}" }\nanswer -> later\nconst NAME = "Ann"\n'
    call = play(text + APP, tmp_path)
    call.answer()
    assert call.heard == ["Hello Ann"]


def test_an_import_is_relative_to_the_file_it_stands_in(tmp_path: Path) -> None:
    files = {
        "parts/one.ivr": 'import "two.ivr"\nflow one { say "One."\n -> two }',
        "parts/two.ivr": 'flow two { say "Two." }',
    }
    call = play(f'{APP}import "parts/one.ivr"\nanswer -> one', tmp_path, files=files)
    call.answer()
    assert call.heard == ["One.", "Two."]


def test_a_circle_of_imports_shows_both_places() -> None:
    files = {"one.ivr": 'import "two.ivr"\n', "two.ivr": 'import "one.ivr"\n'}
    found = compiled(f'{APP}import "one.ivr"\nanswer {{ hangup }}', files=files).diagnostics
    (mistake,) = [d for d in found if d.severity == "error"]
    assert mistake.code == "IVR227"
    assert mistake.related


def test_names_are_shared_with_imports_and_a_duplicate_shows_both_places() -> None:
    files = {"one.ivr": 'flow desk { say "One." }\n'}
    text = f'{APP}import "one.ivr"\nanswer -> desk\nflow desk {{ say "Two." }}'
    found = compiled(text, files=files).diagnostics
    (mistake,) = [d for d in found if d.severity == "error"]
    assert mistake.code == "IVR203"
    assert {mistake.primary.span.file, *(label.span.file for label in mistake.related)} == {0, 1}


def test_a_missing_import_is_one_error() -> None:
    found = compiled(f'{APP}import "none.ivr"\nanswer {{ hangup }}').diagnostics
    assert [d.code for d in found if d.severity == "error"] == ["IVR227"]


def test_defaults_reach_only_the_declarations_of_their_own_file(tmp_path: Path) -> None:
    files = {
        "far.ivr": 'defaults { language: fr-FR; say { level: 0.5 } }\nflow far { say "Loin."\n -> home }'
    }
    text = f'{APP}import "far.ivr"\nanswer -> far\nflow home {{ say "Home." }}'
    call = play(text, tmp_path, files=files)
    levels = [talk.get("level") for talk in call.answer()]
    assert levels == [0.5, None]


def test_defaults_for_one_kind_reach_only_that_kind(tmp_path: Path) -> None:
    defaults = HANDLERS.replace("defaults {", "defaults { menu { timeout: 7s }; collect { timeout: 9s }")
    text = f"""{APP}{defaults}
    answer {{
      menu {{ press 1 for "one" {{ }} }}
      collect digits code {{ say "Code?" }}
      say "Done {{code as digits}}."
    }}"""
    call = play(text, tmp_path)
    assert call.answer()[-1]["dtmf"]["timeOut"] == 7
    assert call.press("1")[-1]["dtmf"]["timeOut"] == 9


def test_a_build_parameter_is_typed_by_its_default(tmp_path: Path) -> None:
    text = f"{APP}param DESK = +441632960001\nparam RING = 20s\nanswer {{\n"
    text += 'connect DESK { timeout: RING }\nsay "No."\n}'
    call = play(text, tmp_path, parameters={"DESK": "+441632960009", "RING": "30s"})
    connect = call.answer()[0]
    assert connect["endpoint"] == [{"type": "phone", "number": "441632960009"}]
    assert connect["timeout"] == 30


def test_a_build_parameter_of_the_wrong_type_or_name_is_an_error() -> None:
    text = f"{APP}param DESK = +441632960001\nanswer {{ connect DESK }}"
    for parameters in ({"DESK": "tomorrow"}, {"DSEK": "+441632960009"}):
        errors = [d.code for d in compiled(text, parameters=parameters).diagnostics if d.severity == "error"]
        assert errors == ["IVR226"]


def test_a_build_parameter_may_be_text_number_or_truth(tmp_path: Path) -> None:
    text = f"""{APP}param NAME = "Acme"
param ROUNDS = 2
param OPEN = true
answer {{ if OPEN {{ say "{{NAME}} {{ROUNDS}}." }} else {{ say "Closed." }} }}"""
    call = play(text, tmp_path, parameters={"NAME": 'A "quoted" name', "ROUNDS": "3", "OPEN": "true"})
    call.answer()
    assert call.heard == ['A "quoted" name 3.']


def test_constants_are_folded_lists_and_records_too(tmp_path: Path) -> None:
    text = f"""{APP}type Branch {{ name: text; number: phone }}
const LEEDS = Branch(name="Leeds", number=+441632960001)
const ALL = [LEEDS, Branch(name="York", number=+441632960002)]
answer {{ say "{{join(ALL.name, " and ")}}: {{len(ALL)}}, first {{LEEDS.name}}." }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == ["Leeds and York: 2, first Leeds."]
    assert (tmp_path / "ncco/answer.json").exists()


def test_a_call_variable_is_kept_across_webhooks_and_each_call_has_its_own(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}var name: text = "nobody"
answer {{
  menu {{ press 1 for "Ann" {{ set name = "Ann" }}
         press 2 for "nothing" {{ }} }}
  menu {{ press 1 for "on" {{ }} }}
  say "Hello {{name}}."
}}"""
    call = play(text, tmp_path)
    other = type(call)(call.app, uuid="b", conversation="CON-b")
    for one, key in ((call, "1"), (other, "2")):
        one.answer()
        one.press(key)
    call.press("1")
    other.press("1")
    assert (call.texts(), other.texts()) == (["Hello Ann."], ["Hello nobody."])


def test_a_named_endpoint_has_its_options(tmp_path: Path) -> None:
    text = f"""{APP}endpoint desk sip "sip:desk@sip.example.com" {{ headers {{ "X-Account": "7" }} }}
answer {{ connect desk {{ timeout: 20s }}
  say "Nobody." }}"""
    call = play(text, tmp_path)
    (endpoint,) = call.answer()[0]["endpoint"]
    assert endpoint == {"type": "sip", "uri": "sip:desk@sip.example.com", "headers": {"X-Account": "7"}}


def test_exactly_one_answer() -> None:
    flow = 'flow desk { say "Desk." }\n'
    twice = f"{APP}{flow}answer -> desk\nanswer -> desk"
    never = f"{APP}{flow}"
    assert [d.code for d in compiled(twice).diagnostics if d.severity == "error"] == ["IVR203"]
    assert [d.code for d in compiled(never).diagnostics if d.severity == "error"] == ["IVR306"]


def test_without_a_fallback_there_is_an_apology_in_the_default_language() -> None:
    files = compiled(f"{APP}defaults {{ language: fr-FR }}\nanswer {{ hangup }}").files
    (talk,) = json.loads(files["ncco/fallback.json"])
    assert talk["language"] == "fr-FR"
    assert talk["text"]


def test_a_fallback_is_served_as_written(tmp_path: Path) -> None:
    call = play(f'{APP}fallback {{ say "Please call later." }}\nanswer {{ hangup }}', tmp_path)
    reply = call.request("https://ivr.example.com/fallback", None, "GET")
    assert reply.ncco == [{"action": "talk", "text": "Please call later."}]


def test_a_menu_is_short_for_a_flow_that_holds_one(tmp_path: Path) -> None:
    options = 'say "Main."\n press 1 for "one" { say "One." }'
    short = play(f"{APP}{HANDLERS}answer -> main\nmenu main {{ {options} }}", tmp_path / "short")
    long = play(f"{APP}{HANDLERS}answer -> main\nflow main {{ menu {{ {options} }} }}", tmp_path / "long")
    for call in (short, long):
        call.answer()
        call.press("1")
    assert short.heard == long.heard == ["Main.", "For one, press 1.", "One."]


def test_anywhere_adds_its_options_to_every_menu_that_does_not_define_that_key(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}anywhere {{
  press 0 for "the desk" -> desk
  press * for "the start" -> main
}}
answer -> main
menu main {{ press 1 for "prices" -> prices }}
menu prices {{ press 0 for "nothing" {{ say "Nothing." }} }}
flow desk {{ say "The desk." }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.texts() == ["For prices, press 1. For the desk, press 0. For the start, press star."]
    call.press("1")
    assert call.texts() == ["For nothing, press 0. For the start, press star."]
    call.press("0")
    assert call.texts() == ["Nothing."]


def test_anywhere_reaches_menus_inside_flows_and_of_imports(tmp_path: Path) -> None:
    far = HANDLERS + 'flow far { menu { press 1 for "one" { say "One." } } }'
    text = f"""{APP}import "far.ivr"
anywhere {{ press 0 for "the desk" -> desk }}
answer -> far
flow desk {{ say "The desk." }}"""
    call = play(text, tmp_path, files={"far.ivr": far})
    call.answer()
    call.press("0")
    assert call.heard[-1] == "The desk."


def test_enumerations_and_records_come_back_through_tokens(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}type State = ok | outage
type Line {{ name: text; state: State; speed: number?; tags: text[] }}
extern line() -> Line {{ reads: true }}
answer {{
  let found = line()
  menu {{ press 1 for "on" {{ }} }}
  match found.state {{
    case State.ok {{ say "{{found.name}} works." }}
    case State.outage {{ say "{{found.name}} is down, {{join(found.tags, " ")}}." }}
  }}
  if found.speed is none {{ say "No speed." }}
}}"""

    module = load(compiled(text), tmp_path)

    class Hooks:
        def line(self) -> object:
            return module.Line(name="DSL", state=module.State.outage, speed=None, tags=["a", "b"])

    call = Player(module.create_app(hooks=Hooks(), insecure=True, state_keys=["key"]))
    call.answer()
    call.press("1")
    assert call.texts() == ["DSL is down, a b.", "No speed."]
