"""Connecting a call: targets, outcomes and what the called party hears (language 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, load, play

if TYPE_CHECKING:
    from pathlib import Path

FAILURES = ("busy", "timeout", "failed", "rejected", "unanswered")


def answered(text: str, folder: Path, **more: Any) -> Player:
    player = play(APP + HANDLERS + text, folder, **more)
    player.answer()
    return player


def endpoint(target: str, folder: Path, **more: Any) -> dict[str, Any]:
    """The endpoint that a connect dials."""
    player = answered(f"answer {{ connect {target} }}", folder, **more)
    return player.ncco[0]["endpoint"][0]


@pytest.mark.parametrize(
    ("target", "dialled"),
    [
        ("+441632960001", {"type": "phone", "number": "441632960001"}),
        (
            '+441632960001 { dtmf_answer: "1p2"; shaken: "header.payload.signature" }',
            {
                "type": "phone",
                "number": "441632960001",
                "dtmfAnswer": "1p2",
                "shaken": "header.payload.signature",
            },
        ),
        ('app "jamie"', {"type": "app", "user": "jamie"}),
        ('sip "sip:desk@example.com"', {"type": "sip", "uri": "sip:desk@example.com"}),
        (
            'sip "desk" { domain: "trunk-name" }',
            {"type": "sip", "user": "desk", "domain": "trunk-name"},
        ),
        (
            'sip "sip:a@example.com" { headers { "X-Account": "7"; desk: "two" }; user_to_user: "3423" }',
            {
                "type": "sip",
                "uri": "sip:a@example.com",
                "headers": {"X-Account": "7", "desk": "two"},
                "standardHeaders": {"User-to-User": "3423"},
            },
        ),
        (
            'websocket "wss://bot.example.com/ws"',
            {"type": "websocket", "uri": "wss://bot.example.com/ws", "content-type": "audio/l16;rate=16000"},
        ),
        (
            """websocket "wss://b.example.com" {
  content_type: "audio/l16;rate=8000"; headers { id: "7" }; authorization: "Bearer x"
}""",
            {
                "type": "websocket",
                "uri": "wss://b.example.com",
                "content-type": "audio/l16;rate=8000",
                "headers": {"id": "7"},
                "authorization": {"type": "custom", "value": "Bearer x"},
            },
        ),
        (
            'websocket "wss://b.example.com" { authorization: "vonage" }',
            {
                "type": "websocket",
                "uri": "wss://b.example.com",
                "content-type": "audio/l16;rate=16000",
                "authorization": {"type": "vonage"},
            },
        ),
        ('vbc "111"', {"type": "vbc", "extension": "111"}),
    ],
)
def test_each_kind_of_target_is_dialled_as_the_platform_wants_it(
    target: str, dialled: dict[str, Any], tmp_path: Path
) -> None:
    assert endpoint(target, tmp_path) == dialled


def test_a_phone_of_the_call_is_dialled_without_its_plus(tmp_path: Path) -> None:
    player = answered("answer { if call.from is not none { connect call.from } }", tmp_path)
    assert player.ncco[0]["endpoint"] == [{"type": "phone", "number": "441632960123"}]


def test_headers_may_hold_values_of_the_call(tmp_path: Path) -> None:
    made = endpoint('sip "sip:a@example.com" { headers { who: call.from_address } }', tmp_path)
    assert made["headers"] == {"who": "+441632960123"}


def test_a_named_endpoint_is_dialled_with_its_settings_before_the_step_s(tmp_path: Path) -> None:
    text = """
endpoint desk sip "sip:desk@example.com" { headers { desk: "one"; line: "a" } }
answer { connect desk { headers { desk: "two" }; timeout: 15s } }"""
    (connect,) = answered(text, tmp_path).ncco
    assert connect["endpoint"][0]["headers"] == {"desk": "two", "line": "a"}
    assert connect["timeout"] == 15


def test_from_is_the_app_s_first_number_unless_it_is_written(tmp_path: Path) -> None:
    app = 'app "x" { base_url: "https://ivr.example.com"; number: +441632960000, +441632960009 }\n'

    def shown(settings: str, name: str) -> dict[str, Any]:
        player = play(app + f"answer {{ connect +441632960001 {{ {settings} }} }}", tmp_path / name)
        return player.answer()[0]

    assert shown("", "default")["from"] == "441632960000"
    assert shown("from: +441632960009", "own")["from"] == "441632960009"
    random = shown("random_from_number: true", "random")
    assert random["randomFromNumber"] is True
    assert "from" not in random


def test_limits_are_written_in_seconds(tmp_path: Path) -> None:
    (connect,) = answered("answer { connect +441632960001 { timeout: 20s; limit: 1h } }", tmp_path).ncco
    assert (connect["timeout"], connect["limit"]) == (20, 3600)


@pytest.mark.parametrize("status", FAILURES)
def test_each_outcome_has_its_own_handler(status: str, tmp_path: Path) -> None:
    handlers = "\n".join(f'on {s} {{ say "It was {s}." }}' for s in FAILURES)
    player = answered(f"answer {{ connect +441632960001 {{ {handlers} }} }}", tmp_path)
    assert player.ncco[-1]["eventType"] == "synchronous"
    player.outcome(status)
    assert player.heard == [f"It was {status}."]


def test_unreachable_is_for_those_without_a_handler_of_their_own(tmp_path: Path) -> None:
    text = """
answer { connect +441632960001 { on busy { say "Busy." }; on unreachable { say "Unreachable." } } }"""
    player = answered(text, tmp_path / "failed")
    player.outcome("failed")
    assert player.heard == ["Unreachable."]
    player = answered(text, tmp_path / "busy")
    player.outcome("busy")
    assert player.heard == ["Busy."]


def test_a_handler_that_runs_out_and_an_outcome_without_handler_go_on_behind_the_connect(
    tmp_path: Path,
) -> None:
    text = """
answer {
  connect +441632960001 { on busy { say "Busy." } }
  say "Call again."
}"""
    player = answered(text, tmp_path / "busy")
    player.outcome("busy")
    assert player.heard == ["Busy.", "Call again."]
    player = answered(text, tmp_path / "other")
    player.outcome("timeout")
    assert player.heard == ["Call again."]


def test_a_handler_knows_the_event_also_after_a_question(tmp_path: Path) -> None:
    text = """
answer {
  connect +441632960001 {
    on unreachable {
      if event.sip_code is none { say "No code." } else { say "Code {event.sip_code as digits}." }
      menu { press 1 for "to hear why" { say "It was {event.status}, to {event.to}." } }
    }
  }
}"""
    player = answered(text, tmp_path)
    player.outcome("busy", sip_code=486, to="441632960001")
    assert player.heard == ["Code 4 8 6.", "To hear why, press 1."]
    player.press("1")
    assert player.heard[-1] == "It was busy, to 441632960001."


def test_the_event_of_a_connect_inside_a_handler_is_its_own(tmp_path: Path) -> None:
    text = """
answer {
  connect +441632960001 {
    on busy {
      let first = event.status
      connect +441632960002 { on unreachable { say "First {first}, then {event.status}." } }
    }
  }
}"""
    player = answered(text, tmp_path)
    player.outcome("busy")
    player.outcome("timeout")
    assert player.heard == ["First busy, then timeout."]


def test_a_list_that_may_be_empty_has_no_event(tmp_path: Path) -> None:
    text = "answer { connect agents() { on unreachable { say event.status } } }"
    program = APP + "extern agents() -> phone[]\n" + text
    (found,) = compiled(program).diagnostics
    assert (found.code, found.hint) == (
        "IVR201",
        "`event.*` is known in `event { on ... }` and in the outcomes of a `connect` that surely dials",
    )


@pytest.mark.parametrize("status", ["started", "ringing", "answered", "completed", "cancelled"])
def test_other_events_change_nothing(status: str, tmp_path: Path) -> None:
    player = answered('answer { connect +441632960001 { on unreachable { say "No." } } }', tmp_path)
    assert player.outcome(status) == []


def test_an_event_on_behalf_of_the_callee_does_not_change_what_is_known_of_the_call(tmp_path: Path) -> None:
    said = 'say "{call.from_address} {call.to} {call.uuid}"'
    text = f"answer {{ connect +441632960001 {{ on unreachable {{ {said} }} }} }}"
    player = answered(text, tmp_path)
    player.outcome("busy")
    assert player.heard == [f"+441632960123 +441632960000 {player.uuid}"]


def test_several_are_called_one_after_the_other_until_somebody_answers(tmp_path: Path) -> None:
    text = """
endpoint bob sip "sip:bob@example.com"
answer { connect [+441632960001, bob, +441632960003] { timeout: 15s; on unreachable { say "Nobody." } } }"""
    player = answered(text, tmp_path)
    dialled = [player.ncco[0]["endpoint"][0]]
    for status in ("busy", "timeout"):
        (connect,) = player.outcome(status)
        dialled.append(connect["endpoint"][0])
        assert connect["timeout"] == 15
    assert [d.get("number") or d["uri"] for d in dialled] == [
        "441632960001",
        "sip:bob@example.com",
        "441632960003",
    ]
    player.outcome("failed")
    assert player.heard == ["Nobody."]


def test_a_run_time_list_is_called_one_after_the_other_and_its_rest_travels_along(tmp_path: Path) -> None:
    class Hooks:
        asked = 0

        def agents(self) -> list[str]:
            self.asked += 1
            return ["+441632960001", "+441632960002"]

    text = """
extern agents() -> phone[] { reads: true }
answer { connect agents() { on unreachable { say "Nobody." } } }"""
    hooks = Hooks()
    player = answered(text, tmp_path, hooks=hooks)
    assert player.ncco[0]["endpoint"][0]["number"] == "441632960001"
    (connect,) = player.outcome("busy")
    assert connect["endpoint"][0]["number"] == "441632960002"
    player.outcome("busy")
    assert player.heard == ["Nobody."]
    assert hooks.asked == 1


def test_an_empty_run_time_list_is_nobody(tmp_path: Path) -> None:
    class Hooks:
        def agents(self) -> list[str]:
            return []

    text = """
extern agents() -> phone[] { reads: true }
answer { connect agents() { on unreachable { say "Nobody." } } }"""
    assert answered(text, tmp_path, hooks=Hooks()).heard == ["Nobody."]


def test_all_are_dialled_in_turn_and_everyone_who_answers_joins(tmp_path: Path) -> None:
    text = """
answer {
  connect all [+441632960001, +441632960002, +441632960003] { on unreachable { say "Nobody." } }
}"""
    player = answered(text, tmp_path)
    assert [a["endpoint"][0]["number"][-1] for a in player.ncco] == ["1", "2", "3"]
    assert [a.get("eventType") for a in player.ncco] == ["synchronous", None, None]
    player.outcome("busy")
    assert [a["endpoint"][0]["number"][-1] for a in player.ncco] == ["2", "3"]
    assert player.outcome("answered") == []


def test_of_all_nobody_answered_is_known_after_the_last_one(tmp_path: Path) -> None:
    text = """
answer { connect all [+441632960001, +441632960002] { on unreachable { say "Nobody." } } }"""
    player = answered(text, tmp_path)
    player.outcome("busy")
    assert player.heard == []
    player.outcome("timeout")
    assert player.heard == ["Nobody."]


@pytest.mark.parametrize("handler", ["busy", "timeout", "failed", "rejected", "unanswered"])
def test_with_several_targets_only_unreachable_is_allowed(handler: str) -> None:
    text = f'answer {{ connect [+441632960001, +441632960002] {{ on {handler} {{ say "No." }} }} }}'
    assert [d.severity for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["error"]


def test_a_websocket_that_breaks_off_has_its_own_handler(tmp_path: Path) -> None:
    text = """
answer {
  connect websocket "wss://bot.example.com" { on disconnected { say "The bot is gone." } }
  say "Goodbye."
}"""
    player = answered(text, tmp_path)
    player.outcome("disconnected", headers={})
    assert player.heard == ["The bot is gone.", "Goodbye."]


WHISPER = """
extern name_of(number: text) -> text { reads: true }
answer {
  connect +441632960001 {
    on answer {
      let name = name_of(call.from_address)
      say "A call from {name}."
      play "https://cdn.example.com/chime.mp3"
      wait 500ms
      if call.to == +441632960000 { say "On the main line." }
    }
    on unreachable { say "Nobody." }
  }
}"""


class Names:
    def name_of(self, number: str) -> str:
        return f"<{number}>"


def callee(player: Player, url: str) -> list[dict[str, Any]]:
    """The NCCO of the called party, asked from a conversation of its own."""
    body = {"from": "441632960000", "to": "441632960001", "uuid": "1111", "conversation_uuid": "CON-callee"}
    return player.request(url, body).ncco


def test_the_called_party_hears_an_ncco_of_its_own(tmp_path: Path) -> None:
    player = answered(WHISPER, tmp_path, hooks=Names())
    url = player.ncco[0]["endpoint"][0]["onAnswer"]["url"]
    heard = callee(player, url)
    assert [a["action"] for a in heard] == ["talk", "stream", "wait", "talk"]
    assert heard[0]["text"] == "A call from  +441632960123 ."
    assert heard[3]["text"] == "On the main line."
    assert player.heard == []


def test_the_called_party_s_request_may_come_unsigned_with_a_valid_token(tmp_path: Path) -> None:
    module = load(compiled(APP + WHISPER), tmp_path)
    app = module.create_app(hooks=Names(), secrets=["a secret of at least 32 characters"], state_keys=["key"])
    believing = module.create_app(hooks=Names(), insecure=True, state_keys=["key"])
    player = Player(believing)
    player.answer()
    url = player.ncco[0]["endpoint"][0]["onAnswer"]["url"]
    player.app = app
    assert callee(player, url)[0]["action"] == "talk"
    assert player.request("https://ivr.example.com/answer", player.fields()).status == 503
    forged = callee(player, url[:-4] + "AAAA")
    assert "A call from" not in str(forged)


def test_the_called_party_is_believed_also_where_nothing_of_the_call_is_said(tmp_path: Path) -> None:
    text = """
answer { connect +441632960001 { on answer { say "A call." }; on unreachable { say "Nobody." } } }"""
    player = answered(text, tmp_path)
    url = player.ncco[0]["endpoint"][0]["onAnswer"]["url"]
    assert [a["text"] for a in callee(player, url)] == ["A call."]
    assert [a["text"] for a in callee(player, url.partition("?")[0])] != ["A call."]


def test_call_means_the_first_leg_also_for_the_called_party(tmp_path: Path) -> None:
    said = 'say "{call.conversation_uuid} {call.uuid} {call.to}"'
    text = f"answer {{ connect +441632960001 {{ on answer {{ {said} }}; on unreachable {{ hangup }} }} }}"
    player = answered(text, tmp_path)
    (talk,) = callee(player, player.ncco[0]["endpoint"][0]["onAnswer"]["url"])
    assert talk["text"] == f"{player.conversation} {player.uuid} +441632960000"


def test_the_called_party_is_never_led_into_the_caller_s_flow(tmp_path: Path) -> None:
    class Broken:
        def name_of(self, _: str) -> str:
            raise ValueError

    text = WHISPER.replace("{ reads: true }", "{ reads: true; on error -> operator }")
    player = answered(text + '\nflow operator { say "The operator." }', tmp_path, hooks=Broken())
    heard = callee(player, player.ncco[0]["endpoint"][0]["onAnswer"]["url"])
    assert "The operator." not in str(heard)


def test_on_answer_is_for_phones_only() -> None:
    text = 'answer { connect sip "sip:a@example.com" { on answer { say "Hello." } } }'
    assert [d.code for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["IVR208"]


def test_nothing_in_on_answer_leaves() -> None:
    text = """
answer { connect +441632960001 { on answer { -> away }; on unreachable -> away } }
flow away { say "Away." }"""
    assert [d.code for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["IVR208"]


DETECTION = """
answer {
  connect +441632960001 {
    machine_detection: continue
    on machine { say "A machine." }
    on human { say "A human." }
    on unreachable { say "Nobody." }
  }
}"""


@pytest.mark.parametrize(("status", "heard"), [("machine", "A machine."), ("human", "A human.")])
def test_what_is_detected_is_heard_by_everybody(status: str, heard: str, tmp_path: Path) -> None:
    player = answered(DETECTION, tmp_path)
    assert player.ncco[0]["machineDetection"] == "continue"
    body = {"call_uuid": "1111", "conversation_uuid": player.conversation, "status": status}
    reply = player.request(player.url("connect"), body)
    assert [a["text"] for a in reply.ncco] == [heard]


def test_a_beep_has_its_own_handler(tmp_path: Path) -> None:
    text = """
answer {
  connect +441632960001 {
    advanced_machine_detection { behavior: continue; mode: detect_beep; beep_timeout: 60s }
    on beep { say "Please call us back." }
    on unreachable { say "Nobody." }
  }
}"""
    player = answered(text, tmp_path)
    detection = player.ncco[0]["advancedMachineDetection"]
    assert detection == {"mode": "detect_beep", "beep_timeout": 60}
    player.outcome("machine", sub_state="beep_start")
    assert player.heard == ["Please call us back."]


@pytest.mark.parametrize(
    "settings",
    [
        'machine_detection: hangup\non machine { say "x" }',
        'on machine { say "x" }',
        'machine_detection: hangup\non unreachable { say "x" }',
    ],
)
def test_handlers_that_could_never_run_are_errors(settings: str) -> None:
    text = f"answer {{ connect +441632960001 {{ {settings} }} }}"
    found = [d for d in compiled(APP + text).diagnostics if d.severity == "error"]
    assert len(found) == 1


def test_nothing_in_on_machine_leaves() -> None:
    text = DETECTION.replace('{ say "A machine." }', "-> away") + '\nflow away { say "Away." }'
    assert [d.code for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["IVR208"]


def test_steps_behind_a_connect_without_handlers_get_a_warning_that_says_when_they_are_heard() -> None:
    found = compiled(APP + 'answer { connect +441632960001; say "Nobody answered." }').diagnostics
    assert [d.severity for d in found] == ["warning"]
    assert "nobody answer" in f"{found[0].primary.message} {found[0].hint}".lower()


def test_a_connect_with_nothing_else_gets_a_warning_that_a_busy_line_ends_the_call() -> None:
    found = compiled(APP + "answer { connect +441632960001 }").diagnostics
    assert [d.severity for d in found] == ["warning"]
    assert "busy" in found[0].primary.message


def test_values_survive_the_dialling(tmp_path: Path) -> None:
    text = """
var visits: int = 0
answer {
  set visits = visits + 1
  collect digits ticket { say "Ticket?"; length: 3 }
  connect +441632960001 { on unreachable { say "{ticket as digits}, {visits}." } }
}"""
    player = answered(text, tmp_path)
    player.press("123")
    player.outcome("busy")
    assert player.heard[-1] == "1 2 3, 1."
