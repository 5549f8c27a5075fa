"""What can be done about a mistake at the press of a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.diagnostics import Diagnostic, Edit
from ivrc.lsp.creating import created
from ivrc.lsp.outline import enclosing
from ivrc.lsp.renaming import NAME
from ivrc.node import node
from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.view import View
    from ivrc.source import Source

UNKNOWN, STRANDED = ("IVR201", "IVR217", "IVR225"), "IVR301"
MEANT = re.compile(r"did you mean `(\w+)`\?")
HANDLERS = {
    "silence": 'on silence { say "Sorry, I did not hear anything." }',
    "invalid": 'on invalid { say "Sorry, that is not one of the options." }',
    "give_up": "on give_up { hangup }",
}
"""What is written for a handler that is missing; an author says it in other words."""


@node
class Fix:
    """Changes that belong together, and the diagnostic that they take away."""

    title: str
    edits: tuple[Edit, ...]
    diagnostic: Diagnostic
    sure: bool = False


def fixes(view: View, source: Source, marked: Span) -> list[Fix]:
    """What can be done about the mistakes at a place."""
    found = view.diagnostics(view.path(source.index))
    near = [d for d in found if d.primary.span.start <= marked.end and marked.start <= d.primary.span.end]
    return [fix for diagnostic in near for fix in _fixes(view, source, diagnostic)]


def _fixes(view: View, source: Source, found: Diagnostic) -> Iterator[Fix]:
    here, hint = found.primary.span, found.hint or ""
    if found.edits:
        yield Fix(title=hint or found.title, edits=found.edits, diagnostic=found, sure=True)
    elif (meant := MEANT.fullmatch(hint)) and NAME.fullmatch(view.written(here)):
        edit = Edit(here, meant[1])
        yield Fix(title=f"write `{meant[1]}`", edits=(edit,), diagnostic=found, sure=True)
    if found.code in UNKNOWN and NAME.fullmatch(name := view.written(here)):
        for kind, edit in created(view, here, name):
            yield Fix(title=f"create {kind} `{name}`", edits=(edit,), diagnostic=found)
    if found.code == STRANDED and (added := _handlers(view, source, found)) is not None:
        yield Fix(title=hint.replace(" here or in `defaults`", ""), edits=(added,), diagnostic=found)


def _handlers(view: View, source: Source, found: Diagnostic) -> Edit | None:
    """The handlers that a question lacks, at the end of its block."""
    around = enclosing(view.trees[source.index], found.primary.span.start)
    question = next((part for part in around if isinstance(part, tree.Menu | tree.Action)), None)
    if question is None or question.block is None:
        return None
    names = re.findall(r"`on (\w+)`", found.hint or "")
    wanted = [HANDLERS[name] for name in names if name in HANDLERS]
    brace = question.block.span.end - 1
    line, column = source.position(brace)
    indent = source.line(line)[: column - 1]
    if indent.strip():  # the block ends on a line with something in it
        at = len(source.text[:brace].rstrip())
        separator = " " if source.text[at - 1] in "{;" else "; "
        return Edit(Span(source.index, at, at), separator + "; ".join(wanted))
    at = brace - len(indent)
    return Edit(Span(source.index, at, at), "".join(f"{indent}  {handler}\n" for handler in wanted))
