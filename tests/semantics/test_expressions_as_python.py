"""Expressions as Python: how they read, and that they mean what folding computes."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrc.emit.expressions import python
from ivrc.emit.literals import names_in, py
from ivrc.emit.naming import MODULES, field_name, python_name, python_type
from ivrc.language.types import DATE, NUMBER, PHONE, SPEECH, TEXT, Type, list_of, optional
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import Constant, Either, EnumValue, Expr, ForEach, RecordValue

from .expressions import LOCALS, NOWHERE, TENANTS, resolved, slots, world


@dataclass(frozen=True)
class Customer:
    name: str
    vip: bool
    agent: str | None


@dataclass(frozen=True)
class Tenant:
    number: str
    title: str


class State(StrEnum):
    ok = "ok"
    outage = "outage"


def known(text: str) -> Expr:
    """An expression in which `customer` and `call.from` were tested."""
    return resolved(text, world().knowing(frozenset({"customer", "call.from"})))


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


MODULE: dict[str, Any] = {
    "Customer": Customer,
    "Tenant": Tenant,
    "State": State,
    "TENANTS": [Tenant(**dict(each.fields)) for each in TENANTS],
    "VIPS": ["+441632960001"],
    "call": SimpleNamespace(now=datetime(2026, 12, 25, 9, 30, tzinfo=UTC), from_=None, to="+441632960002"),
}


def during_a_call(value: object) -> Any:
    """A constant as what the generated module holds."""
    match value:
        case tuple():
            return [during_a_call(each) for each in value]
        case RecordValue(type=of, fields=fields):
            return MODULE[of](**{name: during_a_call(each) for name, each in fields})
        case EnumValue(name=name):
            return State(name)
        case _:
            return value


def computed(expr: Expr, values: dict[str, Any]) -> Any:
    """What the generated text gives when it is run."""
    source, names = python(expr)
    imported = {name: getattr(import_module(MODULES.get(name, "ivrc.runtime")), name) for name in names}
    return eval(source, MODULE | imported | values)  # noqa: S307 - our own output is what is tested


ANN = RecordValue(type="Customer", fields=(("name", "<Ann> & Bo"), ("vip", True), ("agent", None)))
VALUES: dict[str, object] = {
    "customer": ANN,
    "who": ANN,
    "people": (ANN, RecordValue(type="Customer", fields=(("name", "Cy"), ("vip", False), ("agent", None)))),
    "pin": "1234",
    "n": 7,
    "price": Decimal("1234.50"),
    "title": 'a "quoted" <tag>',
    "link": "https://example.com",
    "day": date(2026, 12, 25),
    "state": EnumValue(type="State", name="ok"),
    "vip": True,
}

SAME = [
    "n + 1",
    "(n + 1) * 2 - (n - 1)",
    "n - (n - 1) - 1",
    "price - 0.5",
    "-n * 2",
    "n in 6..8",
    "not (n in 8..9)",
    "n in [1, 7]",
    "price in [1234.5]",
    "vip and not (n == 3) or n > 8",
    "vip == true",
    "vip != false and state != State.outage",
    "(n == 7) == vip",
    "day in 2026-12-24..2027-01-01",
    "customer is none or customer.vip",
    'if_empty(customer.agent, "nobody")',
    'find(people, name="Cy")',
    'find(people, name="Dee") is none',
    'find(TENANTS, title="Bolt")',
    "people.name",
    "first(people, 1)",
    "last(pin, 2)",
    "first(pin, 0)",
    "len(people) + len(pin)",
    'starts_with(title, "a")',
    'join(people.name, ", ")',
    "lower(title)",
    "trim(title)",
    "digits(title)",
    'phone("+44 1632 960001")',
    "spoken(n)",
    "Customer(name=title, vip=vip)",
    "[n, 2]",
    '"{title} {n} {price} {day} {pin}"',
    '"{pin as digits} {pin as spelled} {n as number} {day as date} {price as currency("GBP")}"',
    '"<speak>{title} {n} {pin as spelled} {customer.name}</speak>"',
    '"\\"{title}\\" \\{{"x"}\\} \\\\ {customer.name}\\n"',
    '"Hello {if_empty(title, "it\'s")}, {if_empty(title, "\\"")}"',
    '"{state}"',
    "thanks(pin)",
]


FOR_EARS = ("spoken(n)", "thanks(pin)")
CASES = [
    (text, language)
    for text in SAME
    for language in ("en-GB", "fr-FR", "")
    if language or not (text in FOR_EARS or " as " in text)
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_a_call_computes_what_a_build_computes(text: str, language: str) -> None:
    expr = known(text)
    constants: dict[Any, Expr] = {
        LOCALS[name]: Constant(span=NOWHERE, type=LOCALS[name].type, value=value)
        for name, value in VALUES.items()
    }
    at_build = specialise(expr, constants, language)
    assert isinstance(at_build, Constant)
    values = {name: during_a_call(value) for name, value in VALUES.items()}
    assert computed(specialise(expr, slots(), language), values) == during_a_call(at_build.value)


@pytest.mark.parametrize(
    "value",
    [
        "it's",
        'say "hi"',
        "both ' and \"",
        "\\ \n\t\x00\x7f\u2028\ufeff\U0001f600é",
        -3,
        True,
        None,
        Decimal("1.50"),
        date(2026, 2, 28),
        time(9, 5),
        timedelta(hours=1),
        timedelta(milliseconds=1500),
        ("a", ("b",)),
        ANN,
        EnumValue(type="State", name="outage"),
    ],
)
def test_constants_survive(value: object) -> None:
    imported = {name: getattr(import_module(MODULES[name]), name) for name in names_in(value)}
    given = eval(py(value), MODULE | imported)  # noqa: S307 - our own output is what is tested
    assert given == during_a_call(value)


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


def test_texts_of_lists_and_conditions() -> None:
    """`For Ann, press 1. For Cy, press 2.`, and what only some callers hear."""
    values = slots()
    name = resolved('"For {title}, press {n}."')
    text = specialise(name, values, "en-GB")
    each = ForEach(
        span=NOWHERE,
        type=TEXT,
        element="title",
        counter="n",
        subject=specialise(resolved("people.name"), values, ""),
        text=text,
        most=9,
    )
    people = [Customer("Ann", True, None), Customer("Cy", False, None)]
    assert computed(each, {"people": people}) == "For Ann, press 1. For Cy, press 2."
    nothing = Constant(span=NOWHERE, type=TEXT, value="")
    either = Either(span=NOWHERE, type=TEXT, condition=values[LOCALS["vip"]], then=each, otherwise=nothing)
    assert computed(either, {"people": people, "vip": False}) == ""
    assert computed(either, {"people": people, "vip": True}).startswith("For Ann")
