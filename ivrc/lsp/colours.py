"""The categories of the compiler's own tokens, as editors take them from a language server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.editors.categories import categories
from ivrc.lsp.positions import place, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivrc.lsp.positions import Encoding
    from ivrc.source import Source
    from ivrc.syntax import tree

TYPES = {
    "comment": "comment",
    "doc": "comment",
    "string": "string",
    "escape": "string",
    "keyword": "keyword",
    "step": "function",
    "setting": "property",
    "event": "event",
    "definition": "function",
    "target": "function",
    "function": "function",
    "type": "type",
    "builtin": "variable",
    "constant": "enumMember",
    "number": "number",
    "duration": "number",
    "date": "number",
    "phone": "number",
    "language": "enumMember",
    "operator": "operator",
}
"""Category to the protocol's kind of token; braces in strings have none."""

MODIFIERS = {
    "doc": "documentation",
    "step": "defaultLibrary",
    "definition": "declaration",
    "builtin": "defaultLibrary",
    "constant": "readonly",
}
TYPE_LEGEND = tuple(sorted(set(TYPES.values())))
MODIFIER_LEGEND = tuple(sorted(set(MODIFIERS.values())))


def semantic_tokens(
    source: Source, file: tree.File, encoding: Encoding, first: int = 0, last: int | None = None
) -> list[int]:
    """Five numbers a token: lines and units from the one before, units, kind, modifiers; from line to line.

    Lines are counted from 0. A token over several lines is one a line: editors hang on others.
    """
    found: list[int] = []
    before, known = (0, 0), 0
    for category, start, end in _pieces(source, file):
        line = source.position(start)[0] - 1
        if line < first or (last is not None and line > last):
            continue
        if found and line == before[0]:  # a long line is measured once, not up to each of its tokens
            unit = before[1] + units(source.text[known:start], encoding)
        else:
            unit = place(source, start, encoding)[1]
        further = unit - before[1] if line == before[0] else unit
        modifier = MODIFIERS.get(category)
        bits = 1 << MODIFIER_LEGEND.index(modifier) if modifier else 0
        length = units(source.text[start:end], encoding)
        found += (line - before[0], further, length, TYPE_LEGEND.index(TYPES[category]), bits)
        before, known = (line, unit), start
    return found


def changed(before: Sequence[int], after: Sequence[int]) -> tuple[int, int, list[int]] | None:
    """The numbers to replace: from where, how many, by which; none if they are the same."""
    if before == after:
        return None
    least = min(len(before), len(after))
    head = next((at for at in range(least) if before[at] != after[at]), least)
    rest = least - head
    tail = next((at for at in range(rest) if before[~at] != after[~at]), rest)
    return head, len(before) - head - tail, list(after[head : len(after) - tail])


def _pieces(source: Source, file: tree.File) -> Iterator[tuple[str, int, int]]:
    """What has a kind, line by line, without the spaces around it."""
    for category, span in categories(source, file):
        if category not in TYPES:
            continue
        at = span.start
        for line in source.text[span.start : span.end].split("\n"):
            text = line.strip()
            if text:
                start = at + line.index(text)
                yield category, start, start + len(text)
            at += len(line) + 1
