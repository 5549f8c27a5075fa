"""What can be heard: texts, values and prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.expressions import resolve

if TYPE_CHECKING:
    from ivrc.semantics.context import Context
    from ivrc.semantics.typed import Expr
    from ivrc.syntax import tree


def spoken(written: tree.Expression, context: Context) -> Expr:
    """What `say` takes: text, a prompt, or a value that is text."""
    return resolve(written, context.scope, types.TEXT)
