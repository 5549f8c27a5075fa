"""Calls of a program as their leader sees them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sim.conftest import Run

AT = ("--at", "2026-11-20 10:00")
VOICEMAIL = "press 0, busy, leave 5s, press #"


def test_a_call_is_told_with_its_times(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--script", VOICEMAIL)
    assert (run.status, run.err) == (0, "")
    assert re.sub(r"files/[\w-]+", "files/1", run.out) == (
        "+441632960123 calls +441632960000, Fri 2026-11-20 10:00 (UTC)\n"
        "  0:00  hears     Welcome to the shop.\n"
        "  0:01  hears     For your order, press 1. To speak to someone, press 0.\n"
        "        ... waits 5 s for a key or words: 1, order, 0\n"
        "  0:04  presses   0\n"
        "  0:04  rings     +441632960001\n"
        "        ... rings +441632960001 for 20 s\n"
        "  0:04  outcome   busy\n"
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


def test_a_pipe_is_a_script(sim: Callable[..., Run]) -> None:
    typed = sim("menu.ivr", *AT, typed=VOICEMAIL.replace(", ", "\n"))
    assert typed == sim("menu.ivr", *AT, "--script", VOICEMAIL)


def test_the_end_of_a_script_hangs_up(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT)
    assert run.status == 0
    assert run.out.endswith(
        "        ... waits 5 s for a key or words: 1, order, 0\n"
        "        ... the script is over, and the caller hangs up\n"
        "  0:04  hangs up\n"
    )


def test_quit_hangs_up(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--script", "quit, press 1")
    assert run.status == 0
    assert run.out.endswith("  0:04  hangs up\n")


def test_words_silence_and_time(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--script", "silence, wait 2s, say order, silence, wait 20s")
    assert run.status == 0
    assert "is silent\n  0:09  hears     Sorry, I did not hear anything." in run.out
    assert "says      order" in run.out
    assert run.out.count("is silent") == 4


def test_whoever_is_called_hangs_up(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--script", "0, answered, wait 1m, callee hangup")
    assert run.status == 0
    assert "        ... is connected with +441632960001\n" in run.out
    assert "  1:04  hangs up  [+441632960001]\n  1:04  call ends\n" in run.out


def test_numbers_and_the_clock(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--from", "none", "--to", "+441632960009", "--script", "hangup")
    assert run.out.startswith("anonymous calls +441632960009, Fri 2026-11-20 10:00 (UTC)\n")


def test_help_tells_what_may_be_typed_here(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", "0, ?")
    assert "        callee hangup           whoever you talk to hangs up; " in run.out
    assert "here: `answered`, `busy`, `timeout`, `silence` or `hangup`\n" in run.out


# --- where it stands in the source


def test_the_source_of_each_step(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--source", "--script", "0, busy")
    assert "Welcome to the shop.  [menu.ivr:16]\n" in run.out
    assert "To speak to someone, press 0.  [menu.ivr:20]\n" in run.out
    assert "rings     +441632960001  [menu.ivr:31]\n" in run.out
    assert "Please leave a message.  [menu.ivr:44]\n" in run.out


def test_the_source_of_a_computed_text(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--source", "--script", 'given state_of = "sent", 1, 123456')
    assert "Order 1 2 3 4 5 6 is sent.  [menu.ivr:27]\n" in run.out


def test_source_shows_the_line_of_the_last_step(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", "0, source")
    assert "        menu.ivr:31: connect DESK {\n" in run.out


# --- externs


def test_given_answers_are_used_and_shown(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", 'given state_of("123456") = "on its way", 1, 123456')
    assert run.status == 0
    assert 'asks      state_of("123456") = "on its way"\n' in run.out
    assert "hears     Order 1 2 3 4 5 6 is on its way.\n" in run.out


def test_an_extern_fails_on_demand(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", "given state_of fails, 1, 123456")
    assert run.status == 0
    assert 'asks      state_of("123456"), which fails: it was said so\n' in run.out
    assert "rings     +441632960001\n" in run.out


def test_an_extern_that_nobody_answers(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", "1, 123456, busy")
    assert run.status == 2
    assert run.err == (
        'Error: step 2 of the script, `123456`: state_of("123456") is asked, and nobody answers; '
        'put `given state_of("123456") = "text"` before it\n'
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("given state = 1", "no extern is called `state`; did you mean `state_of`?"),
        ("given state_of = 5m", "this should be text, but it is a duration"),
        ("given keep = 1", "`keep` gives no result; it can only fail"),
        ("given", "`given` is written `given f(_, 2) = value`"),
    ],
)
def test_wrong_answers(sim: Callable[..., Run], given: str, said: str) -> None:
    run = sim("menu.ivr", "--script", given)
    assert run.status == 2
    assert run.err.startswith(f"Error: step 1 of the script, `{given}`: ")
    assert said in run.err


def test_hooks_of_ones_own(sim: Callable[..., Run]) -> None:
    Path("own_shop.py").write_text(
        "class Hooks:\n"
        "    async def state_of(self, number): return f'number {number}'\n"
        "    def keep(self, link): raise ValueError('the disk is full')\n"
    )
    run = sim("menu.ivr", "--hooks", "own_shop:Hooks", "--script", "1, 123456")
    assert run.status == 0
    assert 'asks      state_of("123456") = "number 123456"\n' in run.out
    run = sim("menu.ivr", "--hooks", "own_shop:Hooks", "--script", VOICEMAIL)
    assert "which fails: ValueError('the disk is full')\n" in run.out
    assert "FAILED    https://ivr.example.com/voicemail/message: Invalid response code. 503\n" in run.out
    assert run.status == 1


@pytest.mark.parametrize(
    ("hooks", "said"),
    [
        ("nowhere:Hooks", "--hooks nowhere:Hooks was not found: No module named 'nowhere'"),
        ("broken_shop:Hooks", "--hooks broken_shop:Hooks fails while it is loaded: ZeroDivisionError"),
    ],
)
def test_hooks_that_cannot_be_loaded(sim: Callable[..., Run], hooks: str, said: str) -> None:
    Path("broken_shop.py").write_text("1 / 0\n")
    run = sim("menu.ivr", "--hooks", hooks)
    assert (run.status, run.out) == (2, "")
    assert said in run.err


# --- what goes wrong


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "busy",
            "nobody is being rung; the call waits 5 s for a key or words: type `1`, `say WORDS`, `silence`",
        ),
        ("0, 1", "step 2 of the script, `1`: nobody takes keys; the call rings +441632960001 for 20 s: type"),
        ("0, say hello", "`say hello`: nobody listens; the call rings"),
        (
            "0, busy, 5",
            "`5`: only # does something; the call records you until you press # or 2 min are over",
        ),
        ("leave 5s", "no recording waits for a message"),
        ("callee hangup", "nobody is connected"),
        ("disconnected", "nobody is connected"),
        ("hangup, 1", "step 2 of the script, `1`: nobody is on the line any more; the call has ended"),
        ("prss 1", "`prss 1` says nothing here; did you mean `press`?"),
    ],
)
def test_a_step_that_does_not_fit(sim: Callable[..., Run], script: str, said: str) -> None:
    run = sim("menu.ivr", "--script", script)
    assert run.status == 2
    assert said in run.err
    assert "Welcome to the shop." in run.out, "what was heard before is shown"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Give either a FILE or --url ANSWER_URL."),
        (("menu.ivr", "--url", "http://127.0.0.1/"), "Give either a FILE or --url ANSWER_URL."),
        (
            ("menu.ivr", "--event-url", "http://x/"),
            "--event-url is for an application that is called with --url",
        ),
        (("--url", "http://127.0.0.1/", "--record", "a.ivr"), "--record is for a FILE"),
        (("--url", "http://127.0.0.1/", "-D", "a=1"), "-D is for a FILE"),
        (("--url", "http://127.0.0.1/", "--secret-env", "IVRC_NONE"), "the variable IVRC_NONE is not set"),
        (("--url", "http://127.0.0.1/", "--at", "noon"), "`noon` is no moment such as 2026-11-20 10:00"),
        (
            ("--url", "localhost"),
            "--url is an address such as http://127.0.0.1:3000/webhooks, not `localhost`",
        ),
        (("menu.ivr", "--at", "noon"), "--at: "),
        (("menu.ivr", "--from", "me"), "--from: "),
        (("menu.ivr", "--to", "12"), "--to: "),
        (("nothing.ivr",), "'nothing.ivr' does not exist"),
    ],
)
def test_wrong_command_lines(sim: Callable[..., Run], arguments: tuple[str, ...], said: str) -> None:
    run = sim(*arguments)
    assert (run.status, run.out) == (2, "")
    assert said in run.err


def test_a_file_with_errors_is_not_called(sim: Callable[..., Run]) -> None:
    Path("wrong.ivr").write_text("answer { say 1 }\n")
    run = sim("wrong.ivr", "--script", "1")
    assert run.status == 1
    assert "error[IVR" in run.out
    assert "calls" not in run.out


def test_a_loop_without_an_end(sim: Callable[..., Run]) -> None:
    Path("loop.ivr").write_text(
        'app "Loop" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
        "answer -> round\n"
        "flow round { wait 1s; connect +441632960001 { on unreachable -> round } }\n"
    )
    run = sim("loop.ivr", "--script", "busy, busy, timeout")
    assert run.status == 0
    assert run.out.count("outcome") == 3


def test_what_would_steer_a_terminal_is_shown(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", "--script", "0, say \x1b[2J")
    assert "\x1b" not in run.out + run.err
    assert "␛[2J" in run.err


def test_a_text_of_several_lines_is_one_line(sim: Callable[..., Run]) -> None:
    program = Path("menu.ivr").read_text().replace("Welcome to the shop.", "Welcome\\nto the   shop.")
    Path("menu.ivr").write_text(program)
    assert "  0:00  hears     Welcome to the shop.\n" in sim("menu.ivr").out


def test_letters_of_the_world(sim: Callable[..., Run]) -> None:
    Path("wide.ivr").write_text(
        'app "広い" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
        'defaults { language: ja-JP }\nanswer { say "いらっしゃいませ。😀"; hangup }\n',
        "utf-8",
    )
    assert "hears     いらっしゃいませ。😀\n" in sim("wide.ivr").out


# --- JSON


def test_the_transcript_as_json(sim: Callable[..., Run]) -> None:
    run = sim("menu.ivr", *AT, "--json", "--script", 'given state_of = "sent", 1, 123456')
    assert run.status == 0
    call = json.loads(run.out)
    assert (call["version"], call["from"], call["to"]) == (1, "441632960123", "441632960000")
    assert (call["start"], call["failed"]) == ("2026-11-20T10:00:00+00:00", False)
    assert "left" not in call
    assert {
        "seconds": 0.0,
        "kind": "request",
        "text": "https://ivr.example.com/answer",
        "method": "POST",
        "status": 200,
    } in call["events"]
    assert [event["text"] for event in call["events"] if event["kind"] in ("talk", "press", "extern")] == [
        "Welcome to the shop.",
        "For your order, press 1. To speak to someone, press 0.",
        "1",
        "Please enter your order number.",
        "123456",
        'state_of("123456") = "sent"',
        "Order 1 2 3 4 5 6 is sent.",
    ]
    spoken = next(event for event in call["events"] if event["kind"] == "talk")
    assert spoken == {
        "seconds": 0.0,
        "kind": "talk",
        "text": "Welcome to the shop.",
        "action": {"action": "talk", "text": "Welcome to the shop.", "language": "en-GB"},
        "source": {"file": "menu.ivr", "line": 16},
    }
    assert "Welcome to the shop." in run.err, "people still see the call, beside the document"


def test_json_says_where_the_call_was_left_and_why(sim: Callable[..., Run]) -> None:
    call = json.loads(sim("menu.ivr", "--json").out)
    assert call["left"] == "waits 5 s for a key or words"
    run = sim("menu.ivr", "--json", "--script", "busy")
    assert run.status == 2
    assert json.loads(run.out)["problem"].startswith("step 1 of the script, `busy`: nobody is being rung;")


def test_a_program_that_only_calls_others_takes_no_call(sim: Callable[..., Run]) -> None:
    Path("out.ivr").write_text(
        'app "x" { base_url: "https://ivr.example.com"; number: +441632960000 }\n'
        'outbound reminder() { say "Your appointment is tomorrow." }\n'
    )
    run = sim("out.ivr", *AT)
    said = "out.ivr takes no calls: it has no `answer`; a `test` plays those that it places"
    assert (run.status, run.err) == (2, f"Error: {said}\n")
