"""What making a node may need besides its children, and the checks that need no more than the node."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from ivrc.slotted import record
from ivrc.syntax.messages import syntax_error

if TYPE_CHECKING:
    from collections.abc import Container

    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source, Span
    from ivrc.syntax import tree

DEEPEST = 100
"""Brackets, operators or `else if`s that may stand inside one another."""


@record
class Context:
    """One source being read.

    `keywords` may not be declared as names. `broken` are the headers that could not be read, by where they
    start, and what each declares if it does. `depths` holds, by identity, how deep an expression is.
    """

    source: Source
    found: list[Diagnostic]
    keywords: Container[str] = ()
    broken: dict[int, tree.Reference | None] = field(default_factory=dict)
    depths: dict[int, int] = field(default_factory=dict)

    def doc_above(self, start: int) -> str | None:
        """The text of the `///` lines directly above the line of `start`, if nothing else stands in front."""
        text = self.source.text
        end = text.rfind("\n", 0, start)
        if text[end + 1 : start].strip(" \t\ufeff;"):
            return None
        lines: list[str] = []
        while end > 0:
            begin = text.rfind("\n", 0, end) + 1
            line = text[begin:end].strip().removeprefix("\ufeff")
            if not line.startswith("///"):
                break
            lines.append(line[3:].removeprefix(" "))
            end = begin - 1
        return "\n".join(reversed(lines)) if lines else None

    def named(self, name: tree.Name) -> tree.Name:
        """A name that is being declared, which no keyword may be."""
        if name.text in self.keywords:
            message = f"`{name.text}` is a keyword of the language"
            hint = f"take another name, such as `{name.text}_` or `my_{name.text}`"
            self.found.append(syntax_error("IVR112", name.span, message, hint=hint))
        return name

    def depth(self, place: Span, *inner: Any) -> int:
        """How deep a node at `place` is that holds `inner`; 0, and reported, if it is too deep."""
        depth = 1 + max(self.depths.get(id(part), 0) for part in inner)
        if depth <= DEEPEST:
            return depth
        message = f"this holds more than {DEEPEST} others, one inside the other"
        self.found.append(syntax_error("IVR113", place, message))
        return 0
