"""`ivrc sim --start`: a call that is led to a flow before somebody takes it over."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driver import compiled

from ivrc.sim.approach import approach
from ivrc.testing.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sim.conftest import Run

AT = ("--at", "2026-11-20 10:00")
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NIGHT = """\
app "Shop" { base_url: "https://ivr.example.com"; number: +441632960000 }
defaults { language: en-GB }
hours office in "Europe/London" { open mon-fri 09:00-17:00 }
extern known(number: text) -> bool { reads: true; on error -> nobody }
answer {
  if office is closed -> shut
  if known(call.from_address) { greet("friend") }
  say "Goodbye."
  hangup
}
flow greet(who: text) { say "Hello {who}." }
flow shut { say "We are closed."; hangup }
flow nobody { say "Nobody knows you."; hangup }
flow attic { say "Nobody comes here."; hangup }
flow passage { -> shut }
"""


def test_the_way_is_heard_and_then_it_is_the_callers_turn(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--start", "voicemail", "--script", "leave 5s, #")
    assert (run.status, run.err) == (0, "")
    assert re.sub(r"files/[\w-]+", "files/1", run.out) == (
        "+441632960123 calls +441632960000, Fri 2026-11-20 10:00 (UTC)\n"
        "        the call up to `voicemail`:\n"
        "  0:00  hears     Welcome to the shop.\n"
        "  0:01  hears     For your order, press 1. To speak to someone, press 0.\n"
        "  0:04  presses   0\n"
        "  0:04  rings     +441632960001\n"
        "  0:04  outcome   busy\n"
        "        here is `voicemail`:\n"
        "  0:04  hears     Please leave a message.\n"
        "  0:06  records   from now on\n"
        "        ... records you until you press # or 2 min are over\n"
        "  0:06  says      a message of 5 s\n"
        "        ... records you until you press # or 2 min are over\n"
        "  0:11  presses   #\n"
        "  0:11  recorded  https://api.nexmo.com/v1/files/1\n"
        '  0:11  asks      keep("https://api.nexmo.com/v1/files/1")\n'
        "  0:11  hears     Goodbye.\n"
        "  0:11  call ends\n"
    )


def test_a_menu_with_which_the_call_begins(sim: Callable[..., Run]) -> None:
    lines = sim("menu.ivr", *AT, "--start", "main").out.splitlines()
    assert lines[2:5] == [
        "  0:00  hears     Welcome to the shop.",
        "        here is `main`:",
        "  0:01  hears     For your order, press 1. To speak to someone, press 0.",
    ]


@pytest.fixture
def night(sim: Callable[..., Run]) -> Callable[..., Run]:  # sim makes the folder
    Path("night.ivr").write_text(NIGHT, "utf-8")
    return lambda *arguments: sim("night.ivr", *arguments)


def test_the_clock_is_set_so_that_the_call_comes_there(night: Callable[..., Run]) -> None:
    shut, greeted = night("--start", "shut"), night("--start", "greet")  # by whatever clock this runs
    assert shut.out.endswith("        here is `shut`:\n  0:00  hears     We are closed.\n  0:00  call ends\n")
    assert "        here is `greet`:\n  0:00  hears     Hello friend.\n" in greeted.out
    at_noon = night(*AT, "--start", "shut")
    assert at_noon.status == 2
    assert at_noon.err == (
        "Error: --start: no call was found that comes to `shut` with --at 2026-11-20 10:00; try it without\n"
    )


def test_systems_answer_so_that_the_call_comes_there(night: Callable[..., Run]) -> None:
    greeted = night(*AT, "--start", "greet").out
    assert '  0:00  asks      known("+441632960123") = true\n        here is `greet`:\n' in greeted
    failed = night(*AT, "--start", "nobody").out
    assert 'known("+441632960123"), which fails: it was said so\n        here is `nobody`:\n' in failed


def test_what_was_given_for_the_way_is_asked_again_behind_it(sim: Callable[..., Run]) -> None:
    text = Path("menu.ivr").read_text("utf-8").replace("-> order", '{ say state_of("0"); -> order }')
    Path("menu.ivr").write_text(text, "utf-8")
    run = sim("menu.ivr", *AT, "--start", "order", "--script", "123456")
    assert 'asks      state_of("0") = "sample"' in run.out
    assert (
        'state_of("123456") is asked, and nobody answers; put `given state_of("123456") = "text"` before it'
        in run.err
    )


def test_the_whole_call_becomes_a_test(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--start", "staff", "--script", "busy, leave 2s, #", "--record", "menu.ivr")
    assert run.status == 0
    recorded = Path("menu.ivr").read_text("utf-8").rpartition("test ")[2]
    assert "  press 0\n" in recorded
    assert "  answer busy\n" in recorded


def test_where_nobody_can_begin(night: Callable[..., Run], sim: Callable[..., Run]) -> None:
    wrong = {
        "shutt": "no flow or menu is called `shutt`; did you mean `shut`?",
        "attic": "in no call anything is heard, asked or decided in `attic`",
        "passage": "in no call anything is heard, asked or decided in `passage`",
    }
    for name, message in wrong.items():
        run = night("--start", name)
        assert (run.status, run.err) == (2, f"Error: --start: {message}\n")
    foreign = sim("--url", "http://127.0.0.1:1/", "--start", "x")
    assert foreign.status == 2
    assert "--start is for a FILE" in foreign.err


@pytest.mark.parametrize("name", ["passcode", "switchboard", "two_languages"])
def test_every_flow_of_the_examples_is_found(name: str) -> None:
    path = EXAMPLES / name / f"{name}.ivr"
    loaded = load(compiled(path.read_text("utf-8")))
    for flow in loaded.compilation.program.flows.values():
        assert approach(loaded, flow, datetime(2026, 1, 3, tzinfo=UTC), {}) is not None, flow.name
    loaded.transport.close()
