"""JSON values inside of payloads and headers as expressions, with the types of their objects declared."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ivrc.decompile.writing import label, text

if TYPE_CHECKING:
    from ivrc.decompile.context import Declared

_FIELD = re.compile(r"(?!(?:true|false|none|not|and|or|in|is|as)$)[A-Za-z][A-Za-z0-9_]*")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Said = tuple[str, str]
"""An expression and its type."""


def pairs(held: dict[str, object], declared: Declared) -> tuple[list[str], dict[str, object]]:
    """`key: value` for each value, and those that no expression stands for."""
    said: list[str] = []
    left: dict[str, object] = {}
    for key, value in held.items():
        written = ("none", "") if value is None else _said(value, key, declared)
        if written is None:
            left[key] = value
        else:
            said.append(f"{label(key)}: {written[0]}")
    return said, left


def _said(value: object, key: str, declared: Declared) -> Said | None:
    if isinstance(value, str):
        return text(value), "text"
    if isinstance(value, bool):
        return json.dumps(value), "bool"
    if isinstance(value, int | float):
        number = json.dumps(value)
        return (number, "number") if _DECIMAL.fullmatch(number) else None
    if isinstance(value, list):
        return _list(value, key, declared)
    return _record(value, key, declared) if isinstance(value, dict) else None


def _list(values: list[object], key: str, declared: Declared) -> Said | None:
    """A list holds values of one type, and is not empty, because then it has none."""
    said = [_said(value, key, declared) for value in values]
    types = {one[1] if one else None for one in said}
    if len(types) != 1 or None in types:
        return None
    return f"[{', '.join(one[0] for one in said if one)}]", f"{types.pop()}[]"


def _can_hold(field: str, kind: str) -> bool:
    """Whether a record may have such a field; a list of lists has no name among the types."""
    return bool(_FIELD.fullmatch(field)) and not kind.endswith("[][]")


def _record(value: dict[str, object], key: str, declared: Declared) -> Said | None:
    said = {field: _said(item, field, declared) for field, item in value.items()}
    if not said or not all(one and _can_hold(field, one[1]) for field, one in said.items()):
        return None
    fields = "\n".join(f"{field}: {one[1]}" for field, one in said.items() if one)
    if fields not in declared.types:
        words = re.findall(r"[A-Za-z][a-z0-9]*", key) or ["Value"]
        declared.types[fields] = declared.names.new("".join(word.capitalize() for word in words))
    name = declared.types[fields]
    return f"{name}({', '.join(f'{field}={one[0]}' for field, one in said.items() if one)})", name
