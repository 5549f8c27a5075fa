"""The safety net of the emitter: one validator for each kind of action."""

from __future__ import annotations

import pytest

from ivrc.ncco.schema import strict_validator
from ivrc.ncco.spec import ACTIONS


@pytest.mark.parametrize("name", ACTIONS)
def test_a_kind_takes_itself_only(name: str) -> None:
    assert not strict_validator(name).is_valid({"action": "pay", "amount": 1})


def test_nested_definitions_are_followed() -> None:
    talk = {"action": "talk", "text": "Hi", "language": "en-GB"}
    assert strict_validator("talk").is_valid(talk)
    assert not strict_validator("talk").is_valid({**talk, "level": 2})


def test_unknown_kind() -> None:
    with pytest.raises(KeyError):
        strict_validator("pay")
