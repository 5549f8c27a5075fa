"""What a call takes, while its arguments are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import FUNCTIONS
from ivrc.lsp.surroundings import surroundings
from ivrc.node import node
from ivrc.syntax import tree

if TYPE_CHECKING:
    from ivrc.lsp.surroundings import Surroundings
    from ivrc.lsp.view import View
    from ivrc.source import Source

CALLED = tree.Flow | tree.Menu | tree.Extern | tree.Prompt


@node
class Signature:
    """A call as it is written, and the place of the parameter that is being given."""

    label: str
    doc: str
    parameters: tuple[str, ...]
    active: int


def signature(view: View, source: Source, offset: int) -> Signature | None:
    """What the call around a character takes."""
    around = surroundings(source, view.trees[source.index], offset)
    name, active = _called(around) if around is not None else ("", 0)
    item = view.items.get(name)
    if isinstance(item, CALLED):
        parameters = tuple(view.written(parameter.span) for parameter in item.parameters)
        result = getattr(item, "result", None)
        gives = f" -> {view.written(result.span)}" if result is not None else ""
        return _made(name, parameters, item.doc or "", active, gives)
    if name in FUNCTIONS:
        parameters = tuple(parameter.name for parameter in FUNCTIONS[name].parameters)
        return _made(name, parameters, FUNCTIONS[name].doc, active, "")
    return None


def _made(name: str, parameters: tuple[str, ...], doc: str, active: int, gives: str) -> Signature:
    label = f"{name}({', '.join(parameters)}){gives}"
    return Signature(label=label, doc=doc, parameters=parameters, active=active)


def _called(around: Surroundings) -> tuple[str, int]:
    """The name in front of the innermost bracket that is open, and how many commas stand behind that."""
    words, at = around.words, around.opened
    if at < 1 or words[at] != "(":
        return "", 0
    depth = commas = 0
    for word in words[at + 1 :]:
        depth += (word in ("(", "[")) - (word in (")", "]"))
        commas += word == "," and depth == 0
    return words[at - 1], commas
