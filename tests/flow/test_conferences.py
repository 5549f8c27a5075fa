"""Joining a conference (language 8, without the store)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, compiled, play

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
