"""What a condition tells about values that may be absent."""

from __future__ import annotations

import pytest

from ivrc.semantics.narrowing import facts

from .expressions import resolved

KNOWN = {
    "customer is none": ("", "customer"),
    "customer is not none": ("customer", ""),
    "not (customer is none)": ("customer", ""),
    "customer is none or call.from is none": ("", "customer call.from"),
    "customer is not none and call.from is not none": ("customer call.from", ""),
    "customer is none or n == 1": ("", "customer"),
    "customer is not none or n == 1": ("", ""),
    "customer is not none and customer.agent is none": ("customer", ""),
    "customer is none or customer.agent is none": ("", "customer customer.agent"),
    "call.from == +441632960001": ("call.from", ""),
    "call.from != +441632960001": ("", "call.from"),
    "call.from in VIPS": ("call.from", ""),
    "n == 1": ("n", ""),
}


@pytest.mark.parametrize("condition", KNOWN)
def test_facts(condition: str) -> None:
    expr = resolved(condition)
    when_true, when_false = KNOWN[condition]
    assert facts(expr, holds=True) == set(when_true.split())
    assert facts(expr, holds=False) == set(when_false.split())


def test_two_values_that_may_be_absent_may_both_be_absent() -> None:
    expr = resolved('call.from_user == call.header("X-User")')
    assert facts(expr, holds=True) == frozenset()
