"""What stands between the quotes: escapes, interpolations, the indentation of long strings (language 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.messages import syntax_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source

    ReadInterpolation = Callable[[int, int], tree.Interpolation]

KNOWN = 'a backslash stands before `"`, `\\`, `n`, `t`, `{`, `}` and `uXXXX` only'
HINTS = {
    "u": "`\\u` has four hexadecimal digits behind it: `\\u00e9`",
    "x": "write four hexadecimal digits: `\\u00e9`",
    "'": "a single quote needs no backslash: `'`",
    "`": "a backtick needs no backslash",
    "r": "a line break is `\\n` alone",
    "$": "a dollar sign needs no backslash: `$`",
}
"""First letter behind the backslash -> what to write instead."""
ESCAPES = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "{": "{", "}": "}"}

PLAIN = re.compile(r'"(?!"")[^"\\{]*+"')
PIECE = re.compile(
    r"(?P<plain>[^\\{]++)"
    r"|\\u(?P<code>[0-9a-fA-F]{4})"
    r"|\\(?P<escape>u(?:\{[0-9a-fA-F]*\}|[0-9A-Za-z]{0,4})|.)"
    r'|\{(?P<inner>(?:[^{}"\r\n]++|"(?:[^"\\\r\n]++|\\[^\r\n])*+")*+)\}',
    re.DOTALL,
)
LINE = re.compile(r"[^\n]*\n?")
SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
LONE = re.compile("[\ud800-\udfff]")


def read_string(
    source: Source, span: Span, interpolation: ReadInterpolation, found: list[Diagnostic]
) -> tree.Text:
    """The string token at `span`; `interpolation(start, end)` reads what stands between two braces."""
    text = source.text
    if PLAIN.match(text, span.start, span.end):
        inner = text[span.start + 1 : span.end - 1]
        return tree.Text(parts=(inner,) if inner else (), span=span)
    long = text.startswith('"""', span.start)
    quotes = 3 if long else 1
    start, end = span.start + quotes, span.end - quotes
    parts: list[str | tree.Interpolation] = []
    for begin, stop in _unindented(text, start, end) if long else [(start, end)]:
        for match in PIECE.finditer(text, begin, stop):
            kind = match.lastgroup
            if kind == "inner":
                parts.append(interpolation(*match.span("inner")))
                continue
            piece = match[0].replace("\r\n", "\n") if kind == "plain" else _escaped(match, span, found)
            if parts and isinstance(parts[-1], str):
                parts[-1] += piece
            else:
                parts.append(piece)
    return tree.Text(parts=tuple(_whole(part, span, found) for part in parts), long=long, span=span)


def _escaped(match: re.Match[str], span: Span, found: list[Diagnostic]) -> str:
    if match["code"]:
        return chr(int(match["code"], 16))
    letter = match["escape"]
    if letter not in ESCAPES:
        place = Span(span.file, *match.span())
        message = f"`\\{letter}` means nothing in a string"
        found.append(syntax_error("IVR108", place, message, hint=HINTS.get(letter[0], KNOWN)))
    return ESCAPES.get(letter, letter)


def _whole(part: str | tree.Interpolation, span: Span, found: list[Diagnostic]) -> str | tree.Interpolation:
    """Two `\\uXXXX` halves of one character become that character; a half alone is none."""
    if isinstance(part, tree.Interpolation) or not LONE.search(part):
        return part
    part = SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), part)
    if LONE.search(part):
        found.append(syntax_error("IVR108", span, "half of a `\\uXXXX\\uXXXX` pair is no character"))
    return LONE.sub("\ufffd", part)


def _unindented(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a long string as ranges, without common indentation and blank first or last line."""
    lines = [match.span() for match in LINE.finditer(text, start, end) if match[0]]
    if lines and not text[slice(*lines[0])].strip():
        del lines[0]
    if lines and not text[slice(*lines[-1])].strip(" \t"):
        del lines[-1]
    if lines and text.endswith("\n", *lines[-1]):
        first, last = lines[-1]
        lines[-1] = first, last - (2 if text.endswith("\r\n", first, last) else 1)
    inner = [line for line in lines if line[0] != start and text[slice(*line)].strip()]
    common = min((_indentation(text, *line) for line in inner), default=0)
    return [
        (first if first == start else first + min(common, _indentation(text, first, last)), last)
        for first, last in lines
    ]


def _indentation(text: str, start: int, end: int) -> int:
    line = text[start:end]
    return len(line) - len(line.lstrip(" \t"))
