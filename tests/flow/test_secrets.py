"""Secrets are compared and handed to externs, and are seen nowhere else (language 6, 11, 14)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from driver import APP, HANDLERS, compiled, play

if TYPE_CHECKING:
    from pathlib import Path

PIN = 'collect digits pin { say "Your PIN."; length: 4; secret: true }'


class Refusing:
    """Hooks that fail with what they were given."""

    def pin_is_right(self, pin: str, account: str) -> bool:
        raise ValueError(pin)


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(APP + HANDLERS + text).diagnostics]


@pytest.mark.parametrize(
    "steps",
    [
        'pin_is_right(pin, "7")',
        'let copy = pin; pin_is_right(copy, "7")',
        'let part = last(pin, 4); pin_is_right(part, "7")',
        "checked(pin)",
        "set kept = pin; pin_is_right(kept, '7')".replace("'", '"'),
    ],
)
def test_a_secret_argument_of_a_failing_extern_is_not_logged(
    steps: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = f"""
var kept: digits = digits("")
extern pin_is_right(pin: digits, account: text) -> bool {{ reads: true }}
answer {{ {PIN}; {steps} }}
flow checked(entry: digits) {{ pin_is_right(entry, "7") }}"""
    caplog.set_level(logging.DEBUG)
    player = play(APP + HANDLERS + text, tmp_path, hooks=Refusing())
    player.answer()
    player.press("4321")
    assert "extern pin_is_right(account='7') failed" in caplog.text
    assert "4321" not in caplog.text


def test_arguments_that_are_no_secrets_are_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = """
extern pin_is_right(pin: digits, account: text) -> bool { reads: true }
answer { pin_is_right("1234", "7") }"""
    play(APP + text, tmp_path, hooks=Refusing()).answer()
    assert "pin='1234', account='7'" in caplog.text


@pytest.mark.parametrize(
    "steps",
    [
        'say "It is {pin}."',
        'notify "https://ivr.example.com/audit" { pin: pin }',
        'connect sip "sip:desk@example.com" { headers { pin: pin } }',
        'let copy = last(pin, 2); say "{copy as digits}"',
        "read_out(pin)",
    ],
)
def test_a_secret_is_never_spoken_or_sent(steps: str) -> None:
    text = f'answer {{ {PIN}; {steps} }}\nflow read_out(entry: digits) {{ say "{{entry as digits}}" }}'
    assert "IVR319" in codes(text)


def test_a_secret_is_not_confirmed() -> None:
    text = 'answer { collect digits pin { say "PIN?"; length: 4; secret: true; confirm: true }; hangup }'
    assert "IVR319" in codes(text)


def test_a_secret_is_not_collected_with_get() -> None:
    text = 'answer { collect digits pin { say "PIN?"; length: 4; secret: true; event_method: GET }; hangup }'
    assert "IVR319" in codes(text)


def test_a_secret_is_not_collected_while_the_call_is_recorded() -> None:
    assert "IVR319" in codes(f"answer {{ record {{ }}; {PIN}; hangup }}")


def test_a_token_that_holds_a_secret_lives_five_minutes_and_hides_it(tmp_path: Path) -> None:
    text = f"""
extern pin_is_right(pin: digits, account: text) -> bool {{ reads: true }}
answer {{
  {PIN}
  menu {{ press 1 for "yes" {{ if pin_is_right(pin, "7") {{ say "Right." }} }} }}
}}"""
    made = compiled(APP + HANDLERS + text)
    assert b"lifetime=300" in made.files["webhook.py"]
    player = play(APP + HANDLERS + text, tmp_path, hooks=Refusing())
    player.answer()
    player.press("4321")
    assert "?s=" in player.url("input") or "&s=" in player.url("input")
    assert "4321" not in str(player.ncco)
