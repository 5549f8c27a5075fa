"""The rules of the linter as `ivrc explain` prints them; the text lies in rules.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from ivrc.node import node


@node
class Rule:
    """One rule of reference 8 or 6.4.

    `by` says who can find it: the strict JSON schema, the JSON parser, or our code only. `example` is the
    smallest document that breaks it, as JSON text; empty where it would be long.
    """

    code: str
    title: str
    explanation: str
    by: Literal["schema", "json", "code"]
    example: str = ""


@cache
def rules() -> dict[str, Rule]:
    """Code to rule, in the order of the reference; read at the first call."""
    table = tomllib.loads(files("ivrc.ncco").joinpath("rules.toml").read_text(encoding="utf-8"))
    return {code: Rule(code=code, **entry) for code, entry in table.items()}
