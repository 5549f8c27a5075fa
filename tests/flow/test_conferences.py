"""Joining a conference: roles, and who hears whom (language 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

ROLES = """
  role moderator { start_on_enter: true; end_on_exit: true }
  role attendee { start_on_enter: false }
"""
MENU = """
answer {
  menu { press 1 { join standup as moderator }; press 2 { join standup as attendee } }
}"""


def joined(text: str, folder: Path, key: str = "", hooks: object = None) -> dict[str, Any]:
    """The `conversation` action."""
    player = play(APP + HANDLERS + text, folder, hooks=hooks)
    player.answer()
    if key:
        player.press(key)
    return player.ncco[-1]


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(APP + HANDLERS + text).diagnostics]


def test_a_role_says_how_somebody_takes_part(tmp_path: Path) -> None:
    room = 'name: "daily"; music_on_hold_url: "https://cdn.example.com/h.mp3"'
    text = f"conference standup {{ {room} {ROLES} }}"
    assert joined(text + MENU, tmp_path / "1", "1") == {
        "action": "conversation",
        "name": "daily",
        "endOnExit": True,
        "musicOnHoldUrl": ["https://cdn.example.com/h.mp3"],
    }
    assert joined(text + MENU, tmp_path / "2", "2") == {
        "action": "conversation",
        "name": "daily",
        "startOnEnter": False,
        "musicOnHoldUrl": ["https://cdn.example.com/h.mp3"],
    }


def test_the_default_name_is_the_declaration_s(tmp_path: Path) -> None:
    assert joined(f"conference standup {{ {ROLES} }}" + MENU, tmp_path, "1")["name"] == "standup"


def test_with_a_single_role_the_name_is_enough(tmp_path: Path) -> None:
    text = "conference room { role guest { } }\nanswer { join room }"
    assert joined(text, tmp_path) == {"action": "conversation", "name": "room"}


def test_the_name_may_hold_values_of_the_call(tmp_path: Path) -> None:
    text = """
conference room { name: "room-{pin}"; role guest { } }
answer { collect digits pin { say "PIN?"; length: 4 }; join room }"""
    assert joined(text, tmp_path, "4321")["name"] == "room-4321"


def test_a_muted_role_is_not_heard_and_nobody_is_an_empty_list(tmp_path: Path) -> None:
    text = """
conference room {
  role speaker { }
  role muted { mute: true }
  role observer { speaks_to: nobody }
  role dreamer { hears: nobody }
}
answer { menu {
  press 1 { join room as speaker }; press 2 { join room as muted }
  press 3 { join room as observer }; press 4 { join room as dreamer }
} }"""
    assert joined(text, tmp_path / "2", "2")["mute"] is True
    assert joined(text, tmp_path / "3", "3")["canSpeak"] == []
    assert joined(text, tmp_path / "4", "4")["canHear"] == []
    assert joined(text, tmp_path / "1", "1") == {"action": "conversation", "name": "room"}


def test_on_saved_runs_when_the_recording_of_the_room_is_delivered(tmp_path: Path) -> None:
    class Hooks:
        kept = ""

        def keep(self, link: str) -> None:
            self.kept = link

    text = """
extern keep(link: url)
conference room { record: true; role guest { }; on saved { keep(recording.recording_url) } }
answer { join room }"""
    hooks = Hooks()
    player = play(APP + text, tmp_path, hooks=hooks)
    (room,) = player.answer()
    assert room["record"] is True
    body = {"recording_url": "https://api.nexmo.com/v1/files/x", "conversation_uuid": "CON-room"}
    assert player.request(room["eventUrl"][0], body).status == 204
    assert hooks.kept == "https://api.nexmo.com/v1/files/x"


def test_what_on_saved_of_a_room_uses_of_the_call_is_good_from_another_conversation(tmp_path: Path) -> None:
    class Hooks:
        kept: tuple[str, ...] = ()

        def keep(self, who: str, conversation: str, link: str) -> None:
            self.kept = (who, conversation, link)

    text = """
extern keep(who: text, conversation: text, link: url)
conference room {
  record: true
  role guest { }
  on saved { keep(call.from_address, call.conversation_uuid, recording.recording_url) }
}
answer { join room }"""
    hooks = Hooks()
    player = play(APP + text, tmp_path, hooks=hooks)
    (room,) = player.answer()
    body = {"recording_url": "https://api.nexmo.com/v1/files/x", "conversation_uuid": "CON-room"}
    assert player.request(room["eventUrl"][0], body).status == 204
    assert hooks.kept == ("+441632960123", player.conversation, "https://api.nexmo.com/v1/files/x")


def test_join_ends_the_block() -> None:
    text = 'conference room { role guest { } }\nanswer { join room; say "Never." }'
    assert codes(text) == ["IVR302"]


def test_a_role_nobody_joins_with_is_an_error() -> None:
    text = f"conference standup {{ {ROLES} }}\nanswer {{ join standup as moderator }}"
    found = [d for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert ["attendee" in d.primary.message for d in found] == [True]


def test_a_room_that_nobody_starts_is_an_error() -> None:
    text = "conference room { role guest { start_on_enter: false } }\nanswer { join room }"
    assert codes(text) == ["IVR321"]


def test_mute_with_speaks_to_is_an_error() -> None:
    text = "conference room { role guest { mute: true; speaks_to: nobody } }\nanswer { join room }"
    assert codes(text) == ["IVR313"]


def test_transcription_without_record_is_an_error() -> None:
    text = "conference room { transcription { }; role guest { } }\nanswer { join room }"
    found = [d for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert len(found) == 1


@pytest.mark.parametrize(("step", "named"), [("join rom", "room"), ("join room as guset", "guest")])
def test_a_misspelt_room_or_role_is_guessed(step: str, named: str) -> None:
    found = compiled(APP + f"conference room {{ role guest {{ }} }}\nanswer {{ {step} }}").diagnostics
    assert any(named in (d.hint or "") for d in found)


DESK = """
conference desk {
  role customer { }
  role agent { }
  role coach { hears: agent, customer; speaks_to: agent }
}
answer {
  say "Welcome."
  menu {
    press 1 { join desk as customer }
    press 2 { join desk as agent }
    press 3 { join desk as coach }
  }
}"""


def caller(app: Any, number: int) -> Player:
    """A call of its own to the same module."""
    ids = {"uuid": f"leg-{number}", "conversation": f"CON-{number}"}
    player = Player(app, **ids)
    player.answer()
    return player


def over(player: Player) -> None:
    ended = player.fields(status="completed", duration="9")
    assert player.request("https://ivr.example.com/event", ended).status == 204


def test_a_role_hears_and_speaks_to_those_who_are_there(tmp_path: Path) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    for number, key in enumerate("121"):
        assert not {"canHear", "canSpeak"} & caller(app, number).press(key)[-1].keys()
    coach = caller(app, 3)
    coach.press("3")
    assert coach.ncco == [
        {
            "action": "conversation",
            "name": "desk",
            "canSpeak": ["leg-1"],
            "canHear": ["leg-0", "leg-1", "leg-2"],
        }
    ]


def test_lists_of_an_empty_room_are_empty_and_sent(tmp_path: Path) -> None:
    coach = caller(play(APP + HANDLERS + DESK, tmp_path).app, 1)
    coach.press("3")
    assert (coach.ncco[0]["canSpeak"], coach.ncco[0]["canHear"]) == ([], [])


def test_who_hangs_up_is_on_no_list(tmp_path: Path) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    agent = caller(app, 1)
    agent.press("2")
    over(agent)
    coach = caller(app, 2)
    coach.press("3")
    assert coach.ncco[0]["canSpeak"] == []


def test_who_hangs_up_before_the_answer_is_worked_out_is_not_there(tmp_path: Path) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    agent = caller(app, 1)
    over(agent)
    agent.press("2")
    coach = caller(app, 2)
    coach.press("3")
    assert coach.ncco[0]["canHear"] == []


def test_the_event_of_another_leg_moves_nobody(tmp_path: Path) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    agent = caller(app, 1)
    agent.press("2")
    other = agent.fields(status="completed") | {"uuid": "leg-9"}
    agent.request("https://ivr.example.com/event", other)
    agent.request("https://ivr.example.com/event", agent.fields(status="answered"))
    coach = caller(app, 2)
    coach.press("3")
    assert coach.ncco[0]["canSpeak"] == ["leg-1"]


def test_the_same_role_of_another_room_is_somebody_else(tmp_path: Path) -> None:
    text = """
conference desk {
  name: "desk-{number}"
  role agent { }
  role coach { hears: agent }
}
answer {
  collect digits number { say "Which desk?"; length: 1 }
  menu {
    press 1 { join desk as agent }
    press 2 { join desk as coach }
  }
}"""
    app = play(APP + HANDLERS + text, tmp_path).app
    lists = []
    for number, keys in enumerate(("11", "12", "22")):
        player = caller(app, number)
        player.press(keys[0])
        lists.append(player.press(keys[1])[-1].get("canHear"))
    assert lists == [None, ["leg-0"], []]


def test_the_leg_is_the_caller_s_also_behind_a_connect(tmp_path: Path) -> None:
    text = """
conference desk { role customer { }; role coach { hears: customer } }
answer {
  if call.from is none { join desk as coach }
  connect +441632960001 { on unreachable { join desk as customer } }
}"""
    app = play(APP + HANDLERS + text, tmp_path).app
    caller(app, 1).outcome("busy")
    coach = Player(app, uuid="leg-2", conversation="CON-2", caller="anonymous")
    coach.answer()
    assert coach.ncco[0]["canHear"] == ["leg-1"]


def test_a_program_with_a_room_to_know_about_says_so_at_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    play(APP + HANDLERS + DESK, tmp_path / "1")
    assert any("IVRC_REDIS_URL" in line for line in caplog.messages)
    caplog.clear()
    play(APP + HANDLERS + f"conference standup {{ {ROLES} }}" + MENU, tmp_path / "2")
    assert not any("IVRC_REDIS_URL" in line for line in caplog.messages)


def test_everybody_is_no_list(tmp_path: Path) -> None:
    text = "conference room { role guest { hears: everybody; speaks_to: everybody } }\nanswer { join room }"
    assert joined(text, tmp_path) == {"action": "conversation", "name": "room"}


def test_nobody_stands_alone() -> None:
    text = "conference room { role guest { hears: nobody, guest } }\nanswer { join room }"
    assert "IVR313" in codes(text)


def test_a_room_whose_name_is_made_during_the_call_starts_with_any_of_its_roles() -> None:
    text = """
conference room {
  name: "room-{number}"
  role host { start_on_enter: true }
  role guest { start_on_enter: false }
}
flow lead(number: int) { join room as host }
flow wait_in { collect number number { say "Which?"; range: 1..9 }; join room as guest }
answer { if call.from is none -> wait_in; lead(3) }"""
    assert "IVR321" not in codes(text)


def test_a_room_may_be_where_a_failure_leads() -> None:
    text = """
conference room { role guest { start_on_enter: true } }
extern staff(number: phone?) -> phone { on error { join room } }
answer { connect staff(call.from) { on unreachable { say "Nobody is there." } } }"""
    assert codes(text) == []


@pytest.mark.parametrize("status", [["completed"], {"completed": 1}, 7])
def test_an_event_that_makes_no_sense_moves_nobody(tmp_path: Path, status: object) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    agent = caller(app, 1)
    agent.press("2")
    assert agent.request("https://ivr.example.com/event", agent.fields(status=status)).status == 204
    coach = caller(app, 2)
    coach.press("3")
    assert coach.ncco[0]["canSpeak"] == ["leg-1"]


def test_who_has_no_name_is_on_no_list(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = play(APP + HANDLERS + DESK, tmp_path).app
    nameless = Player(app, uuid="", conversation="CON-1")
    nameless.answer()
    assert nameless.press("2")[-1]["action"] == "conversation"
    assert "who enters the room 'desk' is not known" in caplog.messages
    coach = caller(app, 2)
    coach.press("3")
    assert coach.ncco[0]["canSpeak"] == []
