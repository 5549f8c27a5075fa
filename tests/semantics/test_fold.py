"""What is known at build is computed at build, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ivrc.language.types import DIGITS, LANGUAGE, optional
from ivrc.semantics.fold import (
    constants_in,
    externs_in,
    is_static,
    specialise,
    used_slots,
    uses_clock,
)
from ivrc.semantics.typed import (
    Constant,
    ForEach,
    HoursAre,
    IsNone,
    Joined,
    Operation,
    RecordValue,
    SlotValue,
)

from .expressions import CUSTOMER, LOCALS, NOWHERE, resolved, slots, world

COMPUTED = {
    "1 + 2 * 3": 7,
    "1 + 2.5": Decimal("3.5"),
    "-(2 - 5)": 3,
    "20s + 500ms": timedelta(seconds=20.5),
    "not (1 < 2)": False,
    "2 in [1, 2]": True,
    "6 in 6..8": True,
    "9 in 6..8": False,
    "2026-12-25 in 2026-12-24..2027-01-01": True,
    "1 == 2 or 2 == 2": True,
    "n == 1 and false": False,
    "true or n == 1": True,
    "none is none": True,
    "State.ok == State.outage": False,
    '"{SHOP} has {3} lines"': "Acme has 3 lines",
    '"<speak>{SHOP}</speak>"': "<speak>Acme</speak>",
    '"<speak>{"a & b"}</speak>"': "<speak>a &amp; b</speak>",
    '"{"a < b"}"': "a   b",
    '"{"12" as digits}"': "1 2",
    '"{2026-12-25 as date}"': "25 December 2026",
    '"{1234.5 as currency("GBP")}"': "1,234.50 British pounds",
    "spoken(21)": "twenty-one",
    "len(SHOP)": 4,
    "len(TENANTS)": 2,
    "last(SHOP, 2)": "me",
    'starts_with(SHOP, "Ac")': True,
    "lower(SHOP)": "acme",
    'digits("one 2 three 4")': "24",
    'phone("+44 1632 960001")': "+441632960001",
    'phone("0800")': None,
    'if_empty("", "x")': "x",
    'join(TENANTS.title, " and ")': "Acme and Bolt",
    "find(TENANTS, number=+441632960002)": RecordValue(
        type="Tenant", fields=(("number", "+441632960002"), ("title", "Bolt"))
    ),
    "find(TENANTS, number=+441632960003)": None,
    "call.language": "en-GB",
    'thanks("12")': "Thank you. Ticket 1 2",
}


@pytest.mark.parametrize("text", COMPUTED)
def test_computed(text: str) -> None:
    value = specialise(resolved(text), slots(), "en-GB")
    assert isinstance(value, Constant)
    assert value.value == COMPUTED[text]
    assert is_static(value)


@pytest.mark.parametrize(
    "text", ["n + 1", "call.from", "now.date", "office is open", "lookup(+441632960001)"]
)
def test_left_for_the_call(text: str) -> None:
    expr = resolved(text)
    assert not is_static(expr)
    assert not isinstance(specialise(expr, slots(), "en-GB"), Constant)


def test_a_known_side_leaves_the_other() -> None:
    assert specialise(resolved("true and vip"), slots(), "") == slots()[LOCALS["vip"]]
    assert specialise(resolved("vip or false"), slots(), "") == slots()[LOCALS["vip"]]


def test_an_extern_is_asked_even_if_the_answer_is_known() -> None:
    value = specialise(resolved("lookup(+441632960001) is none and false"), {}, "")
    assert isinstance(value, Operation)


def test_not_goes_into_what_can_say_it() -> None:
    closed = specialise(resolved("not (office is open)"), {}, "")
    assert isinstance(closed, HoursAre)
    assert not closed.open
    present = specialise(resolved("not (customer is none)"), {}, "")
    assert isinstance(present, IsNone)
    assert present.negated


def test_names_take_their_values() -> None:
    pin = Constant(span=NOWHERE, type=DIGITS, value="1234")
    value = specialise(resolved('"PIN {pin as digits}, {n}"'), {LOCALS["pin"]: pin}, "en-GB")
    assert isinstance(value, Joined)
    assert isinstance(value.parts[0], Constant)
    assert value.parts[0].value == "PIN 1 2 3 4, "


def test_what_was_tested_holds_for_the_value() -> None:
    scope = world().knowing(frozenset({"customer"}))
    slot = SlotValue(span=NOWHERE, type=optional(CUSTOMER), slot="customer")
    assert specialise(resolved("customer", scope), {LOCALS["customer"]: slot}, "").type == CUSTOMER


def test_a_prompt_is_spoken_in_the_language_of_the_caller() -> None:
    expr = resolved("thanks(pin)")
    french = specialise(expr, slots(), "fr-FR")
    assert isinstance(french, Joined)
    assert used_slots(french) == {"pin"}
    assert isinstance(french.parts[0], Constant)
    assert french.parts[0].value == "Merci. Ticket "
    assert specialise(expr, {}, "de-DE") == expr


def test_the_language_of_a_text_stays_when_it_is_known() -> None:
    once = specialise(resolved('"{price as number}"'), slots(), "fr-FR")
    assert specialise(once, {}, "") == once


def test_without_a_language_values_stand_as_written() -> None:
    value = specialise(resolved('"{true}/{2.50}/{2026-12-25}/{State.ok}/{"<a>"}"'), {}, "")
    assert isinstance(value, Constant)
    assert value.value == "true/2.50/2026-12-25/ok/<a>"


def test_what_is_used() -> None:
    scope = world().knowing(frozenset({"call.from"}))
    expr = specialise(resolved("lookup(call.from) is none or now.date == day", scope), slots(), "")
    assert used_slots(expr) == {"day"}
    assert uses_clock(expr)
    assert [call.extern.name for call in externs_in(expr)] == ["lookup"]
    assert not uses_clock(resolved("n + 1"))
    assert [c.name for c in constants_in(resolved("find(TENANTS, number=call.to)"))] == ["TENANTS"]


def test_a_loop_makes_its_own_values() -> None:
    text = specialise(resolved('"{title}, {n}"'), slots(), "en-GB")
    people = slots()[LOCALS["people"]]
    each = ForEach(
        span=NOWHERE, type=text.type, element="title", counter="", subject=people, text=text, taken=""
    )
    assert used_slots(each) == {"people", "n"}


def test_a_date_is_kept_for_the_language_it_is_said_in() -> None:
    value = specialise(resolved("[2026-12-25]"), {}, "")
    assert isinstance(value, Constant)
    assert value.value == (date(2026, 12, 25),)
    language = specialise(resolved("call.language"), {}, "")
    assert language.type == LANGUAGE
    assert not isinstance(language, Constant)
