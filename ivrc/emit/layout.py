"""Python text laid out as ruff leaves it: on one line if it fits, else one part a line with a comma."""

from __future__ import annotations

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

    `commas` false: the parts are the clauses of a generator.
    """

    before: str
    parts: tuple[Doc, ...]
    after: str
    commas: bool = True


@node
class Sum:
    """`a + b`: texts that are joined; on several lines each begins with the plus."""

    parts: tuple[Doc, ...]


@node
class Pair:
    """`key: value` of a dictionary, `name=value` of a call."""

    key: str
    separator: str
    value: Doc


Doc = str | Group | Pair | Sum


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
        case Sum(parts=parts):
            return " + ".join(map(flat, parts))


def lay(doc: Doc, indent: int = 0, lead: str = "", tail: str = "") -> str:
    """The text behind `lead` on a line indented by `indent` steps, `tail` after its last character."""
    margin = STEP * indent
    line = f"{margin}{lead}{flat(doc)}{tail}"
    if len(line) <= WIDTH or isinstance(doc, str):
        return line
    if isinstance(doc, Pair):
        return lay(doc.value, indent, f"{lead}{doc.key}{doc.separator}", tail)
    if not doc.parts:
        return line
    if isinstance(doc, Sum):
        return _sum(doc, indent, lead, tail)
    comma = "," if doc.commas else ""
    inner = "\n".join(lay(part, indent + 1, tail=comma) for part in doc.parts)
    return f"{margin}{lead}{doc.before}\n{inner}\n{margin}{doc.after}{tail}"


def _sum(doc: Sum, indent: int, lead: str, tail: str) -> str:
    last = len(doc.parts) - 1
    lines = [
        lay(part, indent, lead if not index else "+ ", tail if index == last else "")
        for index, part in enumerate(doc.parts)
    ]
    return "\n".join(lines)
