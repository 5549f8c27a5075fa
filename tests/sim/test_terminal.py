"""Somebody sits at a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.sim.conftest import Run

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")

PATIENCE = 20.0
"""Seconds that the command may take to say something."""


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.shown = ""
        self._master, slave = pty.openpty()
        variables = {**os.environ, "TERM": "xterm", "COLUMNS": "200", **environment}
        if "NO_COLOR" not in environment:
            variables.pop("NO_COLOR", None)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ivrc", "sim", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=variables,
            start_new_session=True,
            preexec_fn=lambda: _own_terminal(slave),  # noqa: PLW1509  # Ctrl-C goes to whose terminal it is
        )
        os.close(slave)

    def read(self, until: str) -> str:
        """What is shown from here up to a text."""
        begin, end = len(self.shown), time.monotonic() + PATIENCE
        while until not in self.shown[begin:] and time.monotonic() < end:
            if select.select([self._master], [], [], 0.05)[0]:
                try:
                    got = os.read(self._master, 4096)
                except OSError:  # the other end is closed
                    break
                self.shown += got.decode()
        assert until in self.shown[begin:], self.shown
        return self.shown[begin:]

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def runs(self, seconds: float) -> bool:
        """Whether it goes on for so long."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def status(self) -> int:
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)


def _own_terminal(slave: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(sim: Callable[..., Run]) -> Iterator[Callable[..., Terminal]]:  # makes the folder
    opened: list[Terminal] = []

    def start(*arguments: str, **environment: str) -> Terminal:
        opened.append(Terminal(*arguments, **environment))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_mistake_is_told_and_asked_again(terminal: Callable[..., Terminal]) -> None:
    call = terminal("menu.ivr")
    assert "Welcome to the shop." in call.read("> ")
    call.type("busy\n")
    assert "nobody is being rung; the call waits" in call.read("\n> ")
    call.type("0\n")
    assert "rings     +441632960001" in call.read("\n> ")
    call.type("hangup\n")
    assert "hangs up" in call.read("hangs up")
    assert call.status() == 0


def test_whoever_sits_there_answers_for_the_system(terminal: Callable[..., Terminal]) -> None:
    call = terminal("menu.ivr")
    call.read("> ")
    call.type("1\n")
    call.read("\n> ")
    call.type("123456\n")
    asked = call.read("= ")
    assert 'state_of("123456") is asked: type what it gives, such as "text", or `fails`' in asked
    call.type("on its way\n")
    assert "Order 1 2 3 4 5 6 is on its way." in call.read("call ends")
    assert call.status() == 0


def test_the_way_to_a_flow_is_dim_and_then_somebody_leads_the_call(terminal: Callable[..., Terminal]) -> None:
    call = terminal("menu.ivr", "--start", "staff")
    shown = call.read("\n> ")
    way, here = shown.split("here is `staff`:")
    assert "\x1b[2m  0:00  hears     Welcome to the shop.\x1b[0m" in way
    assert "\x1b[2m  0:04  presses   0\x1b[0m" in way
    assert "\n  0:04  rings     +441632960001" in here
    call.type("busy\n")
    assert "Please leave a message." in call.read("\n> ")
    call.type("hangup\n")
    call.read("hangs up")
    assert call.status() == 0


def test_long_texts_stand_in_their_column(terminal: Callable[..., Terminal]) -> None:
    shown = terminal("menu.ivr", NO_COLOR="1", COLUMNS="50").read("> ")
    assert (
        "  0:01  hears     For your order, press 1. To\r\n                  speak to someone, press 0.\r\n"
        in shown
    )


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "end of input"])
def test_leaving_hangs_up(terminal: Callable[..., Terminal], key: str) -> None:
    call = terminal("menu.ivr")
    call.read("> ")
    # Python notices a Ctrl-C between the prompt and the reading of the line only at the next one.
    call.type(key)
    while call.runs(2.0):
        call.type(key)
    call.read("hangs up")
    assert call.status() == 0


def test_colours_only_where_they_are_wanted(terminal: Callable[..., Terminal]) -> None:
    dim = "\x1b[2m"
    assert dim in terminal("menu.ivr").read("> ")
    assert dim not in terminal("menu.ivr", NO_COLOR="1").read("> ")
