"""The tokens of a text as the parser understood them: leaves of its tree, and what stands between."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from ivrc.node import Spanned, node
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.build import LITERALS
from ivrc.syntax.strings import PIECE
from ivrc.syntax.table import load
from ivrc.syntax.trivia import BRACED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.source import Source

Kind = Literal["name", "literal", "string", "escape", "keyword", "sign", "comment", "error"]

LEAVES: dict[type[object], Kind] = {tree.Name: "name", tree.Written: "literal", tree.Text: "string"}
"""Nodes without tokens around what they hold."""

OPERATORS = frozenset({"BOOL", "KEYS"})
"""Literals that look like a word or an operator."""

ELSEWHERE = frozenset({"else", "as"})
"""Keywords that are part of a longer terminal, or none at all."""


@node
class Token(Spanned):
    """A word, sign, literal, string or comment.

    `role` says what it is to the tree: for a name or string the kind of the node that holds it and the name
    of the field, as `Setting.name`; for a literal its kind; for a minus sign that subtracts nothing, the
    equals sign of an argument and the braces in a string the kind of node that they are part of.
    """

    kind: Kind
    text: str
    role: str = ""


def tokens(source: Source, file: tree.File, *, inside_strings: bool = False) -> list[Token]:
    """All tokens of a source with its tree, in order; with `inside_strings` those that strings consist of.

    What could not be parsed is read word by word, as well as it goes; what is no token there is an `error`.
    """
    return list(_tokens(source, file, 0, len(source.text), inside_strings))


def _tokens(source: Source, root: Spanned, start: int, end: int, inside_strings: bool) -> Iterator[Token]:
    signs: dict[int, str] = {}
    at = start
    for leaf, role in sorted(_leaves(root, signs), key=lambda found: found[0].span.start):
        span: Span = leaf.span
        if span.start < at or not _is_written(source, leaf):
            continue
        yield from _between(source, at, span.start, signs)
        if inside_strings and isinstance(leaf, tree.Text):
            yield from _pieces(source, leaf, role)
        else:
            text = source.text[span.start : span.end]
            kind = "string" if text.startswith('"') else LEAVES[type(leaf)]
            known = leaf.kind if isinstance(leaf, tree.Written) else role
            yield Token(kind=kind, text=text, role=known, span=span)
        at = span.end
    yield from _between(source, at, end, signs)


def _leaves(root: Spanned, signs: dict[int, str]) -> Iterator[tuple[Any, str]]:
    """The leaves with their roles, in no order; `signs` learns where signs are no operators."""
    inner: list[tuple[Any, str]] = [(root, "")]
    while inner:
        part, role = inner.pop()
        kind = type(part)
        if kind in LEAVES:
            yield part, role
        elif isinstance(part, tuple):
            inner += [(one, role) for one in part]
        elif isinstance(part, Spanned):
            if (inner_signs := _signs(part)) is not None:
                signs |= dict.fromkeys(range(*inner_signs), kind.__name__)
            names: Iterable[str] = part.__dataclass_fields__  # see ivrc.slotted
            inner += [(getattr(part, name), f"{kind.__name__}.{name}") for name in names if name != "span"]


def _is_written(source: Source, leaf: Spanned) -> bool:
    """Whether a leaf stands where it says: what was not understood is told of by names of larger parts."""
    if not isinstance(leaf, tree.Name):
        return True
    text = source.text[leaf.span.start : leaf.span.end]
    return text == leaf.text or text.startswith('"')


def _signs(part: Spanned) -> tuple[int, int] | None:
    """Between where in the text of a node a `-` or `=` is its own, and no operator."""
    match part:
        case tree.Unary(span=span):
            return span.start, span.start + 1
        case tree.Times(span=span) | tree.When(span=span):
            return span.start, span.end
        case tree.Argument(name=tree.Name() as name, value=value):
            return name.span.end, value.span.start
        case tree.Setting(
            values=(tree.Binary(left=tree.Reference() as left, right=tree.Reference() as right),)
        ):
            dashed = left.span.end + 1 == right.span.start  # a word such as `eu-west`
            return (left.span.end, right.span.start) if dashed else None
    return None


@cache
def _words() -> re.Pattern[str]:
    patterns = load().patterns
    literals = "|".join(
        f"(?P<{name}>{patterns[name]})" for name in LITERALS if name in patterns and name not in OPERATORS
    )
    return re.compile(
        rf"(?P<comment>//[^\r\n]*+)|(?P<string>{patterns['LONG_STRING']}|{patterns['STRING']}|{BRACED}|\"[^\r\n]*+)"
        rf"|{literals}|(?P<word>\w++)|(?P<sign>->|[=!<>]=|[-+*#<>=|?.,:;(){{}}\[\]])"
        r"|(?P<error>[^\s\ufeff])"
    )


def _between(source: Source, start: int, end: int, signs: dict[int, str]) -> Iterator[Token]:
    """What stands between two leaves."""
    for match in _words().finditer(source.text, start, end):
        text, kind = match[0].rstrip(), match.lastgroup
        if kind == "word":
            kind = "keyword" if text in load().words or text in ELSEWHERE else "name"
        role = signs.get(match.start(), "") if text in ("-", "=") else ""
        if kind in LITERALS:
            kind, role = "literal", LITERALS[kind]
        yield _token(source, kind, match.start(), text, role)


def _pieces(source: Source, string: tree.Text, role: str) -> Iterator[Token]:
    """Quotes and plain text, escapes, and interpolations with their braces."""
    quotes = 3 if string.long else 1
    start, end = string.span.start, string.span.end
    interpolations = [part for part in string.parts if isinstance(part, tree.Interpolation)]
    plain = start
    for match in PIECE.finditer(source.text, start + quotes, end - quotes):
        if match.lastgroup == "plain":
            continue
        if plain < match.start():
            yield _token(source, "string", plain, source.text[plain : match.start()], role)
        plain = match.end()
        if match.lastgroup != "inner":
            yield _token(source, "escape", match.start(), match[0], role)
            continue
        yield _token(source, "sign", match.start(), "{", "Interpolation")
        inner = interpolations.pop(0) if interpolations else tree.Missing(span=string.span)
        yield from _tokens(source, inner, *match.span("inner"), True)
        yield _token(source, "sign", match.end() - 1, "}", "Interpolation")
    yield _token(source, "string", plain, source.text[plain:end], role)


def _token(source: Source, kind: Any, start: int, text: str, role: str) -> Token:
    return Token(kind=kind, text=text, role=role, span=Span(source.index, start, start + len(text)))
