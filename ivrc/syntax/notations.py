"""Finds what is written as in another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ivrc.diagnostics import Edit
from ivrc.slotted import value
from ivrc.syntax.messages import syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.syntax.place import Cure, Place, Told

REACH = 40
"""So far before the failure may begin what a row describes."""


@value
class Habit:
    """`written` is looked for around the token that failed; the group `wrong` is marked, or all of it.

    The row applies where `fits`, a terminal, could stand, and in statements that begin with a word of
    `within`. `right` is written instead, in the form of the second argument of `re.sub`.
    """

    written: str
    message: str
    right: str | Callable[[re.Match[str]], str] | None = None
    hint: str | None = None
    fits: str | None = None
    within: str = ""
    code: str = "IVR100"
    cure: Cure = "mend"


FIRST_WORDS = {
    **dict.fromkeys(["elif", "elsif", "elseif"], "else if"),
    **dict.fromkeys(["for", "foreach"], "each"),
    **dict.fromkeys(["var", "const"], "let"),
    **dict.fromkeys(["function", "def", "func", "fn", "sub"], "flow"),
    "unless": "if not",
    "default": "else",
}
"""First word of a statement elsewhere -> the word it has here."""


def habit(place: Place, habits: Iterable[Habit]) -> Told | None:
    """Something is written as in another language: the first of the `habits` that applies."""
    for row in habits:
        if (row.within and place.first[0] not in row.within.split()) or not (found := _found(row, place)):
            continue
        if row.fits and not place.loop.accepts(row.fits):
            continue
        marked = found.span("wrong" if "wrong" in found.re.groupindex else 0)
        told = syntax_error(
            row.code,
            place.span(*marked) if found[0] else place.token,
            row.message,
            hint=row.hint or _hint(row, found),
            edits=_edits(row, found, place),
        )
        return told, row.cure if row.right is not None or row.cure != "mend" else "leave out"
    return None


def _found(row: Habit, place: Place) -> re.Match[str] | None:
    """Where the row describes characters that hold, or begin, the token that failed."""
    start, pattern = place.failure.start, re.compile(row.written, re.MULTILINE)
    for at in range(max(0, start - REACH), start + 1):
        match = pattern.match(place.text, at)
        if match and (match.end() > start or at == start):
            return match
    return None


def _written(row: Habit, found: re.Match[str]) -> str:
    right: Any = row.right
    return right(found) if callable(right) else found.expand(right)


def _hint(row: Habit, found: re.Match[str]) -> str | None:
    if row.right is None or not (right := _written(row, found).strip()) or "\n" in right:
        return None
    return f"write `{right}`"


def _edits(row: Habit, found: re.Match[str], place: Place) -> tuple[Edit, ...]:
    if row.right is None:
        return ()
    return (Edit(place.exactly(*found.span()), _written(row, found)),)


def first_word(place: Place) -> Told | None:
    """The statement begins with a word of another language."""
    word, span = place.first
    right = FIRST_WORDS.get(word)
    if right is None or place.at_top != (right == "flow"):
        return None
    edits = (Edit(span, right),)
    message = f"there is no `{word}` here"
    return syntax_error("IVR100", span, message, hint=f"write `{right}`", edits=edits), "leave out"
