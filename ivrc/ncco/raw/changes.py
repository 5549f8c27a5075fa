"""Changes to a text, and the way back from the changed text to the one that was written."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from ivrc.node import node
from ivrc.slotted import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@value
class Change:
    """Replace the characters from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


@node
class Mistake:
    """What is wrong with a text as JSON. `certain` is whether the changes say surely what was meant."""

    start: int
    end: int
    message: str
    changes: tuple[Change, ...]
    certain: bool
    hint: str | None = None


@node
class Repair:
    """All that is between a text and strict JSON; `changes` are in order and do not overlap."""

    changes: tuple[Change, ...]
    mistakes: tuple[Mistake, ...]


def in_order(changes: Iterable[Change]) -> list[Change]:
    """By place; what is put in at one place stays as it was given."""
    return sorted(changes, key=lambda change: (change.start, change.end))


def apply(text: str, changes: Sequence[Change]) -> str:
    """The text with changes that are in order and do not overlap."""
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


class WayBack:
    """Offsets of a changed text as those of the text that was written."""

    def __init__(self, changes: Sequence[Change]) -> None:
        grown = [len(change.text) - (change.end - change.start) for change in changes]
        shifts = [0, *accumulate(grown)]
        self._changes = changes
        self._starts = [change.start + shift for change, shift in zip(changes, shifts, strict=False)]
        self._shifts = shifts

    def __call__(self, offset: int) -> int:
        """Within what was put in, the nearest end of what it replaced."""
        index = bisect_right(self._starts, offset)
        if not index:
            return offset
        change = self._changes[index - 1]
        into = offset - self._starts[index - 1]
        if into == 0:
            return change.start
        return change.end if into <= len(change.text) else offset - self._shifts[index]
