"""Diagnostics as a person reads them: the source line, carets under exactly the wrong characters, the fix."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivrc.diagnostics import Diagnostic, Edit, Label
    from ivrc.source import Source

TAB = "    "
LONGEST_LINE = 200
CONTEXT = 60
"""Characters shown on either side of the wrong ones in a line longer than `LONGEST_LINE`."""

COLORS = {
    "error": "1;31",
    "warning": "1;33",
    "advice": "1;36",
    "related": "1;34",
    "frame": "34",
    "title": "1",
}
COUNT_WORDS = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "advice": ("piece of advice", "pieces of advice"),
}
BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def render(diagnostic: Diagnostic, sources: Sequence[Source], *, color: bool = False) -> str:
    """One diagnostic as several lines, without a final line break.

    `sources[i]` is the source whose spans carry `file == i`.
    """
    labels = (diagnostic.primary, *diagnostic.related)
    gutter = max(len(str(_source(label, sources).position(label.span.start)[0])) for label in labels)
    head = _paint(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity, color)
    lines = [head + _paint(f": {visible(diagnostic.title)}", "title", color)]
    lines += _excerpt(diagnostic.primary, sources, gutter, ("-->", "^", diagnostic.severity), color)
    for label in diagnostic.related:
        lines += _excerpt(label, sources, gutter, (":::", "-", "related"), color)
    note = _paint(f"{'':{gutter}} =", "frame", color)
    if diagnostic.hint:
        lines.append(f"{note} hint: {visible(diagnostic.hint)}")
    lines += [
        f"{note} fix: {_described(edit, diagnostic, sources)}"
        for edit in diagnostic.edits
        if not (diagnostic.hint and edit.text.strip() and edit.text.strip() in diagnostic.hint)
    ]
    return "\n".join(lines)


def summary(found: Iterable[Diagnostic]) -> str:
    """`2 errors, 1 warning and 1 piece of advice`; empty when nothing was found."""
    severities = [d.severity for d in found]
    counts = ((severities.count(severity), forms) for severity, forms in COUNT_WORDS.items())  # type: ignore[arg-type]  # the keys are the severities
    return listed([f"{n} {forms[n > 1]}" for n, forms in counts if n], "and")


def visible(text: str) -> str:
    """`text` without characters that would move the cursor, change colours or turn the reading direction."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    if character < " ":
        return chr(0x2400 + ord(character))
    steers = unicodedata.bidirectional(character) in BIDI_CONTROLS
    unprintable = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
    return "\N{REPLACEMENT CHARACTER}" if steers or unprintable else character


def _width(text: str) -> int:
    """Terminal cells that `text` takes: 0 for combining characters, 2 for wide ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _excerpt(
    label: Label, sources: Sequence[Source], gutter: int, style: tuple[str, str, str], color: bool
) -> list[str]:
    """Place, source line, underline. A source that could not be read has no lines to show."""
    arrow, mark, tone = style
    source = _source(label, sources)
    number, column = source.position(label.span.start)
    pointer = _paint(f"{'':{gutter}}{arrow}", "frame", color)
    bar = _paint(f"{'':{gutter}} |", "frame", color)
    name, message = visible(source.name), visible(label.message)
    if not source.text:
        return [f"{pointer} {name}", f"{bar} {_paint(message, tone, color)}"]
    line = source.line(number)
    start = min(column - 1, len(line))
    end = min(start + max(label.span.end - label.span.start, 1), len(line))
    line, start, end = _window(line, start, end)
    before, marked = visible(line[:start]), visible(line[start:end])
    underline = f"{mark * max(_width(marked), 1)} {message}".rstrip()
    return [
        f"{pointer} {name}:{number}:{column}",
        bar,
        f"{_paint(f'{number:>{gutter}} |', 'frame', color)} {visible(line)}".rstrip(),
        f"{bar} {' ' * _width(before)}{_paint(underline, tone, color)}",
    ]


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a long line around `start`, and where the marked characters are in it."""
    if len(line) <= LONGEST_LINE:
        return line, start, end
    end = min(end, start + LONGEST_LINE - 2 * CONTEXT)
    first, last = max(start - CONTEXT, 0), min(end + CONTEXT, len(line))
    left, right = "…" * (first > 0), "…" * (last < len(line))
    shift = len(left) - first
    return left + line[first:last] + right, start + shift, end + shift


def _described(edit: Edit, diagnostic: Diagnostic, sources: Sequence[Source]) -> str:
    source = sources[edit.span.file]
    old, new = _one_line(source.text[edit.span.start : edit.span.end]), _one_line(edit.text)
    line = source.position(edit.span.start)[0]
    here = _source(diagnostic.primary, sources).position(diagnostic.primary.span.start)[0]
    place = "" if line == here else f" in line {line}"
    if not old:
        return f"insert `{new}`{place}"
    return f"replace `{old}` by `{new}`{place}" if new else f"remove `{old}`{place}"


def _one_line(text: str) -> str:
    first, *more = text.strip().splitlines() or [""]
    return visible(first) + " …" * bool(more)


def _source(label: Label, sources: Sequence[Source]) -> Source:
    return sources[label.span.file]


def _paint(text: str, tone: str, color: bool) -> str:
    return f"\x1b[{COLORS[tone]}m{text}\x1b[0m" if color else text
