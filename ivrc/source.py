"""Source text and positions in it: the only module that knows lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field

from ivrc.slotted import record, value


@value
class Span:
    """Half-open range of character offsets in one source; lines and columns are derived, never stored.

    `file` is the index of the source in its program (0 is the file given by the user).
    """

    file: int
    start: int
    end: int

    def __lt__(self, other: Span) -> bool:
        """Earlier in the program."""
        return (self.file, self.start, self.end) < (other.file, other.start, other.end)


@record
class Source:
    """One file's text. `name` is what messages call it: the path as the user gave it.

    `path` is relative to the folder of the program's first file: what output says, wherever it is built.
    """

    name: str
    text: str
    index: int = 0
    path: str = ""
    _starts: list[int] = field(default_factory=list)

    def starts(self) -> list[int]:
        """Offsets at which the lines begin."""
        if not self._starts:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, columns in characters."""
        line = bisect_right(self.starts(), offset)
        return line, offset - self.starts()[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line break."""
        starts = self.starts()
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")
