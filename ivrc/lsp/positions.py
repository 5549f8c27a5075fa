"""Places as editors count them: lines from 0, and units of the encoding that was agreed on."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ivrc.source import Source

Encoding = Literal["utf-8", "utf-16", "utf-32"]
UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
"""Bytes of one unit."""

CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


def units(text: str, encoding: Encoding) -> int:
    """How long a text is to an editor."""
    if text.isascii():
        return len(text)
    return len(text.encode(CODECS[encoding], "surrogatepass")) // UNIT[encoding]


def place(source: Source, offset: int, encoding: Encoding) -> tuple[int, int]:
    """Line and unit of a character."""
    line, column = source.position(offset)
    return line - 1, units(source.text[offset - column + 1 : offset], encoding)


def offset(source: Source, line: int, unit: int, encoding: Encoding) -> int:
    """The character at a line and unit: behind the end of a line its end, within a character that one."""
    starts = source.starts()
    if line >= len(starts):
        return len(source.text)
    text = source.line(line + 1)
    if text.isascii():
        return starts[line] + min(unit, len(text))
    ends = accumulate(units(character, encoding) for character in text)
    return starts[line] + sum(end <= unit for end in ends)
