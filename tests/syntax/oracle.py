"""Lark's own verdict and tree: slow, and what the loop over its table must agree with."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from lark import Lark, Token
from lark.exceptions import UnexpectedInput

from ivrc.source import Source, Span
from ivrc.syntax import tree
from ivrc.syntax.build import CONVERTERS, NODES
from ivrc.syntax.context import Context
from ivrc.syntax.generate import lark
from ivrc.syntax.loop import COMMENT, JOINING
from ivrc.syntax.strings import read_string

if TYPE_CHECKING:
    from collections.abc import Iterator


class Breaks:
    """Line breaks count for nothing inside brackets and after `,` `or` `and`."""

    always_accept = ("_NL",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        depth, before = 0, ""
        for token in stream:
            if token.type == "_NL" and (depth > 0 or before in JOINING) and ";" not in COMMENT.sub("", token):
                continue
            depth += (token.type in ("LPAR", "LSQB")) - (token.type in ("RPAR", "RSQB"))
            before = token.type
            yield token


@cache
def positioned() -> Lark:
    return lark(propagate_positions=True, postlex=Breaks())


def oracle(text: str) -> tree.File | None:
    """The file, or nothing where Lark refuses it."""
    context = Context(Source("oracle", text), [])
    try:
        raw = positioned().parse(text, start="start")
        return _node(raw, context, 0)
    except UnexpectedInput:
        return None


def _node(raw: Any, context: Context, base: int) -> Any:
    if raw is None:
        return None
    if isinstance(raw, Token):
        span = Span(0, base + raw.start_pos, base + raw.end_pos)
        if raw.type in ("STRING", "LONG_STRING"):
            return read_string(context.source, span, partial(_interpolation, context), context.found)
        return CONVERTERS[raw.type](str(raw), span) if raw.type in CONVERTERS else str(raw)
    children = [_node(child, context, base) for child in raw.children]
    empty = raw.meta.empty
    span = Span(0, 0, 0) if empty else Span(0, base + raw.meta.start_pos, base + raw.meta.end_pos)
    return NODES[raw.data](children, span, context)


def _interpolation(context: Context, start: int, end: int) -> tree.Interpolation:
    span = Span(0, start, end)
    try:
        raw = positioned().parse(context.source.text[start:end], start="interpolation")
    except UnexpectedInput:
        return tree.Interpolation(value=tree.Missing(span=span), span=span)
    return _node(raw, context, start)[0]
