"""A new name for something, in every file where it has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit
from ivrc.editors.words import CONSTANTS, KEYWORDS
from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import SIMPLE
from ivrc.lsp.names import AGAIN, NOWHERE
from ivrc.syntax import tree

if TYPE_CHECKING:
    from ivrc.lsp.names import Mention
    from ivrc.lsp.view import View
    from ivrc.source import Span

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TAKEN = KEYWORDS | CONSTANTS | AGAIN | {"now"} | FUNCTIONS.keys() | SIMPLE.keys()
"""What the language calls something else."""


def refusal(view: View, mention: Mention, name: str) -> str | None:
    """Why something may not be called so."""
    if not NAME.fullmatch(name):
        return f"`{name}` is no name: names are made of letters, digits and `_`, and begin with no digit"
    if name in TAKEN:
        return f"`{name}` is a word of the language"
    if name == mention.text:
        return None
    if name in view.items:
        return f"`{name}` is declared already"
    if (unsure := doubt(view, mention)) is not None:
        return unsure
    owners = {m.owner for m in view.same(mention)}
    if any(m.text == name and m.declares and m.owner in owners for m in view.mentions):
        return f"`{name}` is a name there already"
    return None


def doubt(view: View, mention: Mention) -> str | None:
    """Why it cannot be said which places would have to change."""
    same = view.same(mention)
    meanings: dict[Span, set[str]] = {}
    for other in view.mentions:
        meanings.setdefault(other.span, set()).add(other.owner)
    alike = [other for other in view.mentions if other.text == mention.text]
    if shared := next((found for found in same if len(meanings[found.span]) > 1), None):
        return f"`{mention.text}` {_place(view, shared.span)} may as well be another one"
    if mention.text in view.items and not mention.bound:
        return None
    if unread := next((other for other in alike if other.guessed), None):
        return f"`{mention.text}` {_place(view, unread.span)} may be the same, but cannot be read there"
    unknown = next((other for other in alike if other.owner == NOWHERE), None)
    if unknown and _is_field(view, same):
        return f"`{mention.text}` {_place(view, unknown.span)} may be the same: its type is not known"
    return None


def _is_field(view: View, same: list[Mention]) -> bool:
    return any(found.declares and isinstance(view.items.get(found.owner), tree.RecordType) for found in same)


def _place(view: View, span: Span) -> str:
    source = view.sources[span.file]
    return f"in line {source.position(span.start)[0]} of {source.path}"


def renamed(view: View, mention: Mention, name: str) -> list[Edit]:
    """The changes in the files of one program."""
    places = dict.fromkeys(found.span for found in view.same(mention))
    return [Edit(span, name) for span in places]
