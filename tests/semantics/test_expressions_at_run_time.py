"""Generated text means what folding computes: the same expressions, run as Python and computed at build."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from ivrc.emit.expressions import python
from ivrc.emit.naming import MODULES
from ivrc.language.types import TEXT
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import Constant, Either, EnumValue, Expr, ForEach, RecordValue, Sentences

from .expressions import LOCALS, NOWHERE, TENANTS, known, resolved, slots


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
    constant = Constant(span=NOWHERE, type=TEXT, value=value)
    assert computed(constant, {}) == during_a_call(value)


def test_texts_of_lists_and_conditions() -> None:
    """`For Ann, press 2. For Cy, press 3.`, and what only some callers hear."""
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
        taken="1",
    )
    people = [Customer("Ann", True, None), Customer("Cy", False, None)]
    all_ = Sentences(span=NOWHERE, type=TEXT, parts=(each,))
    assert computed(all_, {"people": people}) == "For Ann, press 2. For Cy, press 3."
    nothing = Constant(span=NOWHERE, type=TEXT, value="")
    either = Either(span=NOWHERE, type=TEXT, condition=values[LOCALS["vip"]], then=all_, otherwise=nothing)
    assert computed(either, {"people": people, "vip": False}) == ""
    assert computed(either, {"people": people, "vip": True}).startswith("For Ann")
