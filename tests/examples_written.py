"""The programs of examples/ as somebody writes them in an editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marked import view_of

from ivrc.language.vocabulary import KINDS
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from ivrc.syntax.tokens import Token

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.ivr"))
PROGRAM = next(path for path in EXAMPLES if path.stem == "acme").read_text("utf-8")


def words(program: str) -> list[Token]:
    """The words of a program that its author has not just thought up.

    Thought up is what is declared in one place only, the first word for anything else, and whatever stands
    for the first time in front of the colon of a setting that is none of the language's.
    """
    view = view_of(program)
    (source,) = view.sources
    names = {mention.span: mention for mention in view.mentions}
    own = {setting.name for kind in KINDS.values() for setting in kind.settings}
    seen: set[object] = set()
    found = []
    for token in tokens(source, view.trees[0], inside_strings=True):
        if token.kind not in ("name", "keyword") and token.role not in ("language", "bool"):
            continue
        name = names.get(token.span)
        meant: object = (
            (token.text, name.owner if name.bound or name.text not in view.items else "") if name else None
        )
        if token.role == "Setting.name" and token.text not in own:
            meant = token.text
        local = name is not None and name.declares and name.bound
        if meant is None or (meant in seen and not local):
            found.append(token)
        seen.add(meant)
    return found
