"""Long lines for narrow terminals; letters that take two cells count twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMN = 18
"""Where texts begin behind time and verb; what goes on does so there."""
NARROWEST = 2 * COLUMN
"""Columns below which nothing is gained."""

_WORDS = re.compile(r"\s*\S+|\s+$")


def folded(text: str, width: int) -> str:
    """The text in lines of at most `width` cells, if words are not longer."""
    if width < NARROWEST:
        return text
    lines, line = [], ""
    for piece in _pieces(text):
        if line and _cells(line + piece) > width:
            lines.append(line)
            line = " " * COLUMN + piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line])


def _pieces(text: str) -> Iterator[str]:
    """What is not divided: words with the space before them, letters of scripts without spaces."""
    for word in _WORDS.findall(text):
        if any(_width(letter) == 2 for letter in word):
            yield from word
        else:
            yield word


def _cells(text: str) -> int:
    return sum(map(_width, text))


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
