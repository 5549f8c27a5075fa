"""Recording messages and calls, and what happens when a recording is delivered (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

LINK = "https://api.nexmo.com/v1/files/bbbbbbbb-bbbb-cccc-dddd-0123456789ab"


class Hooks:
    """Remembers what it was asked."""

    def __init__(self, *, failing: bool = False) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.failing = failing

    def __getattr__(self, name: str) -> Any:
        def hook(*arguments: Any) -> None:
            self.asked.append((name, *arguments))
            if self.failing:
                raise ValueError(name)

        return hook


def answered(text: str, folder: Path, hooks: object = None) -> Player:
    player = play(APP + HANDLERS + text, folder, hooks=hooks)
    player.answer()
    return player


def test_every_option_of_the_target_may_be_set(tmp_path: Path) -> None:
    text = """
recording message {
  format: wav
  end_on_silence: 4s
  end_on_key: 1
  timeout: 2m
  beep_start: true
  split: conversation
  channels: 2
  transcription { language: en-GB }
}
answer { record message; say "Thank you." }"""
    (record, _) = answered(text, tmp_path).ncco
    assert record == {
        "action": "record",
        "format": "wav",
        "split": "conversation",
        "channels": 2,
        "endOnSilence": 4,
        "endOnKey": "1",
        "timeOut": 120,
        "beepStart": True,
        "transcription": {"language": "en-GB"},
    }


def test_on_saved_runs_when_the_recording_is_delivered(tmp_path: Path) -> None:
    text = """
extern keep(link: url, seconds: int)
recording message { timeout: 1m; on saved { keep(recording.recording_url, recording.size) } }
answer { record message; say "Thank you." }"""
    hooks = Hooks()
    player = answered(text, tmp_path, hooks)
    assert hooks.asked == []
    reply = player.recorded()
    assert (reply.status, reply.body) == (204, b"")
    assert hooks.asked == [("keep", LINK, 12222)]


def test_what_on_saved_uses_of_the_call_travels_in_the_event_url(tmp_path: Path) -> None:
    text = """
extern keep(who: text, ticket: digits, link: url)
recording message { timeout: 1m; on saved { keep(call.from_address, ticket, recording.recording_url) } }
answer {
  collect digits ticket { say "Ticket?"; length: 3 }
  record message { on saved { keep(call.from_address, ticket, recording.recording_url) } }
  say "Thank you."
}""".replace(
        "; on saved { keep(call.from_address, ticket, recording.recording_url) } }\nanswer", " }\nanswer"
    )
    hooks = Hooks()
    player = answered(text, tmp_path, hooks)
    player.press("123")
    assert "123" not in player.url("record").partition("?s=")[0]
    player.recorded()
    assert hooks.asked == [("keep", "+441632960123", "123", LINK)]


def test_a_block_behind_the_step_adds_to_the_declaration(tmp_path: Path) -> None:
    text = """
extern keep(link: url)
recording message { timeout: 1m; beep_start: true; on saved { keep(recording.recording_url) } }
answer { record message { end_on_key: #; beep_start: false }; say "Thank you." }"""
    hooks = Hooks()
    player = answered(text, tmp_path, hooks)
    record = player.ncco[0]
    assert (record["timeOut"], record["endOnKey"]) == (60, "#")
    assert "beepStart" not in record
    player.recorded()
    assert hooks.asked == [("keep", LINK)]


def test_on_saved_answers_503_when_its_extern_fails_and_logs_the_whole_event(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = """
extern keep(link: url)
answer { record { timeout: 1m; on saved { keep(recording.recording_url) } }; say "Thank you." }"""
    player = answered(text, tmp_path, Hooks(failing=True))
    assert player.recorded().status == 503
    assert '"recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab"' in caplog.text


def test_a_handler_that_speaks_to_callers_does_not_hide_that_a_recording_is_lost(tmp_path: Path) -> None:
    text = """
defaults { on error -> sorry }
extern keep(link: url)
answer { record { timeout: 1m; on saved { keep(recording.recording_url) } }; say "Thank you." }
flow sorry { say "Sorry." }"""
    player = play(APP + text, tmp_path, hooks=Hooks(failing=True))
    player.answer()
    assert player.recorded().status == 503


def test_the_call_s_own_handler_may_save_a_recording_elsewhere(tmp_path: Path) -> None:
    class Broken:
        found = ""

        def keep(self, _: str) -> None:
            raise ValueError

        def park(self, link: str) -> None:
            self.found = link

    text = """
extern keep(link: url)
extern park(link: url)
answer {
  record {
    timeout: 1m
    on saved { keep(recording.recording_url) { on error { park(recording.recording_url) } } }
  }
  say "Thank you."
}"""
    hooks = Broken()
    player = answered(text, tmp_path, hooks)
    assert player.recorded().status == 204
    assert hooks.found == LINK


def test_conditions_may_stand_in_on_saved(tmp_path: Path) -> None:
    text = """
extern keep(link: url)
extern drop(link: url)
answer {
  record {
    timeout: 1m
    on saved {
      if recording.size > 5000 { keep(recording.recording_url) } else { drop(recording.recording_url) }
    }
  }
  say "Thank you."
}"""
    hooks = Hooks()
    player = answered(text, tmp_path, hooks)
    player.recorded()
    player.recorded(size=100, recording_uuid="dddddddd-bbbb-cccc-dddd-0123456789ab")
    assert [name for name, _ in hooks.asked] == ["keep", "drop"]


@pytest.mark.parametrize("step", ['say "Thank you."', "-> away", "hangup", "wait 1s"])
def test_on_saved_may_call_externs_only(step: str) -> None:
    text = f"""
answer {{ record {{ timeout: 1m; on saved {{ {step} }} }}; say "Thank you." }}
flow away {{ say "Away." }}"""
    assert "IVR208" in [d.code for d in compiled(APP + text).diagnostics]


def test_on_transcribed_has_the_address_of_the_transcript(tmp_path: Path) -> None:
    text = """
extern keep(link: url)
extern read(link: url)
answer {
  record {
    timeout: 1m
    transcription { language: en-GB }
    on saved { keep(recording.recording_url) }
    on transcribed { read(recording.transcription_url) }
  }
  say "Thank you."
}"""
    hooks = Hooks()
    player = answered(text, tmp_path, hooks)
    transcription = player.ncco[0]["transcription"]
    assert transcription["language"] == "en-GB"
    body = {
        "conversation_uuid": player.conversation,
        "type": "record",
        "recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab",
        "status": "transcribed",
        "transcription_url": "https://api.nexmo.com/v1/files/t",
    }
    assert player.request(transcription["eventUrl"][0], body).status == 204
    assert hooks.asked == [("read", "https://api.nexmo.com/v1/files/t")]


def test_a_transcription_without_handlers_is_asked_for(tmp_path: Path) -> None:
    text = 'answer { record { timeout: 1m; transcription { } }; say "Thank you." }'
    assert answered(text, tmp_path).ncco[0]["transcription"] == {}


def test_without_a_stop_condition_the_rest_of_the_call_is_recorded(tmp_path: Path) -> None:
    text = 'answer { record { split: conversation }; say "You are recorded." }'
    record, _ = answered(text, tmp_path).ncco
    assert not {"endOnSilence", "endOnKey", "timeOut"} & record.keys()


def test_an_extern_behind_a_recording_waits_for_its_end(tmp_path: Path) -> None:
    text = """
extern name() -> text { reads: true }
answer { record { timeout: 1m }; let who = name(); say who }"""

    class Names:
        def name(self) -> str:
            return "Ann"

    player = answered(text, tmp_path, Names())
    assert player.actions() == ["record", "notify"]
    player.notified()
    assert player.heard == ["Ann"]


def test_event_url_takes_the_place_of_the_module(tmp_path: Path) -> None:
    text = """
answer { record { timeout: 1m; event_url: "https://rec.example.com/x"; event_method: GET }; say "x" }"""
    record = answered(text, tmp_path).ncco[0]
    assert (record["eventUrl"], record["eventMethod"]) == (["https://rec.example.com/x"], "GET")


def test_event_url_and_a_handler_exclude_each_other() -> None:
    text = """
extern keep(link: url)
answer {
  record { timeout: 1m; event_url: "https://rec.example.com/x"; on saved { keep(recording.recording_url) } }
  say "x"
}"""
    assert [d.code for d in compiled(APP + text).diagnostics] == ["IVR313"]


def test_a_background_recording_as_the_last_step_is_reported() -> None:
    found = compiled(APP + 'answer { say "Hello."; record { } }').diagnostics
    assert [d.code for d in found] == ["IVR435"]


def test_a_waiting_recording_in_front_of_a_connect_is_reported() -> None:
    text = 'answer { record { timeout: 1m }; connect +441632960001 { on unreachable { say "No." } } }'
    assert len(compiled(APP + text).diagnostics) == 1


KEEP = """
extern keep(link: url)
extern store(link: url)
recording message {
  timeout: 1m
  transcription { }
  on saved { keep(recording.recording_url) }
  on transcribed { store(recording.transcription_url) }
}
answer { record message; say "Thank you." }"""


def test_a_recording_that_is_told_of_twice_is_saved_once(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(KEEP, tmp_path, hooks)
    assert [player.recorded().status for _ in range(2)] == [204, 204]
    assert len(hooks.asked) == 1
    player.recorded(recording_uuid="dddddddd-bbbb-cccc-dddd-0123456789ab")
    assert len(hooks.asked) == 2


def test_a_transcript_is_another_event_of_the_same_recording(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(KEEP, tmp_path, hooks)
    player.recorded()
    (record, _) = player.ncco
    (url,) = record["transcription"]["eventUrl"]
    told = {
        "conversation_uuid": player.conversation,
        "type": "record",
        "recording_uuid": "cccccccc-bbbb-cccc-dddd-0123456789ab",
        "status": "transcribed",
        "transcription_url": "https://api.nexmo.com/v1/files/2",
    }
    assert [player.request(url, told).status for _ in range(2)] == [204, 204]
    assert hooks.asked == [("keep", LINK), ("store", "https://api.nexmo.com/v1/files/2")]


def test_a_recording_whose_handler_failed_is_saved_when_it_comes_again(tmp_path: Path) -> None:
    hooks = Hooks(failing=True)
    player = answered(KEEP, tmp_path, hooks)
    assert player.recorded().status == 503
    hooks.failing = False
    assert player.recorded().status == 204
    assert player.recorded().status == 204
    assert len(hooks.asked) == 2


def test_a_recording_may_come_after_the_end_of_the_call(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(KEEP, tmp_path, hooks)
    ended = player.fields(status="completed", duration="9")
    assert player.request("https://ivr.example.com/event", ended).status == 204
    assert player.recorded().status == 204
    assert len(hooks.asked) == 1
