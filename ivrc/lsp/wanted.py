"""Names that a program uses and does not declare, with the kinds of declaration that would fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import SIMPLE
from ivrc.lsp.names import AGAIN
from ivrc.lsp.outline import everything
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.directory import Directory
    from ivrc.node import Spanned
    from ivrc.source import Span

Kinds = tuple[str, ...]

ACTIONS: dict[str, Kinds] = {
    "record": ("recording",),
    "await": ("recording",),
    "join": ("conference",),
    "connect": ("endpoint", "const", "param"),
    "say": ("prompt",),
    "play": ("prompt",),
}
"""Steps to what a word behind them may be."""

BROUGHT_ALONG = frozenset({"audio", "all", "now", "none", "_", *AGAIN, *SIMPLE, *FUNCTIONS})


def wanted(directory: Directory, but: Span | None = None) -> dict[str, Kinds]:
    """The names by what they may be; `but`: where one is just being written."""
    found: dict[str, Kinds] = {}
    for owner, items in directory.parts.items():
        local = directory.known(owner).local
        for part in (part for item in items for part in everything(item)):
            for name, kinds in _used(part):
                written = but is not None and name.span.file == but.file and name.span.end == but.end
                declared = name.text in directory.items or name.text in local or name.text in BROUGHT_ALONG
                if not written and not declared:
                    found[name.text] = _both(found.get(name.text, kinds), kinds)
    return found


def _both(one: Kinds, other: Kinds) -> Kinds:
    return tuple(kind for kind in one if kind in other) or one


def _used(part: Spanned) -> Iterator[tuple[tree.Name, Kinds]]:
    """The names with which a node means declarations."""
    match part:
        case tree.Goto(target=name):
            yield name, ("flow", "menu")
        case tree.Call(name=name):
            yield name, ("extern", "flow", "menu")
        case tree.Given(name=name):
            yield name, ("extern",)
        case tree.TypeRef(name=name):
            yield name, ("type",)
        case tree.SetVar(name=name):
            yield name, ("var",)
        case tree.Is(operand=tree.Reference(path=(name,)), word=tree.Name(text="open" | "closed")):
            yield name, ("hours",)
        case tree.Option(label=tree.Reference(path=(name,), arguments=None)):
            yield name, ("prompt",)
        case tree.Speak(phrases=(tree.Reference(path=(name,), arguments=None),)):
            yield name, ("prompt",)
        case tree.Action(word=tree.Name(text=word), values=(tree.Reference(path=(name,)), *more)) if (
            word in ACTIONS and (not more or word == "join")
        ):
            yield name, ACTIONS[word]
        case tree.Reference(path=(name,), arguments=tuple()):
            yield name, ("type",) if name.text[0].isupper() else ("extern",)
        case tree.Reference(path=(name, *_)) if name.text.isupper():
            yield name, ("const", "param")
