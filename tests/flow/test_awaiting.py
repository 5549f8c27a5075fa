"""Callers who wait until their recording was delivered (language 7)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://api.nexmo.com/v1/files/bbbbbbbb-bbbb-cccc-dddd-0123456789ab"
PLAYED_BACK = """
recording message { timeout: 1m }
answer {
  record message
  await message { timeout: 3s; on timeout -> sorry }
  play message.recording_url
  menu {
    press 1 for "to hear it again" { play message.recording_url }
  }
}
flow sorry { say "Sorry." }"""


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def answered(text: str, folder: Path, clock: Clock | None = None) -> Player:
    player = play(APP + HANDLERS + text, folder, clock=clock)
    player.answer()
    return player


def recorded_by(player: Player) -> str:
    """The address for the recording, which later NCCOs no longer name."""
    return player.url("record")


def deliver(player: Player, url: str) -> int:
    now = player.ncco
    player.ncco = [{"action": "record", "eventUrl": [url]}]
    status = player.recorded().status
    player.ncco = now
    return status


def test_a_request_that_is_repeated_finds_the_recording_again(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    deliver(player, recorded_by(player))
    asked, body = player.url("notify"), player.fields()
    first, again = (json.loads(player.request(asked, body).body) for _ in range(2))
    assert [action["action"] for action in first] == ["stream", "talk", "input"]
    assert [action["action"] for action in again] == ["stream", "talk", "input"]


def test_the_caller_waits_until_the_recording_is_there(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    assert player.actions() == ["record", "notify"]
    url = recorded_by(player)
    for _ in range(2):
        player.notified()
        assert player.ncco[0] == {"action": "wait", "timeout": 1}
        assert player.actions() == ["wait", "notify"]
    assert deliver(player, url) == 204
    player.notified()
    assert player.texts()[0] == LINK


def test_a_recording_that_came_before_is_not_waited_for(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    deliver(player, recorded_by(player))
    player.notified()
    assert player.texts()[0] == LINK


def test_the_recording_travels_to_later_questions(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    deliver(player, recorded_by(player))
    player.notified()
    player.press("1")
    assert player.texts() == [LINK]


def test_the_wait_has_an_end(tmp_path: Path) -> None:
    clock = Clock()
    player = answered(PLAYED_BACK, tmp_path, clock)
    for _ in range(3):
        player.notified()
        assert player.actions() == ["wait", "notify"]
        clock.now += timedelta(seconds=1)
    player.notified()
    assert player.texts() == ["Sorry."]


def test_without_a_handler_it_may_be_none(tmp_path: Path) -> None:
    text = """
recording message { timeout: 1m }
answer {
  record message
  await message { timeout: 0s }
  if message is none { say "Nothing came."; hangup }
  say "It has {message.size} bytes."
}"""
    player = answered(text, tmp_path)
    url = recorded_by(player)
    player.notified()
    assert player.texts() == ["Nothing came."]
    player.answer()
    deliver(player, url)
    player.notified()
    assert player.texts() == ["It has 12222 bytes."]


def test_what_may_be_none_has_to_be_tested() -> None:
    text = """
recording message { timeout: 1m }
answer { record message; await message; play message.recording_url }"""
    assert [d.code for d in compiled(APP + text).diagnostics] == ["IVR212"]


def test_a_handler_that_runs_out_goes_on_without_the_recording(tmp_path: Path) -> None:
    text = """
recording message { timeout: 1m }
answer {
  record message
  await message { timeout: 0s; on timeout { say "It takes a while." } }
  say "Thank you."
}"""
    player = answered(text, tmp_path)
    player.notified()
    assert player.texts() == ["It takes a while.", "Thank you."]


def test_on_saved_runs_too(tmp_path: Path) -> None:
    kept: list[str] = []

    class Hooks:
        def keep(self, link: str) -> None:
            kept.append(link)

    text = """
extern keep(link: url)
recording message { timeout: 1m; on saved { keep(recording.recording_url) } }
answer { record message; await message { on timeout -> sorry }; play message.recording_url }
flow sorry { say "Sorry." }"""
    player = play(APP + text, tmp_path, hooks=Hooks())
    player.answer()
    deliver(player, recorded_by(player))
    player.notified()
    assert (kept, player.texts()) == ([LINK], [LINK])


def test_the_recording_of_another_call_is_not_taken(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    deliver(player, recorded_by(player))
    player.conversation = "CON-00000000-550f-45fa-956c-12a2ab5b7d22"
    player.notified()
    assert player.actions() == ["wait", "notify"]


def test_it_cannot_be_awaited_what_is_sent_elsewhere() -> None:
    text = """
recording message { timeout: 1m; event_url: "https://rec.example.com/x" }
answer { record message; await message }"""
    found = [d for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert [(d.code, d.primary.message) for d in found] == [
        ("IVR313", "`await message` waits in vain for what is sent elsewhere")
    ]


def test_keys_that_interrupt_leave_no_time_to_wait() -> None:
    text = """
recording message { timeout: 1m }
answer { record message; say "One moment." { barge_in: true }; await message; say "Thank you." }"""
    assert "IVR312" in [d.code for d in compiled(APP + text).diagnostics]


@pytest.mark.parametrize("payload", [None, [], {"until": "soon"}, {"until": None}, "x"])
def test_a_payload_that_is_not_ours_begins_the_wait_anew(tmp_path: Path, payload: object) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    body = {"conversation_uuid": player.conversation, "payload": payload}
    player.ncco = player.request(player.url("notify"), body).ncco
    assert player.actions() == ["wait", "notify"]


def test_a_recording_without_its_fields_is_no_error_page(tmp_path: Path) -> None:
    player = answered(PLAYED_BACK, tmp_path)
    url = recorded_by(player)
    body = {"recording_url": LINK, "conversation_uuid": player.conversation}
    assert player.request(url, body).status == 204
    player.notified()
    assert player.actions() == ["talk"]
