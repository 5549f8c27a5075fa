"""What a file consists of: symbols, what can be folded, and what grows around the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.node import Spanned, node
from ivrc.semantics.names import KINDS
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.trivia import comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.source import Source

DECLARATIONS: dict[type[tree.Declaration], str] = {
    **KINDS,
    tree.App: "app",
    tree.Defaults: "defaults",
    tree.Anywhere: "anywhere",
    tree.Test: "test",
}
OUTLINED = frozenset({"menu", "collect", "connect", "record", "join"})
"""Steps by which a flow is recognised."""


@node
class Symbol(Spanned):
    """Something that an outline names; `selection` is the place of its name."""

    name: str
    kind: str
    selection: Span
    children: tuple[Symbol, ...] = ()


def symbols(source: Source, file: tree.File) -> list[Symbol]:
    """The declarations of a file, with their questions, options, calls and recordings."""
    return [found for item in file.items if (found := _declaration(source, item)) is not None]


def _declaration(source: Source, item: tree.Item) -> Symbol | None:
    kind = DECLARATIONS.get(type(item), "")
    name: object = getattr(item, "name", None)
    match item:
        case tree.Entry(kind=word):
            kind, name = word.text, name or word
        case tree.Unknown(word=word, values=(tree.Reference(path=(first, *_)), *_)):
            kind, name = word.text, first
    if not kind:
        return None
    named = name if isinstance(name, tree.Name | tree.Text) else None
    selection = named.span if named else Span(item.span.file, item.span.start, item.span.start + len(kind))
    shown = source.text[selection.start : selection.end]
    children = tuple(_parts(source, item))
    return Symbol(name=shown, kind=kind, selection=selection, children=children, span=item.span)


def _parts(source: Source, part: Spanned) -> Iterator[Symbol]:
    for inner in children(part):
        match inner:
            case tree.Option(triggers=(first, *_), label=label):
                shown = source.text[first.span.start : (label or first).span.end]
                yield Symbol(
                    name=shown,
                    kind="option",
                    selection=first.span,
                    children=tuple(_parts(source, inner)),
                    span=inner.span,
                )
            case tree.Action(word=word, values=values) if word.text in OUTLINED:
                last = values[-1].span.end if values else word.span.end
                yield Symbol(
                    name=source.text[word.span.start : last],
                    kind=word.text,
                    selection=word.span,
                    children=tuple(_parts(source, inner)),
                    span=inner.span,
                )
            case _:
                yield from _parts(source, inner)


def children(part: Spanned) -> Iterator[Spanned]:
    """The nodes directly inside one, in no order."""
    fields: dict[str, Any] = part.__dataclass_fields__  # see ivrc.slotted
    for name in fields:
        held = getattr(part, name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Spanned):
                yield one


def foldings(source: Source, file: tree.File) -> list[tuple[int, int, str]]:
    """First and last line (from 0) of what folds, and whether it is a comment, imports or a region."""
    found: set[tuple[int, int, str]] = set()
    for part in everything(file):
        first, last = _lines(source, part.span)
        if isinstance(part, tree.Block | tree.ListValue):
            last -= 1  # the closing bracket stays in sight
        elif not (isinstance(part, tree.Text) and part.long):
            continue
        if last > first:
            found.add((first, last, "region"))
    runs = [(*_lines(source, item.span), "imports") for item in file.items if isinstance(item, tree.Import)]
    runs += [(*_lines(source, comment.span), "comment") for comment in comments(source)]
    return sorted(found | _joined(runs))


def _joined(runs: list[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """What stands in lines directly below each other, as one, if there is more than one line."""
    joined: list[tuple[int, int, str]] = []
    for first, last, kind in sorted(runs):
        if joined and joined[-1][2] == kind and joined[-1][1] + 1 >= first:
            joined[-1] = (joined[-1][0], last, kind)
        else:
            joined.append((first, last, kind))
    return {(first, last, kind) for first, last, kind in joined if last > first}


def enclosing(file: tree.File, offset: int) -> list[Spanned]:
    """The nodes around a character, the innermost first."""
    found = [part for part in everything(file) if part.span.start <= offset <= part.span.end]
    return sorted(found, key=lambda part: part.span.end - part.span.start)


def everything(part: Spanned) -> Iterator[Spanned]:
    """A node and all that it holds."""
    yield part
    for inner in children(part):
        yield from everything(inner)


def _lines(source: Source, span: Span) -> tuple[int, int]:
    return source.position(span.start)[0] - 1, source.position(max(span.end - 1, span.start))[0] - 1
