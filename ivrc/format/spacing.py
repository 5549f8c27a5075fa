"""What stands between two tokens on a line: one space, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.format.lines import Group
from ivrc.syntax.tokens import Token

if TYPE_CHECKING:
    from ivrc.format.lines import Comment

CLOSE_BEHIND = frozenset({",", ";", ":", "?", "."})
"""Signs that follow without a space."""


def space(before: Token | Group | Comment | None, piece: Token | Group | Comment) -> str:
    """A space, if there is one between the two."""
    return "" if before is None or _touch(before, piece) else " "


def _touch(before: Token | Group | Comment, piece: Token | Group | Comment) -> bool:
    if isinstance(before, Token) and before.kind == "sign" and (before.text == "." or before.role):
        return True
    if isinstance(piece, Group) and piece.open:
        of_type = isinstance(before, Token) and before.role == "TypeRef.name"
        return (piece.open.text == "(" and piece.named) or (piece.open.text == "[" and of_type)
    if not isinstance(piece, Token) or piece.kind != "sign":
        return False
    return piece.text in CLOSE_BEHIND or (bool(piece.role) and piece.role != "Unary")
