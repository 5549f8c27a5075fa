"""Types, operators and built-in values in a call (language 11)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from driver import APP, HANDLERS, Player, compiled, play

if TYPE_CHECKING:
    from pathlib import Path


class Hooks:
    """Gives what it is told to."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def __getattr__(self, name: str) -> Any:
        return lambda *_: self.answers[name]


def answered(text: str, folder: Path, **answers: Any) -> Player:
    player = play(APP + HANDLERS + text, folder, hooks=Hooks(**answers))
    player.answer()
    return player


def codes(text: str) -> list[str]:
    return [d.code for d in compiled(APP + HANDLERS + text).diagnostics if d.severity == "error"]


N = "extern n() -> int { reads: true }\n"


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        ("n() == 3", 3, 4),
        ("n() != 3", 4, 3),
        ("n() < 3", 2, 3),
        ("n() <= 3", 3, 4),
        ("n() > 3", 4, 3),
        ("n() >= 3", 3, 2),
        ("not n() == 3", 4, 3),
        ("n() in 6..8", 8, 9),
        ("n() in [1, 5]", 5, 6),
        ("not (n() in [1, 5])", 6, 5),
        ("n() + 1 == 4", 3, 4),
        ("n() - 1 == -1", 0, 1),
        ("n() * 2 + 1 == 7", 3, 4),
        ("2 * (n() + 1) == 8", 3, 4),
        ("n() == 1 or n() == 2", 2, 3),
        ("n() > 1 and n() < 3", 2, 3),
        ("not (n() > 1 and n() < 3)", 3, 2),
    ],
)
def test_operators(condition: str, true: int, false: int, tmp_path: Path) -> None:
    text = N + f'answer {{ if {condition} {{ say "yes" }} else {{ say "no" }} }}'
    assert answered(text, tmp_path / "yes", n=true).heard == ["yes"]
    assert answered(text, tmp_path / "no", n=false).heard == ["no"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("len(t())", "9"),
        ("last(t(), 2)", "a2"),
        ("first(t(), 3)", " Rm"),
        ('if_empty(trim(t()), "x")', "Rm 12 a2"),
        ('if_empty("", t())', " Rm 12 a2"),
        ("lower(trim(t()))", "rm 12 a2"),
        ("digits(t())", "122"),
        ('join([trim(t()), "z"], ", ")', "Rm 12 a2, z"),
    ],
)
def test_built_in_functions(value: str, said: str, tmp_path: Path) -> None:
    text = "extern t() -> text { reads: true }\n" + f'answer {{ let x = {value}; say "{{x}}" }}'
    assert answered(text, tmp_path, t=" Rm 12 a2").heard == [said]


def test_starts_with_phone_and_spoken(tmp_path: Path) -> None:
    text = """
extern t() -> text { reads: true }
answer {
  let entry = t()
  if starts_with(entry, "+44") { say "British." }
  let number = phone(entry)
  if number is none { say "No number." } else { say "{number as phone}" }
  say "{spoken(12)}"
}"""
    assert answered(text, tmp_path / "a", t="nonsense").heard == ["No number.", "twelve"]
    heard = answered(text, tmp_path / "b", t="+441632960123").heard
    assert heard[0] == "British."
    assert len(heard) == 3


CUSTOMER = """
type Customer { name: text; vip: bool; agent: phone? }
extern lookup(number: text) -> Customer? { reads: true }
"""


def test_an_optional_must_be_tested_before_its_fields_are_used() -> None:
    assert codes(CUSTOMER + 'answer { let c = lookup("1"); say c.name }') == ["IVR212"]
    assert codes(CUSTOMER + 'answer { let c = lookup("1"); if c is none { hangup }; say c.name }') == []
    text = 'answer { let c = lookup("1"); if c is not none and c.vip { say c.name } }'
    assert codes(CUSTOMER + text) == []


def test_constant_records_and_lists(tmp_path: Path) -> None:
    text = """
type Tenant { name: text; number: phone }
const TENANTS = [Tenant(name="Ann", number=+441632960001), Tenant(name="Bob", number=+441632960000)]
answer {
  let tenant = find(TENANTS, number=call.to)
  if tenant is none { say "Nobody." } else { say tenant.name }
  if call.to in TENANTS.number { say "Known." }
}"""
    assert answered(text, tmp_path).heard == ["Bob", "Known."]


def test_digits_compare_with_text_literals_only(tmp_path: Path) -> None:
    text = """
answer {
  collect digits pin { say "PIN."; length: 4 }
  if pin == "0042" { say "Yes." } else { say "No." }
}"""
    player = answered(text, tmp_path)
    player.press("0042")
    assert player.heard[-1] == "Yes."
    assert codes(text.replace('"0042"', "42")) != []


def test_built_in_values_of_a_call(tmp_path: Path) -> None:
    text = """
answer {
  if call.from is none { say "withheld" } else { say "{call.from}" }
  if call.from_user is none { say "no user" } else { say call.from_user }
  if call.header("X-Account") is none { say "no header" }
  say "{call.from_address} {call.to} {call.uuid} {call.conversation_uuid} {call.language}"
}"""
    player = answered(text, tmp_path)
    ids = f"{player.uuid} {player.conversation}"
    assert player.heard == [
        "+441632960123",
        "no user",
        "no header",
        f"+441632960123 +441632960000 {ids} en-US",
    ]


def test_callers_that_are_no_phones(tmp_path: Path) -> None:
    text = """
answer {
  if call.from is none { say "no phone" }
  say "{call.from_address}, {call.to}"
  let account = call.header("X-Account")
  if account is not none { say account }
}"""
    player = play(APP + text, tmp_path, caller="sip:ann@example.com", dialled="sip:desk@ivr.example.com")
    player.answer(endpoint_type="sip", **{"SipHeader_X-Account": "7"})
    assert player.heard == ["no phone", "sip:ann@example.com, +441632960000", "7"]


def test_what_is_known_of_the_call_is_known_later_too(tmp_path: Path) -> None:
    text = """
answer {
  collect digits pin { say "PIN."; length: 4 }
  let account = call.header("X-Account")
  if account is not none { say "{account} {call.from_address} {call.uuid}" }
}"""
    player = play(APP + HANDLERS + text, tmp_path)
    player.answer(**{"SipHeader_X-Account": "7"})
    player.press("1234")
    assert player.heard[-1] == f"7 +441632960123 {player.uuid}"


def test_now_is_in_the_zone_of_the_app(tmp_path: Path) -> None:
    app = 'app "x" { base_url: "https://ivr.example.com"; timezone: "Asia/Tokyo"; number: +441632960000 }\n'
    clock = datetime(2026, 11, 20, 20, 30, tzinfo=ZoneInfo("UTC"))
    text = 'answer { say "{now.date as date}"; if now.time < 06:00 { say "Early." } }'
    player = play(app + text, tmp_path, clock=lambda: clock)
    player.answer()
    assert player.heard == ["November 21, 2026", "Early."]


def test_enumerations_in_match_need_no_else(tmp_path: Path) -> None:
    text = """
type State = ok | planned | outage
extern state() -> State { reads: true }
answer {
  match state() {
    case ok -> fine
    case planned, outage -> broken
  }
}
flow fine { say "Fine." }
flow broken { say "Broken." }"""
    assert codes(text) == []
    assert codes(text.replace("planned, outage", "planned")) == ["IVR314"]


@pytest.mark.parametrize(
    "expression", ['1 + "a"', '"a" - "b"', "1 < true", "20s + 1", "+441632960001 == 1", "not 1"]
)
def test_nothing_is_converted_silently(expression: str) -> None:
    assert len(codes(f'answer {{ let x = {expression}; say "{{x}}" }}')) == 1
