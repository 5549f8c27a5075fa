"""Types of local names, as far as a tree with mistakes tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.lsp.outline import children
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.node import Spanned

ANSWERS = {"speech": "Speech", "any": "Answer"}
"""Kind of `collect` to the record that it gives."""


def types_of(part: Spanned, name: str, items: Mapping[str, tree.Item]) -> Iterator[str]:
    """The names of the types with which a node declares a name: at most one in a good program."""
    match part:
        case tree.Parameter(name=tree.Name(text=text), type=of) if text == name:
            yield of.name.text
        case tree.Let(name=tree.Name(text=text), value=tree.Reference(path=(called,))) if text == name:
            match items.get(called.text):
                case tree.Extern(result=tree.TypeRef() as of) | tree.Flow(result=tree.TypeRef() as of):
                    yield of.name.text
        case tree.Action(word=tree.Name(text="collect"), values=(kind, value)) if _is(value, name):
            yield from (record for word, record in ANSWERS.items() if _is(kind, word))
    for inner in children(part):
        yield from types_of(inner, name, items)


def _is(value: Spanned, word: str) -> bool:
    return isinstance(value, tree.Reference) and value.path[0].text == word
