"""A call as a test: it reads well, and it is green."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ivrc.cli import commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sim.conftest import Run

AT = ("--at", "2026-11-20 10:00")
EXAMPLES = Path(__file__).parents[2] / "examples"


def played(path: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands, ["test", path, "-k", "a caller who"])
    return result.exit_code, result.output


def test_a_recorded_call_reads_well(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--script", "press 0, busy, leave 5s, press #", "--record", "calls.ivr")
    assert (run.status, run.err) == (
        0,
        "calls.ivr: the call is a test now; `ivrc test calls.ivr` plays it\n",
    )
    assert Path("calls.ivr").read_text() == (
        'import "menu.ivr"\n'
        "\n"
        "defaults { language: en-GB }\n"
        "\n"
        'test "a caller who presses 0, finds the line busy, leaves a message and presses #" {\n'
        "  at 2026-11-20 10:00\n"
        "  call from +441632960123\n"
        '  hear "Welcome to the shop."\n'
        '  hear "For your order, press 1. To speak to someone, press 0."\n'
        "  press 0\n"
        "  expect connect DESK\n"
        "  answer busy\n"
        '  hear "Please leave a message."\n'
        "  expect record message\n"
        "  leave 5s\n"
        "  press #\n"
        '  hear "Goodbye."\n'
        "  expect hangup\n"
        "  expect call keep\n"
        "}\n"
    )
    assert played("calls.ivr")[0] == 0
    assert CliRunner().invoke(commands, ["fmt", "--check", "calls.ivr"]).exit_code == 0


def test_calls_are_added_to_the_program_itself(sim: Callable[..., Run]) -> None:
    before = Path("menu.ivr").read_text()
    for _ in range(2):
        script = 'given state_of = "late \\{and\\} \\"lost\\"", say order, 123456'
        assert sim("menu.ivr", *AT, "--script", script, "--record", "menu.ivr").status == 0
    after = Path("menu.ivr").read_text()
    assert after.startswith(before)
    assert 'test "a caller who says order and presses 123456" {\n' in after
    assert 'test "a caller who says order and presses 123456 (2)" {\n' in after
    assert '  given state_of("123456") = "late \\{and\\} \\"lost\\""\n' in after
    assert "  expect collect number\n" in after
    assert played("menu.ivr")[0] == 0


def test_what_changes_is_given_where_it_changes(sim: Callable[..., Run]) -> None:
    Path("queue.ivr").write_text(
        'app "Queue" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
        "defaults { language: en-GB; on silence -> again; on invalid -> again; on give_up { hangup } }\n"
        "type Place { ahead: int; agent: phone? }\n"
        "extern place(caller: phone?) -> Place { timeout: 1s; on error -> again_later }\n"
        "flow again_later { hangup }\n"
        "answer -> ask\n"
        "menu ask {\n"
        '  press 1 for "your place" { let p = place(call.from); say "{p.ahead} before you."; -> ask }\n'
        "}\n"
    )
    first = "given place = Place(ahead=3, agent=+441632960001), 1"
    run = sim("queue.ivr", *AT, "--script", f"{first}, given place = Place(ahead=2), 1", "--record", "t.ivr")
    assert run.status == 0
    lines = Path("t.ivr").read_text().splitlines()
    assert [line.strip() for line in lines if "given" in line] == [
        "given place(+441632960123) = Place(ahead=3, agent=+441632960001)",
        "given place(+441632960123) = Place(ahead=2, agent=none)",
    ]
    assert played("t.ivr")[0] == 0


@pytest.mark.parametrize(
    ("script", "unsaid"),
    [("0, answered, callee hangup", "callee"), ("wait 8s, 0", "wait"), ("0, no beep", "answer no beep")],
)
def test_a_test_ends_before_what_it_cannot_say(sim: Callable[..., Run], script: str, unsaid: str) -> None:
    run = sim("menu.ivr", *AT, "--script", script, "--record", "calls.ivr")
    assert run.err.startswith(f"calls.ivr: the call is a test now, up to `{unsaid}`, which no test can say;")
    assert played("calls.ivr")[0] == 0


def test_what_hooks_answer_is_given(sim: Callable[..., Run]) -> None:
    Path("recorded_shop.py").write_text(
        "class Hooks:\n"
        "    def state_of(self, number):\n"
        "        if number == '111111': raise LookupError(number)\n"
        "        return 'sent'\n"
    )
    for number in ("123456", "111111"):
        script = ("--hooks", "recorded_shop:Hooks", "--script", f"1, {number}")
        assert sim("menu.ivr", *AT, *script, "--record", "menu.ivr").status == 0
    recorded = Path("menu.ivr").read_text()
    assert '  given state_of("123456") = "sent"\n' in recorded
    assert '  given state_of("111111") fails\n' in recorded
    assert played("menu.ivr")[0] == 0


def test_a_script_that_does_not_fit_is_not_recorded(sim: Callable[..., Run]) -> None:
    assert sim("menu.ivr", "--script", "busy", "--record", "calls.ivr").status == 2
    assert not Path("calls.ivr").exists()


def test_a_file_of_another_program_is_left_alone(sim: Callable[..., Run]) -> None:
    other = 'app "Other" { base_url: "https://ivr.example.com" }\nanswer { say "Hello."; hangup }\n'
    Path("other.ivr").write_text(other)
    run = sim("menu.ivr", "--script", "0", "--record", "other.ivr")
    assert run.status == 2
    assert "--record: in other.ivr the test would be wrong: no number or endpoint is called `DESK`" in run.err
    assert Path("other.ivr").read_text() == other


@pytest.mark.parametrize(
    ("example", "script"),
    [
        ("acme", "say sales, timeout, leave 2s, #"),
        ("acme", "silence, 7, 2, 123456, rejected, hangup"),
        ("ai_agent", "answered, disconnected, busy"),
        ("conference", "given seat_of = Seat.talk, 123456, hangup"),
        ("conference", "given seat_of = none, 123456"),
        ("masking_proxy", "given partner_of = Partner(number=+441632960125, shown=+441632960126), busy"),
        ("order_status", "given find_order = Order(state=State.shipped, since=2026-11-01), 1234#, 9"),
        ("passcode", "given pin_is_right = false, 1234#, 1234#"),
        ("sip_failover", "busy, timeout, leave 3s"),
        ("switchboard", "silence, silence"),
        ("two_languages", "2, 1, silence"),
        (
            "whisper",
            'given known_caller = Caller(name="Ann", calls_this_week=2, last_agent="Bo"), answered, hangup',
        ),
    ],
)
def test_calls_of_the_examples(sim: Callable[..., Run], example: str, script: str) -> None:
    program = EXAMPLES / example / f"{example}.ivr"
    run = sim(str(program), *AT, "--script", script, "--record", "calls.ivr")
    assert run.status == 0, run.err + run.out
    status, printed = played("calls.ivr")
    assert status == 0, Path("calls.ivr").read_text() + printed
    assert CliRunner().invoke(commands, ["fmt", "--check", "calls.ivr"]).exit_code == 0
