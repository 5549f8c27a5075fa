"""A source in its canonical layout, with the proof that nothing but the layout is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.format.layout import layout
from ivrc.format.lines import Reader
from ivrc.source import Source
from ivrc.syntax.parser import parse
from ivrc.syntax.tokens import tokens
from ivrc.syntax.trivia import comments

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.syntax import tree


class LayoutError(Exception):
    """The formatter is wrong: what it made of a source does not mean the same."""


def formatted(source: Source) -> tuple[str | None, list[Diagnostic]]:
    """The source in its canonical layout, or none and the reasons why it cannot be read.

    Raises LayoutError, a bug of ours, instead of giving a text that means something else, has lost a comment
    or would be laid out differently the next time.
    """
    file, found = parse(source)
    if found:
        return None, found
    text = _laid_out(source, file)
    made = Source(name=source.name, text=text, index=source.index, path=source.path)
    again, mistakes = parse(made)
    if mistakes or again != file:
        raise LayoutError(f"{source.name}: its layout would change what it means")
    if [c.text for c in comments(made)] != [c.text for c in comments(source)]:
        raise LayoutError(f"{source.name}: its layout would lose a comment")
    if _laid_out(made, again) != text:
        raise LayoutError(f"{source.name}: its layout would not last")
    return text, []


def _laid_out(source: Source, file: tree.File) -> str:
    lines = layout(Reader(source, tokens(source, file)).group(None))
    first, _, _ = source.text.partition("\n")
    ending = "\r\n" if first.endswith("\r") else "\n"
    return "".join(line + ending for line in lines)
