"""The layout of `ivrc fmt` as changes of lines, so that an editor keeps its cursor and may take a part."""

from __future__ import annotations

from difflib import SequenceMatcher

from ivrc.diagnostics import Edit
from ivrc.format.formatting import formatted
from ivrc.source import Source, Span


def layout_edits(source: Source, first: int = 0, last: int | None = None) -> list[Edit]:
    """What `ivrc fmt` would change between two lines (from 0); nothing in a file with syntax errors."""
    text, _ = formatted(Source(name=source.name, text=source.text))
    if text is None or text == source.text:
        return []
    before, after = _lines(source.text), _lines(text)
    starts = [*source.starts(), len(source.text)]
    found = []
    for tag, low, high, new_low, new_high in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal" and max(high, low + 1) > first and (last is None or low <= last):
            span = Span(source.index, starts[low], starts[high])
            found.append(Edit(span, "".join(after[new_low:new_high])))
    return found


def _lines(text: str) -> list[str]:
    """The lines with their ends, as sources count them."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
