"""Values of an NCCO as they are written in a program: literals, settings by the table, blocks."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ivrc.language.vocabulary import KINDS
from ivrc.syntax.table import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.language.rows import Form, Setting

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "{": "\\{", "}": "\\}"}
_SPECIAL = re.compile(r'[\\"{}\x00-\x1f\x7f-\x9f\u2028\u2029]')
_READ_OTHERWISE = frozenset({"again", "listen", "call", "now", "env", "none"})
"""Words that may be declared as names, and would be read as something else where the importer writes them."""


def text(value: str) -> str:
    """A string literal."""
    return f'"{_SPECIAL.sub(_escaped, value)}"'


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04x}")


class Names:
    """The names of a program: one namespace, as in the language."""

    def __init__(self) -> None:
        self._taken = {*load().words, *_READ_OTHERWISE}

    def new(self, wanted: str) -> str:
        """A name of its own that is as near as possible to any text."""
        plain = re.sub(r"\W+", "_", wanted, flags=re.ASCII).strip("_") or "ncco"
        plain = plain if plain[0].isalpha() else f"ncco_{plain}"
        candidates = (plain, *(f"{plain}_{number}" for number in range(2, len(self._taken) + 3)))
        name = next(one for one in candidates if one not in self._taken)
        self._taken.add(name)
        return name


def label(written: str) -> str:
    """The name of a setting whose names are the author's."""
    return written if _PLAIN_NAME.fullmatch(written) else text(written)


def duration(seconds: float) -> str:
    """The shortest duration that is whole in its unit."""
    if seconds % 1:
        return f"{round(seconds * 1000)}ms"
    whole = int(seconds)
    return f"{whole // 60}m" if whole and not whole % 60 else f"{whole}s"


def block(lines: Iterable[str]) -> str:
    """` { ... }`, or nothing for no lines; a single setting stays on the line."""
    held = "\n".join(lines)
    if "\n" in held or held.startswith("//"):
        return f" {{\n{held}\n}}"
    return f" {{ {held} }}" if held else ""


def settings(kind: str, values: dict[str, Any]) -> list[str]:
    """The settings of a kind that stand for values by the path of their key; those values are taken out."""
    lines = []
    for row in KINDS[kind].settings:
        path = row.ncco[1] if row.ncco else ""
        if path in values:
            lines.append(f"{row.name}: {_written(row, values.pop(path))}")
    return lines


def _written(row: Setting, value: Any) -> str:
    one = value[0] if isinstance(value, list) and not row.many else value
    if row.many:
        return ", ".join(_FORMS.get(row.form, str)(item) for item in value)
    return _FORMS.get(row.form, str)(one)


_FORMS: dict[Form, Callable[[Any], str]] = {
    "text": text,
    "url": text,
    "phone": lambda number: f"+{number}",
    "duration": duration,
    "int": json.dumps,
    "number": json.dumps,
    "bool": json.dumps,
    "length": lambda most: f"1..{most}" if most > 1 else "1",
}


def flat(value: dict[str, Any], *nested: str) -> dict[str, Any]:
    """An action's keys without `action`; those of the `nested` objects by their dotted path."""
    made: dict[str, Any] = {}
    for key, item in value.items():
        if key in nested and isinstance(item, dict):
            made |= {f"{key}.{inner}": part for inner, part in item.items()}
        elif key not in ("action", "type"):
            made[key] = item
    return made
