"""Types of expressions, and what an author reads when they do not fit (language 2, 9, 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from ivrc.language.types import (
    BOOL,
    DIGITS,
    DURATION,
    LANGUAGE,
    NUMBER,
    PHONE,
    TEXT,
    URL,
    Type,
    list_of,
    optional,
)
from ivrc.semantics.expressions import assignable, check_arguments, resolve, resolve_type
from ivrc.semantics.typed import (
    Constant,
    EnumValue,
    EventValue,
    FlowCall,
    Mistake,
    RecordOf,
    RecordValue,
    Widened,
)
from ivrc.syntax import tree

from .expressions import CUSTOMER, NOWHERE, STATE, mistake, parsed, resolved, world

TYPES = {
    "1 + 2.5": "number",
    "n * 2 - 1": "int",
    "20s + 500ms": "duration",
    "20s < 1m": "bool",
    '"Hello {title}"': "text",
    "call.from": "phone?",
    'call.header("X-Account")': "text?",
    "now.date": "date",
    "office is not open": "bool",
    "office.next_opening": "moment?",
    "people.name": "text[]",
    "people.agent": "phone?[]",
    'find(people, name="Ann")': "Customer?",
    "find(TENANTS, number=call.to)": "Tenant?",
    'if_empty(call.from_user, "caller")': "text",
    'if_empty(who.agent, "nobody")': "text",
    'if_empty(who.agent, "+441632960001")': "phone",
    "last(pin, 4)": "digits",
    "last(title, 4)": "text",
    "first(people, 2)": "Customer[]",
    "lookup(+441632960001)": "Customer?",
    'lookup(number="+441632960001")': "Customer?",
    "[1, 2.5]": "number[]",
    "state == ok": "bool",
    'pin == "1234"': "bool",
    "call.from == +441632960001": "bool",
    "call.from in VIPS": "bool",
    "customer is none or customer.vip": "bool",
    "customer is not none and customer.vip": "bool",
    "not (customer is none) and customer.vip": "bool",
}


@pytest.mark.parametrize("text", TYPES)
def test_types(text: str) -> None:
    assert str(resolved(text).type) == TYPES[text]


LITERALS = {
    "2026-12-25": date(2026, 12, 25),
    "09:30": time(9, 30),
    "500ms": timedelta(milliseconds=500),
    "2m": timedelta(minutes=2),
    "0.5": Decimal("0.5"),
    "+441632960001": "+441632960001",
    "6..8": (6, 8),
    "true": True,
    "none": None,
    "State.ok": EnumValue(type="State", name="ok"),
    "[1, 2]": (1, 2),
    'Customer(vip=true, name="Ann")': RecordValue(
        type="Customer", fields=(("name", "Ann"), ("vip", True), ("agent", None))
    ),
}


@pytest.mark.parametrize("text", LITERALS)
def test_constants(text: str) -> None:
    value = resolved(text)
    assert isinstance(value, Constant)
    assert value.value == LITERALS[text]


def test_what_is_expected_guides_literals() -> None:
    assert resolved("ar", expected=LANGUAGE) == Constant(span=NOWHERE, type=LANGUAGE, value="ar")
    assert resolved("outage", expected=STATE).type == STATE
    assert resolved('"+441632960001"', expected=PHONE).type == PHONE
    assert resolved('"https://example.com/{title}"', expected=URL).type == URL
    assert resolved("3", expected=NUMBER) == Constant(span=NOWHERE, type=NUMBER, value=Decimal(3))
    assert resolved("[1, 2]", expected=list_of(NUMBER)).type == list_of(NUMBER)
    assert isinstance(resolved("n", expected=NUMBER), Widened)


def test_a_language_in_quotes_is_mended() -> None:
    found, _ = mistake('"en-GB"', expected=LANGUAGE)
    assert [edit.text for edit in found.edits] == ["en-GB"]


@pytest.mark.parametrize(
    ("written", "expected", "mended"),
    [
        ("1234", DIGITS, '"1234"'),
        ("20", DURATION, "20s"),
        ("441632960001", PHONE, "+441632960001"),
    ],
)
def test_a_number_for_something_written_with_digits_is_mended(
    written: str, expected: Type, mended: str
) -> None:
    found, _ = mistake(written, expected=expected)
    assert [edit.text for edit in found.edits] == [mended]


def test_leading_zeros_are_not_lost_by_mending() -> None:
    assert mistake("01632960001", expected=PHONE)[0].edits == ()


def test_a_constant_is_mended_where_it_is_declared_if_at_all() -> None:
    found, marked = mistake("LIMIT", expected=DURATION)
    assert (marked, found.edits) == ("LIMIT", ())


def test_records_take_their_declared_order_and_nones() -> None:
    value = resolved("Customer(vip=true, name=title)")
    assert isinstance(value, RecordOf)
    assert [name for name, _ in value.fields] == ["name", "vip", "agent"]


def test_externs_are_not_called_where_there_is_no_call() -> None:
    found, marked = mistake("lookup(+441632960001)", replace(world(), pure=True))
    assert (found.code, marked) == ("IVR216", "lookup(+441632960001)")


def test_environment_is_read_in_settings_of_externs() -> None:
    assert resolved('"Bearer {env.TOKEN}"', replace(world(), environment=True)).type == TEXT


def test_fields_of_events_stand_in_their_handlers() -> None:
    scope = replace(world(), events={"recording": {"recording_url": URL}})
    assert isinstance(resolved("recording.recording_url", scope), EventValue)
    found, _ = mistake("recording.recording_uri", scope)
    assert (found.code, found.hint) == ("IVR213", "did you mean `recording_url`?")


def test_flows_stand_alone() -> None:
    scope = world()
    assert isinstance(resolve(parsed("sales()")[0], scope, TEXT, allow_flow=True), FlowCall)
    assert not scope.found


def test_a_tested_value_is_there() -> None:
    scope = world().knowing(frozenset({"customer"}))
    assert resolved("customer.name", scope).type == TEXT
    assert mistake("lookup(customer.agent)", scope)[1] == "customer.agent"
    both = frozenset({"customer", "customer.agent"})
    assert resolved("lookup(customer.agent)", world().knowing(both)).type == optional(CUSTOMER)


def test_arguments_of_a_declaration() -> None:
    scope = world()
    written, _ = parsed("lookup(+441632960001)")
    assert isinstance(written, tree.Reference)
    (value,) = check_arguments(
        scope.names.externs["lookup"].parameters, written.arguments or (), NOWHERE, scope, "`lookup`"
    )
    assert value.type == PHONE
    (missing,) = check_arguments(scope.names.externs["lookup"].parameters, (), NOWHERE, scope, "`lookup`")
    assert isinstance(missing, Mistake)


def _ref(name: str, *, is_list: bool = False, may_lack: bool = False) -> tree.TypeRef:
    return tree.TypeRef(
        span=NOWHERE, name=tree.Name(span=NOWHERE, text=name), is_list=is_list, optional=may_lack
    )


def test_types_by_name() -> None:
    scope = world()
    assert resolve_type(_ref("Customer", may_lack=True), scope) == optional(CUSTOMER)
    assert resolve_type(_ref("phone", is_list=True), scope) == list_of(PHONE)
    assert resolve_type(_ref("State"), scope) == STATE
    assert not scope.found
    resolve_type(_ref("custommer"), scope)
    resolve_type(_ref("sales"), scope)
    assert [(d.code, d.primary.message, d.hint) for d in scope.found] == [
        ("IVR201", "there is no type `custommer`", "did you mean `Customer`?"),
        ("IVR202", "`sales` is declared as flow, not as a type", None),
    ]


@pytest.mark.parametrize(
    ("value", "target", "fits"),
    [
        (DIGITS, TEXT, True),
        (PHONE, TEXT, True),
        (TEXT, PHONE, False),
        (TEXT, optional(TEXT), True),
        (optional(TEXT), TEXT, False),
        (optional(PHONE), optional(TEXT), True),
        (Type(kind="int"), NUMBER, True),
        (Type(kind="int"), optional(NUMBER), True),
        (NUMBER, Type(kind="int"), False),
        (Type(kind="none", optional=True), optional(CUSTOMER), True),
        (list_of(DIGITS), list_of(TEXT), True),
        (list_of(Type(kind="int")), list_of(NUMBER), False),
        (BOOL, TEXT, False),
        (CUSTOMER, STATE, False),
    ],
)
def test_assignable(value: Type, target: Type, fits: bool) -> None:
    assert assignable(value, target) is fits
