"""Text to tree."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.context import Context
from ivrc.syntax.diagnose import diagnose
from ivrc.syntax.loop import DEEP, Failure, Loop
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.recovery import leave_out, next_declaration, unclosed
from ivrc.syntax.strings import read_string
from ivrc.syntax.table import END, load

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source

MOST = 20
"""After so many mistakes the rest of the file is left alone."""

BOM = "\ufeff"
BREAKS = re.compile(r"(?:[ \t\r\n;]|//[^\r\n]*)*+")
CARRIAGE_RETURN = re.compile(r"\r(?!\n)")


def parse(source: Source) -> tuple[tree.File, list[Diagnostic]]:
    """The tree of what could be read, and every independent mistake (codes IVR1xx).

    A statement that could not be read is a `Missing`, a declaration an `Unknown` whose word is a kind that
    exists and whose first value is what it declares; both have been reported.
    """
    context = Context(source, [], load().words)
    begin = 1 if source.text.startswith(BOM) else 0
    end = len(source.text)
    items: list[tree.Item] = []
    while begin < end:
        piece, begin = _piece(context, begin, end)
        items += piece.items
    return tree.File(items=tuple(items), span=Span(source.index, 0, end)), context.found[:MOST]


def _piece(context: Context, begin: int, end: int) -> tuple[tree.File, int]:
    """The declarations from `begin` on, and where those begin that a mistake has cut off from them."""
    text, found, before = context.source.text, context.found, len(context.found)
    loop, at = Loop(context, partial(_string, context)), begin
    while failure := loop.read(text, at, end):
        if failure.terminal == DEEP or len(found) >= MOST:
            if failure.terminal == DEEP:
                place = Span(context.source.index, failure.start, failure.stop)
                found.append(syntax_error("IVR113", place, "this bracket stands inside 100 others"))
            return _closed(loop, failure, text), len(context.source.text)
        if failure.terminal == END and loop.accepts("RBRACE"):
            brace, other, following = unclosed(text, begin, end)
            if following < end:
                del found[before:]
                return _piece(context, begin, following)
            found.append(_never_closed(context, brace, other))
            return _closed(loop, failure, text), end
        told, cure = diagnose(loop, failure, text, end)
        found.append(told)
        if cure == "cut":
            return _closed(loop, failure, text), next_declaration(text, failure.start, end)
        if cure == "skip":
            at = failure.stop if loop.accepts("_NL") else _behind_breaks(text, failure.stop)
        elif cure == "lines":
            text, at = CARRIAGE_RETURN.sub("\n", text), failure.start
        elif cure == "split":
            at = failure.start - 1
            text = f"{text[:at]};{text[failure.start :]}"
        else:
            at = leave_out(loop, failure, text, end)
    return loop.values[-1], end


def _never_closed(context: Context, brace: int, other: int | None) -> Diagnostic:
    file = context.source.index
    related: tuple[Label, ...] = ()
    if other is not None:
        related = (
            Label(Span(file, other, other + 1), "judged by the indentation, this closes an outer block"),
        )
    return syntax_error("IVR103", Span(file, brace, brace + 1), "no `}` closes this block", related=related)


def _closed(loop: Loop, failure: Failure, text: str) -> tree.File:
    """What has been read, with all its open blocks closed at the failure."""
    at = max(failure.start, loop.last)
    closer = text[: at - 1] + "}"
    while loop.read(text, at, at):
        if (stopped := loop.read(closer, at - 1, at)) and stopped.terminal != END:
            leave_out(loop, stopped, closer, at - 1)
    file: tree.File = loop.values[-1]
    return file


def _behind_breaks(text: str, at: int) -> int:
    breaks = BREAKS.match(text, at)
    return breaks.end() if breaks else at


def _string(context: Context, _: str, span: Span) -> tree.Text:
    return read_string(context.source, span, partial(_interpolation, context), context.found)


def _interpolation(context: Context, start: int, end: int) -> tree.Interpolation:
    """What stands between the braces at `start` and `end`."""
    text, found = context.source.text, context.found
    span = Span(context.source.index, start, end)
    if not text[start:end].strip():
        place = Span(span.file, start - 1, end + 1)
        hint = "write `\\{` and `\\}` if the braces are meant as such"
        found.append(syntax_error("IVR107", place, "no value stands between these braces", hint=hint))
        return tree.Interpolation(value=tree.Missing(span=span), span=span)
    loop = Loop(context, partial(_string, context), "interpolation")
    if failure := loop.read(text, start, end):
        found.append(diagnose(loop, failure, text, end)[0])
        return tree.Interpolation(value=tree.Missing(span=span), span=span)
    node: tree.Interpolation
    node, word = loop.values[-1]
    if word is not None and word.text != "as":
        message = f"`{word.text}` does not fit here; a format is written `as format`"
        found.append(syntax_error("IVR100", word.span, message))
    return node
