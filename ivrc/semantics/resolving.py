"""The floor under the kinds of expressions: how one resolves the expressions inside another.

`infer` has one arm a node of the tree, registered by the module of its subject; `ivrc.semantics.expressions`
brings them all in.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from ivrc.language.types import UNKNOWN
from ivrc.semantics.fitting import fit
from ivrc.semantics.typed import Expr, Mistake
from ivrc.syntax import tree

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope


@singledispatch
def infer(expression: tree.Expression, _scope: Scope, _expected: Type | None) -> Expr:
    """What the expression means. `_expected` guides how literals are read and demands nothing."""
    raise AssertionError(f"no arm for {type(expression).__name__}")


@infer.register(tree.Missing)
def _missing(expression: tree.Missing, _scope: Scope, _expected: Type | None) -> Expr:
    return Mistake(span=expression.span, type=UNKNOWN)


def resolve(expression: tree.Expression, scope: Scope, expected: Type | None = None, what: str = "") -> Expr:
    """What the expression means, as a value of the expected type; mistakes go to `scope.found`.

    `what` is what messages call the place: the name of a parameter or field.
    """
    value = infer(expression, scope, expected)
    return fit(value, expected, scope, what) if expected else value
