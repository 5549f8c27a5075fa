"""The floor under the kinds of expressions: Python source that knows how tightly it binds."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ivrc.semantics.typed import Expr

# How tightly Python's operators bind; what binds less than its place needs stands in parentheses.
CONDITIONAL, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, AWAIT, ATOM = range(10)


class Python(NamedTuple):
    """Source text; `binding` is that of its outermost operator."""

    text: str
    binding: int = ATOM


@singledispatch
def write(expr: Expr, names: set[str]) -> Python:
    """The source of an expression; the names it needs from elsewhere are added to `names`.

    Each node has an arm in the module of its subject. The names of a program have none: lowering has
    replaced them by their values.
    """
    raise TypeError(f"{type(expr).__name__} cannot be computed by a webhook (names: {sorted(names)})")


def within(expr: Expr, binding: int, names: set[str]) -> str:
    """The source of an expression for a place that needs it to bind this tightly."""
    written = write(expr, names)
    return written.text if written.binding >= binding else f"({written.text})"
