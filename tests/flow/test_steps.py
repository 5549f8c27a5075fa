"""Steps (language 4): what each does, in which order, and how a block ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "error"]


def warnings(text: str) -> list[str]:
    return [d.code for d in compiled(text).diagnostics if d.severity == "warning"]


def test_steps_take_effect_in_written_order(tmp_path: Path) -> None:
    text = f"""{APP}answer {{
  say "One."; wait 2s; play "https://cdn.example.com/two.mp3"
  notify "https://ivr.example.com/mine" {{ place: "here" }}
  say "Three."
}}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.actions() == ["talk", "wait", "stream", "notify", "talk"]
    assert call.ncco[3] == {
        "action": "notify",
        "payload": {"place": "here"},
        "eventUrl": ["https://ivr.example.com/mine"],
    }


@pytest.mark.parametrize(
    "end", ["-> other", "hangup", "return", 'menu { press * for "x" -> again }\n-> other']
)
def test_a_step_behind_the_end_of_a_block_is_unreachable(end: str) -> None:
    text = f"""{APP}{HANDLERS}flow other {{ say "Other." }}
flow part {{
  {end}
  say "Never."
}}
answer {{ part(); -> other }}"""
    assert warnings(text).count("IVR302") == 1


def test_running_out_ends_the_call_but_returns_from_a_called_flow(tmp_path: Path) -> None:
    text = f"""{APP}flow part {{ say "Part." }}
answer {{ part(); say "Back."; -> part }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == ["Part.", "Back.", "Part."]


def test_hangup_ends_the_call_also_inside_a_called_flow(tmp_path: Path) -> None:
    text = f"""{APP}flow part {{ say "Part."; hangup }}
answer {{ part(); say "Never." }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == ["Part."]


def test_a_jump_forgets_every_flow_that_waits_for_a_return(tmp_path: Path) -> None:
    text = f"""{APP}flow other {{ say "Other." }}
flow inner {{ -> other }}
flow outer {{ inner(); say "Never." }}
answer {{ outer(); say "Never either." }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == ["Other."]


def test_a_jump_out_of_a_called_flow_behind_a_question_forgets_too(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}flow other {{ menu {{ press 1 for "one" {{ say "One." }} }}; return }}
flow inner {{ menu {{ press 1 for "on" {{ }}; press 2 for "other" -> other }} }}
answer {{ inner(); say "Back." }}"""
    call = play(text, tmp_path)
    call.answer()
    call.press("2")
    call.press("1")
    assert call.texts() == ["One."]
    call.answer()
    call.press("1")
    assert call.texts() == ["Back."]


def test_say_and_play_pass_their_settings_on(tmp_path: Path) -> None:
    text = f"""{APP}answer {{
  say "Hello." {{ loop: 2; level: -0.5; language: en-GB; style: 1; premium: true }}
  play "https://cdn.example.com/a.mp3" {{ loop: 0; level: 1 }}
}}"""
    call = play(text, tmp_path)
    assert call.answer() == [
        {"action": "talk", "text": "Hello.", "loop": 2, "level": -0.5, "language": "en-GB", "style": 1,
         "premium": True},
        {"action": "stream", "streamUrl": ["https://cdn.example.com/a.mp3"], "level": 1, "loop": 0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("duration", "fits"), [("100ms", True), ("2h", True), ("50ms", False), ("3h", False)]
)
def test_wait_takes_a_tenth_of_a_second_to_two_hours(duration: str, fits: bool) -> None:
    assert codes(f"{APP}answer {{ wait {duration} }}") == ([] if fits else ["IVR401"])


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("none", None),
        ("2.5", 2.5),
        ("90s", 90),
        ("2026-12-25", "2026-12-25"),
        ("09:00", "09:00:00"),
        ("+441632960001", "441632960001"),
        ("State.ok", "ok"),
        ("[1, 2.5]", [1, 2.5]),
        ("[+441632960001]", ["441632960001"]),
        ('Place(city="York", rooms=[1])', {"city": "York", "rooms": [1]}),
    ],
)
@pytest.mark.parametrize("caller", ["", "; caller: call.from"])
def test_what_a_payload_and_headers_can_hold(tmp_path: Path, written: str, sent: object, caller: str) -> None:
    text = f"""{APP}type State = ok | bad
type Place {{ city: text; rooms: int[] }}
answer {{
  notify "https://ivr.example.com/mine" {{ value: {written}{caller} }}
  connect websocket "wss://audio.example.com/" {{ headers {{ value: {written} }} }}
}}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.ncco[0]["payload"]["value"] == sent
    assert call.ncco[1]["endpoint"][0]["headers"] == {"value": sent}


def test_transfer_ends_the_block(tmp_path: Path) -> None:
    text = f"""{APP}answer {{
  transfer "CON-f972836a-550f-45fa-956c-12a2ab5b7d22"
  say "Never."
}}"""
    assert warnings(text).count("IVR302") == 1
    call = play(text, tmp_path)
    call.answer()
    assert call.actions() == ["transfer"]


def test_transfer_says_who_hears_whom(tmp_path: Path) -> None:
    text = f"""{APP}answer {{
  transfer "CON-f972836a-550f-45fa-956c-12a2ab5b7d22" {{ hears: nobody; speaks_to: everybody }}
}}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.ncco[0]["canHear"] == []
    assert "canSpeak" not in call.ncco[0]


def test_nobody_else_is_behind_a_transfer(tmp_path: Path) -> None:
    move = 'transfer "CON-f972836a-550f-45fa-956c-12a2ab5b7d22"'
    wrong = f"{APP}answer {{ {move} {{ hears: staff; mute: true; speaks_to: nobody }} }}"
    assert [d.code for d in compiled(wrong).diagnostics] == ["IVR225", "IVR313"]


def test_language_switches_from_here_on(tmp_path: Path) -> None:
    text = f"""{APP}defaults {{ language: en-GB }}
prompt hello {{ en-GB: "Hello."; fr-FR: "Bonjour." }}
answer {{ say hello; language fr-FR; say hello; language en-GB; say hello }}"""
    call = play(text, tmp_path)
    call.answer()
    assert call.heard == ["Hello.", "Bonjour.", "Hello."]


def test_a_language_switched_in_a_called_flow_stays(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}prompt hello {{ en-US: "Hello."; fr-FR: "Bonjour." }}
flow choose {{ menu {{ press 1 for "Français" in fr-FR {{ language fr-FR }}; press 2 for "English" {{ }} }} }}
answer {{ choose(); say hello }}"""
    call = play(text, tmp_path)
    for key, word in (("1", "Bonjour."), ("2", "Hello.")):
        call.answer()
        call.press(key)
        assert call.texts() == [word]


def test_hangup_with_nothing_heard_is_a_short_wait_at_first_and_no_content_later(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  if call.from is none {{ hangup }}
  menu {{ press 1 or speak for "the end" {{ hangup }} }}
  say "Never."
}}"""
    call = play(text, tmp_path, caller="anonymous")
    assert call.answer() == [{"action": "wait", "timeout": 0.1}]
    for answer in (lambda call: call.press("1"), lambda call: call.say("the end please")):
        call = play(text, tmp_path)
        call.answer()
        assert answer(call) == []


def test_each_repeats_what_is_heard_and_counts_from_one(tmp_path: Path) -> None:
    body = 'each town, n in TOWNS { say "{n}: {town}."; play "https://cdn.example.com/ping.mp3" }'
    text = f"""{APP}const TOWNS = ["Leeds", "York"]
extern towns() -> text[] {{ reads: true }}
answer {{ {body}; let found = towns(); {body.replace("TOWNS", "found")} }}"""

    class Hooks:
        def towns(self) -> list[str]:
            return ["Hull", "Bath", "Wells"]

    call = play(text, tmp_path, hooks=Hooks())
    call.answer()
    assert call.heard[::2] == ["1: Leeds.", "2: York.", "1: Hull.", "2: Bath.", "3: Wells."]
    assert call.actions() == ["talk", "stream"] * 5


def test_if_goes_on_behind_unless_it_leaves(tmp_path: Path) -> None:
    text = f"""{APP}extern number() -> int {{ reads: true }}
flow none {{ say "None." }}
answer {{
  let n = number()
  if n == 0 -> none
  if n == 1 {{ say "One." }} else if n < 4 {{ say "Few." }} else {{ say "Many." }}
  say "Items."
}}"""

    class Hooks:
        def __init__(self) -> None:
            self.answers = [0, 1, 3, 9]

        def number(self) -> int:
            return self.answers.pop(0)

    call = play(text, tmp_path, hooks=Hooks())
    heard = []
    for _ in range(4):
        call.answer()
        heard.append(call.texts())
    assert heard == [["None."], ["One.", "Items."], ["Few.", "Items."], ["Many.", "Items."]]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ("case true -> yes; case false -> yes", []),
        ("case true -> yes", ["IVR314"]),
        ("case true -> yes; else -> yes", []),
    ],
)
def test_match_needs_else_unless_it_is_exhaustive(cases: str, expected: list[str]) -> None:
    text = f"""{APP}flow yes {{ say "Yes." }}
extern ready() -> bool {{ reads: true }}
answer {{ match ready() {{ {cases} }} }}"""
    assert codes(text) == expected


def test_match_takes_several_values_a_case(tmp_path: Path) -> None:
    text = f"""{APP}{HANDLERS}answer {{
  collect digits day {{ say "Day?"; length: 1 }}
  match day {{ case "6", "7" {{ say "Weekend." }}; case "1" {{ say "Monday." }}; else {{ say "Weekday." }} }}
  say "Bye."
}}"""
    call = play(text, tmp_path)
    heard = []
    for key in "6713":
        call.answer()
        call.press(key)
        heard.append(call.texts()[0])
    assert heard == ["Weekend.", "Weekend.", "Monday.", "Weekday."]
    assert call.texts()[1] == "Bye."


def test_event_url_takes_the_results_elsewhere(tmp_path: Path) -> None:
    text = f"""{APP}answer {{
  record {{ timeout: 5s; event_url: "https://other.example.com/r"; event_method: GET }}
  say "Thanks."
}}"""
    (record, _) = play(text, tmp_path).answer()
    assert record["eventUrl"] == ["https://other.example.com/r"]
    assert record["eventMethod"] == "GET"


def test_event_url_and_a_handler_at_once_is_an_error() -> None:
    text = f"""{APP}extern keep(link: url)
answer {{
  record {{ timeout: 5s; event_url: "https://a.example.com/r"; on saved {{ keep(recording.recording_url) }} }}
  say "Thanks."
}}"""
    assert codes(text) == ["IVR313"]


def test_an_outcome_of_a_connect_may_hang_up_beside_unreachable(tmp_path: Path) -> None:
    handlers = 'on busy { hangup }; on unreachable { say "Nobody." }'
    call = play(f"{APP}answer {{ connect +441632960009 {{ {handlers} }} }}", tmp_path)
    call.answer()
    assert call.outcome("busy") == []
    call.answer()
    call.outcome("timeout")
    assert call.texts() == ["Nobody."]
