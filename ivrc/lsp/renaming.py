"""A new name for something, in every file where it has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit
from ivrc.editors.words import CONSTANTS, KEYWORDS
from ivrc.language.builtins import FUNCTIONS
from ivrc.language.types import SIMPLE
from ivrc.lsp.names import AGAIN

if TYPE_CHECKING:
    from ivrc.lsp.names import Mention
    from ivrc.lsp.view import View

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TAKEN = KEYWORDS | CONSTANTS | AGAIN | FUNCTIONS.keys() | SIMPLE.keys()
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
    owners = {m.owner for m in view.same(mention)}
    if any(m.text == name and m.declares and m.owner in owners for m in view.mentions):
        return f"`{name}` is a name there already"
    return None


def renamed(view: View, mention: Mention, name: str) -> list[Edit]:
    """The changes in the files of one program."""
    return [Edit(found.span, name) for found in view.same(mention)]
