"""Values inside spoken text, and the formats that need no library (language 9).

All formats take the caller's language last; those of digits and letters are the same in each.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

_NO_TAGS = str.maketrans("<>", "  ")


def plain(value: Any, language: str) -> str:
    """A value in plain text: `<` and `>` become spaces, so that it cannot start SSML."""
    return _said(value, language).translate(_NO_TAGS)


def ssml(value: Any, language: str) -> str:
    """A value in SSML, escaped; in attributes too."""
    return escape(_said(value, language), {'"': "&quot;", "'": "&apos;"})


def as_digits(value: str | int, _language: str) -> str:
    """Digit by digit: `1 2 3 4`; what is no digit is not said."""
    return " ".join(c for c in str(value) if c.isdecimal())


def as_spelled(text: str, _language: str) -> str:
    """Letter by letter: `A B C`."""
    return " ".join("".join(text.split()).upper())


def _said(value: Any, language: str) -> str:
    if isinstance(value, list):
        return ", ".join(_said(element, language) for element in value)
    if isinstance(value, str | int):
        return str(value)
    # Dates and decimal numbers need Babel's tables, which few programs should load.
    from ivrc.runtime.speaking import say

    return say(value, language)
