"""Expressions as Python: how they read, and that they mean what folding computes."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrc.emit.expressions import python
from ivrc.emit.literals import py
from ivrc.emit.naming import field_name, python_name, python_type
from ivrc.language.types import DATE, NUMBER, PHONE, SPEECH, TEXT, Type, list_of, optional
from ivrc.semantics.fold import specialise

from .expressions import known, slots


def written(text: str, language: str = "en-GB") -> str:
    return python(specialise(known(text), slots(), language))[0]


READS = {
    "n + 1": "n + 1",
    "(n + 1) * 2 - (n - 1)": "(n + 1) * 2 - (n - 1)",
    "n - (visits - 1)": "n - (visits - 1)",
    "-(n + 1)": "-(n + 1)",
    "2.5 * n": 'Decimal("2.5") * n',
    "vip and (n == 3 or n == 4)": "vip and (n == 3 or n == 4)",
    "not (vip and n == 3)": "not (vip and n == 3)",
    "not (n == 3)": "n != 3",
    "(n == 3) == vip": "(n == 3) == vip",
    "vip == true": "vip is True",
    "n in 6..8": "6 <= n <= 8",
    "not (n in 6..8)": "not 6 <= n <= 8",
    'pin in ["1", "2"]': 'pin in ("1", "2")',
    'not (pin in ["1"])': 'pin not in ("1",)',
    "call.from in VIPS": "call.from_ in VIPS",
    'pin == "1234"': 'pin == "1234"',
    "call.from_user is none": "call.from_user is None",
    "not (call.from_user is none)": "call.from_user is not None",
    "office is open": "OFFICE.is_open(call.now)",
    "not (office is open)": "OFFICE.is_closed(call.now)",
    "office.next_opening is none": "OFFICE.next_opening(call.now) is None",
    "now.date == day": "call.now.date() == day",
    "now.time < 09:30": "call.now.time() < time(9, 30)",
    "day in 2026-12-24..2027-01-01": "date(2026, 12, 24) <= day <= date(2027, 1, 1)",
    "call.uuid": "call.uuid",
    'call.header("X-Account")': 'call.header("X-Account")',
    "customer.name": "customer.name",
    "people.name": "[item.name for item in people]",
    "find(TENANTS, number=call.to)": "find(TENANTS, number=call.to)",
    'starts_with(title, "A")': 'title.startswith("A")',
    "len(people)": "len(people)",
    "spoken(n)": 'spoken(n, "en-GB")',
    "lookup(call.from)": "await LOOKUP(call, number=call.from_)",
    "lookup(call.from) is none": "await LOOKUP(call, number=call.from_) is None",
    "Customer(name=title, vip=state == ok)": "Customer(name=title, vip=state == State.ok, agent=None)",
    "[n, 2]": "[n, 2]",
    "20s": "timedelta(seconds=20)",
    "500ms": "timedelta(milliseconds=500)",
    '"Ticket {pin as digits}."': "f\"Ticket {as_digits(pin, 'en-GB')}.\"",
    '"{price as currency("GBP")}"': 'as_currency(price, "GBP", "en-GB")',
    '"\\"{title}\\" \\{"': 'f\'"{plain(title, "en-GB")}" {{\'',
    '"<speak>{title}</speak>"': "f\"<speak>{ssml(title, 'en-GB')}</speak>\"",
    '"Hello {if_empty(title, "it\'s you")}"': '"Hello " + plain(if_empty(title, "it\'s you"), "en-GB")',
    "thanks(pin)": "f\"Thank you. Ticket {as_digits(pin, 'en-GB')}\"",
}


@pytest.mark.parametrize("text", READS)
def test_reads(text: str) -> None:
    assert written(text) == READS[text]


def test_what_is_not_for_ears_stands_as_it_is_written() -> None:
    assert written('"room-{pin}-{n}"', language="") == 'f"room-{pin}-{n}"'
    assert written('"{n}"', language="") == "str(n)"
    assert written('"{vip}!"', language="") == "f\"{'true' if vip else 'false'}!\""


def test_the_layout_is_that_of_ruff() -> None:
    source = "".join(f"{line}\n" for line in READS.values())
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--isolated",
        "--target-version",
        "py311",
        "--line-length",
        "110",
        "-",
    ]
    run = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    assert run.stdout == source


@given(st.text())
def test_any_text_survives(text: str) -> None:
    assert ast.literal_eval(py(text)) == text


def test_strings_are_quoted_as_ruff_quotes() -> None:
    assert py("it's") == '"it\'s"'
    assert py('say "hi"') == "'say \"hi\"'"
    assert py("a\nb") == r'"a\nb"'


def test_names_that_mean_something_else_are_made_safe() -> None:
    names = ["ticket", "class", "from", "list", "call", "date", "phone", "event", "Call"]
    assert [python_name(n) for n in names] == [
        "ticket",
        "class_",
        "from_",
        "list_",
        "call_",
        "date_",
        "phone_",
        "event_",
        "Call_",
    ]
    assert [field_name(n) for n in ("list", "class")] == ["list", "class_"]


@pytest.mark.parametrize(
    ("of", "text", "names"),
    [
        (TEXT, "str", set()),
        (optional(PHONE), "str | None", set()),
        (list_of(DATE), "list[date]", {"date"}),
        (optional(list_of(Type(kind="record", name="Customer"))), "list[Customer] | None", set()),
        (NUMBER, "Decimal", {"Decimal"}),
        (SPEECH, "SpeechAnswer", {"SpeechAnswer"}),
        (Type(kind="none", optional=True), "None", set()),
    ],
)
def test_types(of: Type, text: str, names: set[str]) -> None:
    assert python_type(of) == (text, names)
