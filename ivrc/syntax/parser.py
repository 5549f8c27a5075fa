"""Text to tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.build import Context
from ivrc.syntax.loop import Loop
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.strings import read_string

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.source import Source

BOM = "\ufeff"


def parse(source: Source) -> tuple[tree.File, list[Diagnostic]]:
    """The tree of what could be read, and every independent mistake (codes IVR1xx)."""
    context = Context(source, [])
    begin = 1 if source.text.startswith(BOM) else 0
    end = len(source.text)
    loop = Loop(context, partial(_string, context))
    if failure := loop.read(source.text, begin, end):
        place = Span(source.index, failure.start, max(failure.stop, failure.start + 1))
        context.found.append(syntax_error("IVR100", place, "this is not understood here"))
        return tree.File(items=(), span=Span(source.index, 0, end)), context.found
    return loop.values[-1], context.found


def _string(context: Context, text: str, span: Span) -> tree.Text:
    del text
    return read_string(context.source, span, partial(_interpolation, context), context.found)


def _interpolation(context: Context, start: int, end: int) -> tree.Interpolation:
    """What stands between the braces at `start` and `end`."""
    span = Span(context.source.index, start, end)
    loop = Loop(context, partial(_string, context), "interpolation")
    if loop.read(context.source.text, start, end):
        context.found.append(syntax_error("IVR100", span, "this is no value"))
        return tree.Interpolation(value=tree.Missing(span=span), span=span)
    node, word = loop.values[-1]
    if word is not None and word.text != "as":
        context.found.append(syntax_error("IVR100", word.span, "this is not understood here"))
    return node
