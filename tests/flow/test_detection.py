"""Who or what picks up a dialled call, on the virtual platform in each mode (language 7, reference 3.9)."""

from __future__ import annotations

import pytest
from driver import APP, HANDLERS, compiled

from ivrc.testing.calls import Caller, Line
from ivrc.testing.loading import load

PLAIN = "machine_detection: continue"
CONNECT = """
answer {
  connect TARGET {
    SETTINGS
    HANDLERS
    on unreachable { say "Nobody." }
  }
}
"""
SPOKEN = """
on human { say "A person." }
on machine { say "A machine." }
"""
BEEP = 'on beep { say "A beep." }'


class Hooks:
    """Remembers what happened."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def note(self, status: str, id_: str) -> None:
        self.told.append((status, id_))


def call(settings: str, handlers: str, target: str = "+441632960001", more: str = "") -> tuple[Caller, Hooks]:
    text = CONNECT.replace("TARGET", target).replace("SETTINGS", settings).replace("HANDLERS", handlers)
    compilation = compiled(APP + HANDLERS + text + more)
    assert [d.primary.message for d in compilation.diagnostics if d.severity == "error"] == []
    hooks = Hooks()
    return Line(load(compilation), hooks).call(), hooks


def advanced(mode: str) -> str:
    return f"advanced_machine_detection {{ behavior: continue; mode: {mode} }}"


@pytest.mark.parametrize(
    ("settings", "status", "heard"),
    [
        (PLAIN, "machine", ["A machine."]),
        (PLAIN, "human", []),  # a reply to `human` is documented for advanced detection only
        (PLAIN, "answered", []),
        (advanced("detect"), "machine", ["A machine."]),
        (advanced("detect"), "human", ["A person."]),
        (advanced("default"), "machine", ["A machine."]),
        (advanced("default"), "human", ["A person."]),
        (advanced("detect"), "busy", ["Nobody."]),
    ],
)
def test_what_is_said_when_somebody_or_something_picks_up(
    settings: str, status: str, heard: list[str]
) -> None:
    caller, _ = call(settings, SPOKEN)
    assert caller.answer(status).heard == heard


@pytest.mark.parametrize("mode", ["default", "detect_beep"])
def test_what_is_said_after_the_beep(mode: str) -> None:
    for status, heard in (("beep", ["A beep."]), ("no beep", []), ("busy", ["Nobody."])):
        caller, _ = call(advanced(mode), BEEP)
        assert caller.answer(status).heard == heard


def test_a_websocket_that_breaks_off() -> None:
    caller, _ = call("", 'on disconnected { say "The bot is gone." }', 'websocket "wss://bot.example.com/ws"')
    caller.answer("answered")
    assert caller.answer("disconnected").heard == ["The bot is gone."]


def test_events_of_the_other_leg_are_told_too() -> None:
    events = """
extern note(status: text, id: text)
event { on human, machine, answered, completed, cancelled { note(event.status, event.uuid) } }
"""
    caller, hooks = call(advanced("detect"), SPOKEN, more=events)
    caller.answer("machine").hang_up()
    legs = [leg.uuid for leg in caller.call.platform.legs]
    assert {(status, legs.index(id_)) for status, id_ in hooks.told} >= {
        ("answered", 0),
        ("answered", 1),
        ("machine", 1),
        ("completed", 0),
        ("completed", 1),
    }
