"""What a call takes, while its arguments are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import FUNCTIONS
from ivrc.lsp.local_types import parameters_of
from ivrc.lsp.surroundings import surroundings
from ivrc.node import node
from ivrc.syntax import tree

if TYPE_CHECKING:
    from ivrc.lsp.surroundings import Surroundings, Words
    from ivrc.lsp.view import View
    from ivrc.source import Source

CALLED = tree.Flow | tree.Menu | tree.Extern | tree.Prompt | tree.Entry | tree.RecordType


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
    if around is None:
        return None
    name, given = _called(around)
    item = view.items.get(name)
    if isinstance(item, CALLED):
        parameters = tuple(view.written(row.span) for row in parameters_of(item))
        result = getattr(item, "result", None)
        gives = f" -> {view.written(result.span)}" if result is not None else ""
        return _made(name, parameters, item.doc or "", given, gives)
    if name in FUNCTIONS:
        parameters = tuple(parameter.name for parameter in FUNCTIONS[name].parameters)
        return _made(name, parameters, FUNCTIONS[name].doc, given, "")
    return None


def _made(name: str, parameters: tuple[str, ...], doc: str, given: list[Words], gives: str) -> Signature:
    """What is being given is told by its place, or by the name in front of its `=`."""
    label = f"{name}({', '.join(parameters)}){gives}"
    active = len(given) - 1
    if given[-1][1:2] == ("=",):
        names = [parameter.partition(":")[0] for parameter in parameters]
        active = names.index(given[-1][0]) if given[-1][0] in names else len(names)
    return Signature(label=label, doc=doc, parameters=parameters, active=active)


def _called(around: Surroundings) -> tuple[str, list[Words]]:
    """The name in front of the innermost bracket that is open, and the words of each argument behind it."""
    words, at = around.words, around.opened
    given: list[Words] = [()]
    if at < 1 or words[at] != "(":
        return "", given
    depth = 0
    for word in words[at + 1 :]:
        depth += (word in ("(", "[")) - (word in (")", "]"))
        if word == "," and depth == 0:
            given.append(())
        else:
            given[-1] = (*given[-1], word)
    return words[at - 1], given
