"""Where reading stopped, and what can be said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ivrc.slotted import value
from ivrc.source import Span
from ivrc.syntax.expected import WORDS, in_words
from ivrc.syntax.recovery import WORD, innermost
from ivrc.syntax.table import END

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.syntax.loop import Failure, Loop

    Told = tuple[Diagnostic, "Cure"]

Cure = Literal["leave out", "indented", "behind", "mend", "split", "skip", "lines", "cut"]
"""Leave out the statement; and the lines below it that are indented deeper; and what the edit replaces.

Or read on as if the edit had been made; or a `;` stood before the token; or behind the token; or as if
carriage returns ended lines; or at the next declaration.
"""


@value
class Place:
    """A failure, the state in which it happened and the text around it; `end` is where the reading ends."""

    loop: Loop
    failure: Failure
    text: str
    end: int

    def span(self, start: int, stop: int) -> Span:
        """A place of at least one character, where there is one."""
        if stop <= start:
            stop = min(start + 1, len(self.text))
            start = min(start, stop - 1) if stop else 0
        return Span(self.loop.context.source.index, start, stop)

    def exactly(self, start: int, stop: int) -> Span:
        """A place that may be empty, for an edit that only puts something in."""
        return Span(self.loop.context.source.index, start, stop)

    @property
    def token(self) -> Span:
        """The token at which reading stopped; a line break or the end counts where the last token ends."""
        if self.failure.terminal in ("_NL", END):
            return self.span(self.loop.last, self.loop.last)
        return self.span(self.failure.start, self.failure.stop)

    @property
    def found(self) -> str:
        """The token in words."""
        terminal, lexeme = self.failure.terminal, self.failure.lexeme.strip()
        if terminal == END:
            return "the end of the text" if self.end == len(self.text) else f"`{self.text[self.end]}`"
        if terminal == "_NL":
            return "`;`" if lexeme.startswith(";") else "the end of the line"
        if terminal in ("STRING", "LONG_STRING"):
            return "a string"
        return f"the keyword `{lexeme}`" if self.word == terminal else f"`{lexeme}`"

    @property
    def word(self) -> str | None:
        """The keyword that the token could be somewhere else."""
        return self.loop.table.words.get(self.failure.lexeme)

    @property
    def first(self) -> tuple[str, Span]:
        """The first word of the statement, and where it stands."""
        height, _ = innermost(self.loop)
        begin = self.loop.starts[height] if height < len(self.loop.starts) else self.failure.start
        found = WORD.match(self.text, begin)
        return (found[0], self.span(*found.span())) if found else ("", self.span(begin, begin))

    @property
    def at_top(self) -> bool:
        """Whether the place is outside of all blocks."""
        return innermost(self.loop)[1] == "item"

    def expected(self) -> list[str]:
        """What could stand here instead, in words."""
        row = self.loop.table.actions[self.loop.states[-1]]
        return in_words({terminal for terminal in row if terminal in WORDS and self.loop.accepts(terminal)})
