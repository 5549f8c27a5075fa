"""What is typed, and what it means."""

from __future__ import annotations

import pytest

from ivrc.sim.commands import Step, UnreadableError, read, split


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("1", Step(word="press", value="1")),
        ("12*#", Step(word="press", value="12*#")),
        ("press 0", Step(word="press", value="0")),
        ("say  hello there ", Step(word="say", value="hello there")),
        ('speak "yes, \\"please\\""', Step(word="say", value='yes, "please"')),
        ("say 日本語", Step(word="say", value="日本語")),
        ("busy", Step(word="answer", value="busy")),
        ("BUSY", Step(word="answer", value="busy")),
        ("Say Sales", Step(word="say", value="Sales")),
        ("no beep", Step(word="answer", value="no beep")),
        ("answer timeout", Step(word="answer", value="timeout")),
        ("disconnected", Step(word="answer", value="disconnected")),
        ("leave 1.5m", Step(word="leave", seconds=90)),
        ("leave 250ms", Step(word="leave", seconds=0.25)),
        ("wait 10", Step(word="wait", seconds=10)),
        ("hang up", Step(word="hangup")),
        ("callee hangs up", Step(word="callee")),
        ("given f(_) = [1, 2]", Step(word="given", value="given f(_) = [1, 2]")),
        ("?", Step(word="help")),
        ("exit", Step(word="quit")),
    ],
)
def test_lines(line: str, step: Step) -> None:
    assert read(line) == step


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("prss 1", "did you mean `press`?"),
        ("bussy", "did you mean `busy`?"),
        ("press", "`press` is written `press 1`"),
        ("press A", "`press A` is written `press 1`"),
        ("leave", "`leave` is written `leave 5s`"),
        ("leave soon", "`leave soon` is written `leave 5s`"),
        ('say ""', "is written `say sales`"),
        ("answer maybe", "`answer maybe` is written `answer busy`"),
        ("silence please", "`silence please` is written `silence`"),
        ("xyzzy", "`xyzzy` says nothing here; write `press`, `say`"),
    ],
)
def test_wrong_lines(line: str, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read(line)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("1, busy", ["1", "busy"]),
        ("1\n\n busy\r\n", ["1", "busy"]),
        ('say "yes, please", 1', ['say "yes, please"', "1"]),
        ('given f(_, 2) = C(a="x, y", b=[1, 2]), 1', ['given f(_, 2) = C(a="x, y", b=[1, 2])', "1"]),
        ('say "open, 1', ['say "open', "1"]),
        (" , ,", []),
    ],
)
def test_scripts(script: str, lines: list[str]) -> None:
    assert split(script) == lines
