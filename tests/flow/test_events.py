"""Call events and the fallback (language 3, 12)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from driver import APP, HANDLERS, Player, compiled, play

from ivrc.ncco.events import COMMON, STATUSES

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = """
extern log_call(id: text, seconds: int?, conversation: text)
extern log_state(status: text)
event {
  on completed { log_call(event.uuid, event.duration, call.conversation_uuid) }
  on failed, busy { log_state(event.status) }
}
"""


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


def status(player: Player, name: str, **more: Any) -> dict[str, Any]:
    return player.fields(status=name, direction="inbound", **more)


EVENT_URL = "https://ivr.example.com/event"


def test_an_event_handler_sees_the_event_and_the_conversation(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(EVENTS + 'answer { say "Hello." }', tmp_path, hooks)
    reply = player.request(EVENT_URL, status(player, "completed", duration="12"))
    assert reply.status == 204
    assert hooks.asked == [("log_call", player.uuid, 12, player.conversation)]


def test_what_only_some_events_have_may_be_absent(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(EVENTS + 'answer { say "Hello." }', tmp_path, hooks)
    player.request(EVENT_URL, status(player, "completed"))
    assert hooks.asked[0][2] is None


NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
SAMPLES = {"text": ("sample", "sample"), "int": ("12", 12), "moment": ("2026-11-20T10:00:00.000Z", NOW)}


@pytest.mark.parametrize("name", STATUSES)
def test_every_state_can_be_reacted_to_with_all_that_it_tells(name: str, tmp_path: Path) -> None:
    fields = [f for f in (*COMMON, *STATUSES[name].fields) if f.type in SAMPLES]
    types = {f.name: f.type if f in COMMON else f"{f.type}?" for f in fields}
    given = ", ".join(f"a_{field}: {of}" for field, of in types.items())
    asked = ", ".join(f"event.{field}" for field in types)
    hooks = Hooks()
    text = f'extern note({given})\nevent {{ on {name} {{ note({asked}) }} }}\nanswer {{ say "Hello." }}'
    player = answered(text, tmp_path, hooks)
    body = {f.name: SAMPLES[f.type][0] for f in fields} | {"status": name}
    assert player.request(EVENT_URL, body).status == 204
    told = [name if f.name == "status" else SAMPLES[f.type][1] for f in fields]
    assert hooks.asked == [("note", *told)]
    always = {f.name: SAMPLES[f.type][0] for f in COMMON if f.type in SAMPLES} | {"status": name}
    player.request(EVENT_URL, always)
    assert hooks.asked[1] == (
        "note",
        *(value if f in COMMON else None for f, value in zip(fields, told, strict=True)),
    )


@pytest.mark.parametrize("name", ["human", "machine"])
def test_a_detection_names_the_leg_otherwise(name: str, tmp_path: Path) -> None:
    hooks = Hooks()
    text = f'extern note(id: text)\nevent {{ on {name} {{ note(event.uuid) }} }}\nanswer {{ say "Hello." }}'
    player = answered(text, tmp_path, hooks)
    player.request(EVENT_URL, {"status": name, "call_uuid": "1111", "conversation_uuid": "CON-1"})
    assert hooks.asked == [("note", "1111")]


def test_one_handler_may_stand_for_several_states(tmp_path: Path) -> None:
    hooks = Hooks()
    player = answered(EVENTS + 'answer { say "Hello." }', tmp_path, hooks)
    for name in ("failed", "busy", "ringing"):
        player.request(EVENT_URL, status(player, name))
    assert hooks.asked == [("log_state", "failed"), ("log_state", "busy")]


def test_event_handlers_run_besides_the_step_s_own_handler(tmp_path: Path) -> None:
    hooks = Hooks()
    text = 'answer { connect +441632960001 { on busy { say "Busy." } } }'
    player = answered(EVENTS + text, tmp_path, hooks)
    player.outcome("busy")
    assert player.heard == ["Busy."]
    assert hooks.asked == [("log_state", "busy")]


def test_a_failing_event_handler_answers_503_and_logs_the_whole_event(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    player = answered(EVENTS + 'answer { say "Hello." }', tmp_path, Hooks(failing=True))
    assert player.request(EVENT_URL, status(player, "busy", detail="x7")).status == 503
    assert '"detail": "x7"' in caplog.text


def test_a_handler_that_speaks_to_callers_is_not_for_events(tmp_path: Path) -> None:
    text = """
extern log(id: text) { on error -> sorry }
event { on completed { log(event.uuid) } }
answer { say "Hello." }
flow sorry { say "Sorry." }"""
    player = answered(text, tmp_path, Hooks(failing=True))
    assert player.request(EVENT_URL, status(player, "completed")).status == 503


def test_a_failing_event_handler_does_not_cost_the_caller_the_next_step(tmp_path: Path) -> None:
    text = 'answer { connect +441632960001 { on busy { say "Busy." } } }'
    player = answered(EVENTS + text, tmp_path, Hooks(failing=True))
    player.outcome("busy")
    assert player.heard == ["Busy."]


@pytest.mark.parametrize("step", ['say "x"', "-> away", "hangup", "connect +441632960001"])
def test_an_event_handler_may_call_externs_only(step: str) -> None:
    text = f'event {{ on completed {{ {step} }} }}\nanswer {{ say "Hello." }}\nflow away {{ say "x" }}'
    assert "IVR208" in [d.code for d in compiled(APP + text).diagnostics]


def test_the_module_takes_events_also_without_handlers(tmp_path: Path) -> None:
    player = answered('answer { say "Hello." }', tmp_path)
    assert player.request(EVENT_URL, status(player, "completed")).status == 204


def test_the_answer_and_events_may_come_as_get(tmp_path: Path) -> None:
    hooks = Hooks()
    text = EVENTS + 'answer { say "Hello {call.from_address}." }'
    player = play(APP + text, tmp_path, hooks=hooks)
    query = f"from=441632960123&to=441632960000&uuid={player.uuid}&conversation_uuid={player.conversation}"
    (talk,) = player.request(f"https://ivr.example.com/answer?{query}", None, "GET").ncco
    assert talk["text"] == "Hello +441632960123."
    assert player.request(f"{EVENT_URL}?{query}&status=busy", None, "GET").status == 204
    assert hooks.asked == [("log_state", "busy")]


# --- fallback


def test_the_fallback_is_what_the_author_says(tmp_path: Path) -> None:
    text = 'fallback { say "We are down."; connect +441632960009 }\nanswer { say "Hello." }'
    player = answered(text, tmp_path)
    made = player.request("https://ivr.example.com/fallback", player.fields()).ncco
    assert [a["action"] for a in made] == ["talk", "connect"]
    assert json.loads((tmp_path / "ncco" / "fallback.json").read_text()) == made


def test_without_a_fallback_there_is_an_apology_in_the_default_language(tmp_path: Path) -> None:
    player = play(APP + 'defaults { language: fr-FR }\nanswer { say "Bonjour." }', tmp_path)
    (talk,) = player.request("https://ivr.example.com/fallback", player.fields()).ncco
    assert talk["language"] == "fr-FR"


@pytest.mark.parametrize(
    "step", ['if call.from is none { say "x" }', 'say "You are {call.from_address}."', "say f()"]
)
def test_a_fallback_is_static(step: str) -> None:
    text = f'extern f() -> text {{ reads: true }}\nfallback {{ {step} }}\nanswer {{ say "Hello." }}'
    assert [d.severity for d in compiled(APP + text).diagnostics if d.severity == "error"] == ["error"]


def test_a_fallback_on_the_same_server_is_warned_of() -> None:
    found = compiled(APP + 'fallback { say "Down." }\nanswer { say "Hello." }').diagnostics
    assert [d.severity for d in found] == ["warning"]
