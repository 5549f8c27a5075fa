"""Comments, which the tree leaves out, and the outline of a text: its brackets, line breaks and strings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ivrc.node import Spanned, node
from ivrc.source import Span
from ivrc.syntax.table import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.source import Source

ALLOW = re.compile(r"//+[ \t]*ivrc:[ \t]*allow[ \t]+(?P<code>[A-Za-z0-9]+)[ \t]*(?P<reason>[^\r\n]*)")


@node
class Allow(Spanned):
    """`// ivrc: allow IVR601 the caller knows it`; the span is that of the code."""

    code: str
    reason: str


@node
class Comment(Spanned):
    """From `//` to the end of the line, both in `text`. `own_line` if nothing stands before it."""

    text: str
    own_line: bool
    allow: Allow | None = None

    @property
    def is_doc(self) -> bool:
        """Whether it is written as documentation: `///`."""
        return self.text.startswith("///")


BRACED = r'"(?:[^"\\\r\n]++|\\[^\r\n])++"'
"""A string that is closed on its line, whatever its braces hold."""


@cache
def _outline() -> re.Pattern[str]:
    patterns = load().patterns
    return re.compile(
        rf"(?P<comment>//[^\r\n]*+)"
        rf"|(?P<string>{patterns['LONG_STRING']}|{patterns['STRING']}|{BRACED})"
        r'|(?P<quote>"(?:"")?[^\r\n]*+)'
        r"|(?P<sign>[(\[{}\])])"
        r"|(?P<end>;|\n)"
        r'|[^"/(\[{}\]);\n]++|/'
    )


def outline(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """What structures `text[start:end]`, in order.

    Kinds: comment, string, quote (of a string not closed on its line), sign (a bracket), end (`;` or a
    line break).
    """
    for match in _outline().finditer(text, start, end):
        if match.lastgroup:
            yield match.lastgroup, match


def comments(source: Source) -> tuple[Comment, ...]:
    """All comments of a source, in order."""
    text = source.text
    return tuple(_comment(source, match) for kind, match in outline(text, 0, len(text)) if kind == "comment")


def _comment(source: Source, match: re.Match[str]) -> Comment:
    text, start = match[0], match.start()
    line = source.text.rfind("\n", 0, start) + 1
    allow = None
    if found := ALLOW.match(text):
        place = Span(source.index, start + found.start("code"), start + found.end("code"))
        allow = Allow(code=found["code"], reason=found["reason"].strip(), span=place)
    return Comment(
        text=text.rstrip(),
        own_line=not source.text[line:start].strip(" \t\ufeff"),
        allow=allow,
        span=Span(source.index, start, start + len(text.rstrip())),
    )
