"""`expect`: where a call stands."""

from __future__ import annotations

import pytest

from testing.playing import CALL, HANDLERS, failing, outcomes, passes

TARGETS = """
const DESK = +441632960001
const STAFF = [+441632960001, +441632960002]
endpoint office sip "sip:office@example.com" { headers { line: "1" } }
endpoint trunk sip "desk" { domain: "acme" }
"""


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("DESK", "DESK"),
        ("DESK", "+441632960001"),
        ("DESK", "STAFF"),
        ("DESK", ""),
        ("office", "office"),
        ("office", 'sip "sip:office@example.com"'),
        ("trunk", "trunk"),
        ('app "jamie"', 'app "jamie"'),
        ('vbc "111"', 'vbc "111"'),
        ('websocket "wss://ai.example.com/voice"', 'websocket "wss://ai.example.com/voice"'),
    ],
)
def test_whom_is_dialled(target: str, expected: str) -> None:
    program = f'{TARGETS}\nanswer {{ connect {target} {{ on unreachable {{ say "Nobody." }} }} }}'
    passes(program, f"{CALL}; expect connect {expected}")
    passes(program, f"{CALL}; answer answered; expect connect {expected}")


@pytest.mark.parametrize("expected", ["+441632960002", "office", "trunk", 'app "jamie"'])
def test_somebody_else_is_dialled(expected: str) -> None:
    program = f'{TARGETS}\nanswer {{ connect DESK {{ on unreachable {{ say "Nobody." }} }} }}'
    message = failing(program, f"{CALL}; expect connect {expected}")
    assert message == "instead +441632960001 is being rung"
    message = failing(program, f"{CALL}; answer answered; expect connect {expected}")
    assert message == "instead the caller talks to +441632960001"


def test_one_after_the_other_is_dialled() -> None:
    program = f'{TARGETS}\nanswer {{ connect [DESK, office] {{ on unreachable {{ say "Nobody." }} }} }}'
    passes(
        program,
        f'{CALL}; expect connect DESK; answer busy; expect connect office; answer busy; hear "Nobody"',
    )


ROOMS = """
conference standup {
  music_on_hold_url: "https://cdn.example.com/hold.mp3"
  role host { start_on_enter: true; end_on_exit: true }
  role guest { start_on_enter: false }
  role observer { start_on_enter: false; speaks_to: nobody }
}
conference lobby { name: "lobby-{call.to as digits}"; role visitor { } }
answer {
  if call.from == +441632960001 { join standup as host }
  if call.from == +441632960002 { join standup as guest }
  if call.from == +441632960003 { join standup as observer }
  join lobby
}
"""
ROLES = {"1": "standup as host", "2": "standup as guest", "3": "standup as observer", "4": "lobby as visitor"}


@pytest.mark.parametrize("caller", ROLES)
def test_who_is_in_which_room(caller: str) -> None:
    call = f"call from +44163296000{caller}"
    passes(ROOMS, f"{call}; expect join {ROLES[caller]}")
    passes(ROOMS, f"{call}; expect join {ROLES[caller].partition(' ')[0]}")
    for other in set(ROLES.values()) - {ROLES[caller]}:
        assert "the caller is in the room" in failing(ROOMS, f"{call}; expect join {other}")


def test_a_room_is_named_with_its_role() -> None:
    message = failing(ROOMS, "call from +441632960002; expect hangup")
    assert message == "instead the caller is in the room `standup` as guest"


RECORDINGS = """
recording message { timeout: 20s; on saved { keep(recording.recording_url) } }
recording note { timeout: 20s; on saved { drop(recording.recording_url) } }
recording plain { timeout: 30s }
recording all { format: wav }
extern keep(link: url)
extern drop(link: url)
answer {
  if call.from == +441632960001 { record message; say "Thanks."; hangup }
  if call.from == +441632960002 { record note; say "Thanks."; hangup }
  if call.from == +441632960003 { record plain; say "Thanks."; hangup }
  record all
  connect +441632960009 { on unreachable { say "Nobody." } }
}
"""
NAMES = {"1": "message", "2": "note", "3": "plain", "4": "all"}


@pytest.mark.parametrize("caller", NAMES)
def test_what_is_recorded(caller: str) -> None:
    call = f"call from +44163296000{caller}"
    passes(RECORDINGS, f"{call}; expect record {NAMES[caller]}; expect record")
    for other in set(NAMES.values()) - {NAMES[caller]}:
        assert "instead " in failing(RECORDINGS, f"{call}; expect record {other}")


def test_a_recording_that_is_over_does_not_run() -> None:
    message = failing(RECORDINGS, "call from +441632960003; silence; expect record plain")
    assert message == "instead the call is over"


def test_what_is_asked() -> None:
    program = f"""{HANDLERS}
answer {{
  collect digits pin {{ say "Pin."; length: 4; confirm: true }}
  menu {{ press 1 for "sales" {{ say "Sales." }} }}
}}
"""
    passes(program, f"{CALL}; expect collect pin; press 1234; expect collect pin; press 1; press 1")
    message = failing(program, f"{CALL}; press 1234; press 1; expect collect")
    assert message.startswith("instead the caller is asked in `menu")


def test_a_call_that_is_not_over() -> None:
    program = f'{HANDLERS}answer {{ collect digits pin {{ say "Pin." }} }}'
    assert failing(program, f"{CALL}; expect hangup") == "instead the caller is asked in `collect pin`"


def test_a_recording_whose_events_go_elsewhere() -> None:
    program = """
recording message { timeout: 20s; event_url: "https://files.example.com/recordings" }
recording note { timeout: 20s }
answer { if call.from is none { record note }; record message; say "Thanks." }
"""
    passes(program, f"{CALL}; expect record message")
    assert "`message` records" in failing(program, f"{CALL}; expect record note")
    passes(program, "call from none; expect record note")


def test_a_program_below_a_path_of_its_server() -> None:
    app = 'app "Shop" { base_url: "https://example.com/phone/ivr"; number: +441632960000 }\n'
    question = f'{HANDLERS}answer {{ collect digits pin {{ say "Pin." }}; say "Thanks." }}\n'
    text = f'{app}{question}test "it" {{ {CALL}; expect collect pin; press 1234; hear "Thanks" }}'
    assert outcomes(text, app="")["it"].failure is None
