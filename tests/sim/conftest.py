"""`sim("menu.ivr", "press 1")` in an empty folder that holds the shop of the guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ivrc.cli import commands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHOP = """\
app "Shop" {
  base_url: "https://ivr.example.com"
  number: +441632960000
}

defaults {
  language: en-GB
  on silence { say "Sorry, I did not hear anything." }
  on invalid { say "Sorry, that is not one of the options." }
  on give_up -> staff
}

const DESK = +441632960001

answer {
  say "Welcome to the shop."
  -> main
}

menu main {
  press 1 or speak "order" for "your order" -> order
  press 0 for "to speak to someone" -> staff
}

flow order {
  collect digits number { say "Please enter your order number."; length: 6 }
  say "Order {number as digits} is {state_of(number)}."
}

flow staff {
  connect DESK {
    timeout: 20s
    on unreachable -> voicemail
  }
}

recording message {
  end_on_key: #
  timeout: 2m
  on saved { keep(recording.recording_url) }
}

flow voicemail {
  say "Please leave a message."
  record message
  say "Goodbye."
  hangup
}

extern state_of(number: digits) -> text { reads: true; on error -> staff }
extern keep(link: url)
"""


@dataclass
class Run:
    """What a command printed, on standard output and on the error output, and its exit status."""

    out: str
    err: str
    status: int


@pytest.fixture
def sim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """Run `ivrc sim`; `typed` comes through a pipe."""
    (tmp_path / "menu.ivr").write_text(SHOP, "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, typed: str = "") -> Run:
        result = CliRunner().invoke(commands, ["sim", *arguments], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Run(result.stdout, result.stderr, result.exit_code)

    return run
