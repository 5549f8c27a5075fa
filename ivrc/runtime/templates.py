"""Text with named places, for requests of HTTP externs: `https://crm.example.com/{account}`."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from string import Formatter
from typing import TYPE_CHECKING, Any

from ivrc.runtime.values import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Template:
    """Braces that stand for themselves are doubled, as in Python's format strings."""

    def __init__(self, text: str) -> None:
        self._pieces = [(literal, field) for literal, field, _, _ in Formatter().parse(text)]
        self.fields = frozenset(field for _, field in self._pieces if field is not None)

    def fill(self, values: Mapping[str, Any], encode: Callable[[str], str] = str) -> str:
        """The text with the encoded values in their places; `KeyError` for one that is not given."""
        filled = [
            literal if field is None else literal + encode(as_text(values[field]))
            for literal, field in self._pieces
        ]
        return "".join(filled)

    def fill_json(self, values: Mapping[str, Any]) -> Any:
        """The text; of a template that is a single place, its value as JSON."""
        if len(self._pieces) == 1 and self.fields and not self._pieces[0][0]:
            return as_json(values[next(iter(self.fields))])
        return self.fill(values)


def as_json(value: Any) -> Any:
    """The JSON of a value: records are objects, numbers are numbers, moments ISO 8601."""
    if isinstance(value, list):
        return [as_json(element) for element in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None else codec(value.__class__).encode(value)


def as_text(value: Any) -> str:
    """A value in a URL or header."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
