"""The strict profile of the schema as an independent judge."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(files("ivrc.ncco").joinpath("schema.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="session")
def strictly_valid(schema: dict[str, Any]) -> Callable[[object], bool]:
    validator = Draft202012Validator(schema)
    return validator.is_valid
