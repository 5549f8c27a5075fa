"""Text to tree."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit, Label
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.context import Context
from ivrc.syntax.diagnose import diagnose
from ivrc.syntax.loop import DEEP, Loop
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.recovery import Unclosed, indented, leave_out, next_declaration, unclosed
from ivrc.syntax.strings import read_string
from ivrc.syntax.table import END, load

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source
    from ivrc.syntax.loop import Failure
    from ivrc.syntax.place import Cure

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
    begin, end = int(source.text.startswith(BOM)), len(source.text)
    ends = [end]
    items: list[tree.Item] = []
    while begin < end:
        before = len(context.found)
        piece, stop = _piece(context, begin, ends[0])
        if piece is None:
            del context.found[before:]
            inner = [block.following for block in unclosed(source.text, begin, ends[0])]
            ends = sorted({*inner, *ends})
            continue
        items += piece.items
        begin = stop
        ends = [limit for limit in ends if limit > begin]
    return tree.File(items=tuple(items), span=Span(source.index, 0, end)), context.found[:MOST]


def _piece(context: Context, begin: int, end: int) -> tuple[tree.File | None, int]:
    """The declarations from `begin` on, and where those begin that a mistake has cut off from them.

    Nothing if one of them begins where a block should have been closed: then a piece must end there.
    """
    text, found, file = context.source.text, context.found, context.source.index
    loop, at = Loop(context, partial(_string, context)), begin
    while failure := loop.read(text, at, end):
        if len(found) >= MOST:
            return _closed(loop, failure, text), len(text)
        if failure.terminal == DEEP:
            place = Span(file, failure.start, failure.stop)
            found.append(syntax_error("IVR113", place, "this bracket stands inside 100 others"))
            return _closed(loop, failure, text), len(text)
        if failure.terminal == END and loop.accepts("RBRACE"):
            block = next(unclosed(context.source.text, begin, end), Unclosed(loop.brackets[-1], None, end))
            if block.following < end:
                return None, begin
            if not _swallowed(found, text):
                found.append(_never_closed(file, block))
            return _closed(loop, failure, text), end
        told, cure = diagnose(loop, failure, text, end)
        found.append(told)
        if cure == "cut":
            leave_out(loop, failure, text, failure.stop)
            return _closed(loop, failure, text), next_declaration(text, failure.start, end)
        edit = told.edits[0] if told.edits else Edit(told.primary.span, "")
        text, at = _cured(loop, failure, text, end, cure, edit)
    return loop.values[-1], end


def _cured(loop: Loop, failure: Failure, text: str, end: int, cure: Cure, edit: Edit) -> tuple[str, int]:
    """The text to read on, and where."""
    if cure == "skip":
        return text, _behind(loop, text, failure.stop)
    if cure == "lines":
        return CARRIAGE_RETURN.sub("\n", text), failure.start
    if cure == "mend" and _mended(loop, failure, text, edit):
        return text, _behind(loop, text, edit.span.end)
    if cure == "split":
        return f"{text[: failure.start - 1]};{text[failure.start :]}", failure.start - 1
    stop = leave_out(loop, failure, text, end)
    if cure == "indented":
        stop = indented(text, failure.start, stop)
    return text, edit.span.end if cure == "behind" else stop


def _behind(loop: Loop, text: str, at: int) -> int:
    """Where to read on at `at`: a line break that ends nothing is passed over."""
    breaks = BREAKS.match(text, at)
    return breaks.end() if breaks and not loop.accepts("_NL") and loop.before in ("_NL", "LBRACE", "") else at


def _mended(loop: Loop, failure: Failure, text: str, edit: Edit) -> bool:
    """Whether the loop has taken in what the edit writes in the place of what was found.

    The character behind it belongs to nothing, so that nothing is ended by it.
    """
    if edit.span.start != failure.start or '"' in edit.text:
        return False
    if not edit.text.strip() or edit.text.startswith("//"):
        return True
    start = failure.start + max(text[failure.start : edit.span.end].find(edit.text), 0)
    stop = start + len(edit.text)
    stopped = loop.read(f"{text[:start]}{edit.text}\0", start, stop + 1)
    return stopped is not None and stopped.start == stop


def _swallowed(found: list[Diagnostic], text: str) -> bool:
    """Whether a string that is never closed has taken a `}` with it."""
    strings = (d.primary.span for d in found if d.code == "IVR102")
    return any("}" in text[span.start : span.end] for span in strings)


def _never_closed(file: int, block: Unclosed) -> Diagnostic:
    related: tuple[Label, ...] = ()
    if block.taken is not None:
        place = Span(file, block.taken, block.taken + 1)
        related = (Label(place, "judged by the indentation, this closes an outer block"),)
    place = Span(file, block.brace, block.brace + 1)
    return syntax_error("IVR103", place, "no `}` closes this block", related=related)


def _closed(loop: Loop, failure: Failure, text: str) -> tree.File:
    """What has been read, with all its open blocks closed at the failure."""
    at = max(failure.start, loop.last)
    closer = text[: at - 1] + "}"
    while loop.read(text, at, at):
        if (stopped := loop.read(closer, at - 1, at)) and stopped.terminal != END:
            leave_out(loop, stopped, closer, at - 1)
    file: tree.File = loop.values[-1]
    return file


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
