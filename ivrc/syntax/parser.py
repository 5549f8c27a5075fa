"""Text to tree."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput
from lark.lexer import PatternRE, PatternStr, TerminalDef

from ivrc.source import Source, Span
from ivrc.syntax import tree
from ivrc.syntax.build import NODES, token
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.strings import read_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.diagnostics import Diagnostic

GRAMMAR = Path(__file__).parents[2] / "grammar" / "ivr.lark"


class _Breaks:
    """Line breaks count for nothing inside brackets and after `,` `or` `and`."""

    always_accept = ("_NL",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        depth, before = 0, ""
        for item in stream:
            depth += (item.type in ("LPAR", "LSQB")) - (item.type in ("RPAR", "RSQB"))
            if item.type == "_NL" and (depth > 0 or before in ("COMMA", "OR", "AND")):
                if ";" not in re.sub(r"//[^\r\n]*", "", item):
                    continue
            before = item.type
            yield item


def _whole_word(terminal: TerminalDef) -> None:
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha():
        terminal.pattern = PatternRE(terminal.pattern.value + r"(?!\w)")
        terminal.priority = 1


@cache
def _lark() -> Lark:
    return Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        start=["start", "interpolation"],
        propagate_positions=True,
        maybe_placeholders=True,
        postlex=_Breaks(),
        edit_terminals=_whole_word,
    )


def parse(source: Source) -> tuple[tree.File, list[Diagnostic]]:
    """The tree of what could be read, and what could not."""
    found: list[Diagnostic] = []
    text = source.text
    bom = text.startswith("\ufeff")
    try:
        raw = _lark().parse(" " + text[1:] if bom else text, start="start")
    except UnexpectedInput as error:
        at = (
            len(text)
            if getattr(error, "token", None) is not None and error.token.type == "$END"
            else error.pos_in_stream
        )
        length = 1 if isinstance(error, UnexpectedCharacters) else max(1, len(error.token))
        found.append(
            syntax_error("IVR100", Span(source.index, at, at + length), "this is not understood here")
        )
        return tree.File(items=(), span=Span(source.index, 0, len(text))), found
    return _build(raw, source, 0, found), found


def _build(raw: Any, source: Source, base: int, found: list[Diagnostic]) -> Any:
    if raw is None:
        return None
    if isinstance(raw, Token):
        span = Span(source.index, base + raw.start_pos, base + raw.end_pos)
        if raw.type in ("STRING", "LONG_STRING"):
            return read_string(source, span, lambda a, b: _interpolation(source, a, b, found), found)
        return token(raw.type, str(raw), span)
    assert isinstance(raw, Tree)
    children = [_build(child, source, base, found) for child in raw.children]
    if raw.data == "start":
        return NODES["start"](children, Span(source.index, 0, len(source.text)), source)
    span = Span(source.index, base + raw.meta.start_pos, base + raw.meta.end_pos)
    return NODES[raw.data](children, span, source)


def _interpolation(source: Source, start: int, end: int, found: list[Diagnostic]) -> tree.Interpolation:
    span = Span(source.index, start, end)
    try:
        raw = _lark().parse(source.text[start:end], start="interpolation")
    except UnexpectedInput:
        found.append(syntax_error("IVR100", span, "this is no value"))
        return tree.Interpolation(value=tree.Missing(span=span), span=span)
    node, word = _build(raw, source, start, found)
    if word is not None and word.text != "as":
        found.append(syntax_error("IVR100", word.span, "this is not understood here"))
    return node
