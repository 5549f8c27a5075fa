"""Python text laid out as ruff leaves it: on one line if it fits, else one part a line with a comma."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 88
"""Columns: the default of ruff and black, so that a user's formatter has nothing to change."""
STEP = "    "


@node
class Group:
    """`before` parts `after`: a call, a dictionary, a list. Parts are separated by commas.

    `commas` false: the parts are the clauses of a generator, or the sides of a condition.
    """

    before: str
    parts: tuple[Doc, ...]
    after: str
    commas: bool = True


@node
class Pair:
    """`key: value` of a dictionary, `name=value` of a call."""

    key: str
    separator: str
    value: Doc


Doc = str | Group | Pair


def call(name: str, positional: Sequence[Doc] = (), named: Sequence[tuple[str, Doc]] = ()) -> Group:
    """`name(a, b=c)`."""
    pairs = (Pair(key=key, separator="=", value=value) for key, value in named)
    return Group(before=f"{name}(", parts=(*positional, *pairs), after=")")


def mapping(items: Sequence[tuple[str, Doc]]) -> Group:
    """`{a: b}`; keys are Python text."""
    pairs = tuple(Pair(key=key, separator=": ", value=value) for key, value in items)
    return Group(before="{", parts=pairs, after="}")


def array(items: Sequence[Doc]) -> Group:
    """`[a, b]`."""
    return Group(before="[", parts=tuple(items), after="]")


def flat(doc: Doc) -> str:
    """On one line."""
    match doc:
        case str():
            return doc
        case Pair(key=key, separator=separator, value=value):
            return f"{key}{separator}{flat(value)}"
        case Group(before=before, parts=parts, after=after, commas=commas):
            return f"{before}{(', ' if commas else ' ').join(map(flat, parts))}{after}"


def lay(doc: Doc, indent: int = 0, lead: str = "", tail: str = "") -> str:
    """The text behind `lead` on a line indented by `indent` steps, `tail` after its last character."""
    margin = STEP * indent
    line = f"{margin}{lead}{flat(doc)}{tail}"
    if len(line) <= WIDTH:
        return line
    if isinstance(doc, str):
        doc = _apart(doc)
    if isinstance(doc, str):
        return line
    if isinstance(doc, Pair):
        return lay(doc.value, indent, f"{lead}{doc.key}{doc.separator}", tail)
    if not doc.parts:
        return line
    comma = "," if doc.commas else ""
    inner = "\n".join(lay(part, indent + 1, tail=comma) for part in doc.parts)
    return f"{margin}{lead}{doc.before}\n{inner}\n{margin}{doc.after}{tail}"


def condition(text: str, indent: int) -> str:
    """`if text:`, with one side of `and` or `or` a line where it is too long."""
    line = f"{STEP * indent}if {text}:"
    expression = ast.parse(text, mode="eval").body if len(line) > WIDTH else None
    if not isinstance(expression, ast.BoolOp):
        return line
    whole = _sides(expression, text)
    match whole.parts:
        case (first, Pair(value=Group()) as last):  # brackets that are there anyway need none around them
            return lay(last, indent, f"if {flat(first)} ", ":")
        case (Group() as first, last):
            return lay(first, indent, "if ", f" {flat(last)}:")
    return lay(whole, indent, "if ", ":")


def _sides(expression: ast.BoolOp, text: str) -> Group:
    word = "and" if isinstance(expression.op, ast.And) else "or"
    inner = [
        _sides(side, text) if isinstance(side, ast.BoolOp) else _written(side, text)
        for side in expression.values
    ]
    others = [Pair(key=word, separator=" ", value=side) for side in inner[1:]]
    return Group(before="(", parts=(inner[0], *others), after=")", commas=False)


def _apart(text: str) -> Doc:
    """The outermost call or list of an expression in parts; all other text stays on its line."""
    try:
        expression = ast.parse(text, mode="eval").body
    except SyntaxError:
        return text
    match expression:
        case ast.Call(args=[ast.GeneratorExp()]):
            return text
        case ast.Call(func=function, args=positional, keywords=keywords) if positional or keywords:
            named = [(str(keyword.arg), _written(keyword.value, text)) for keyword in keywords]
            return call(_written(function, text), [_written(value, text) for value in positional], named)
        case ast.List(elts=[_, *_] as items):
            return array([_written(item, text) for item in items])
        case _:
            return text


def _written(part: ast.expr, text: str) -> str:
    return ast.get_source_segment(text, part) or ""
