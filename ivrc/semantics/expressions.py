"""Expressions resolved: the one entrance to names, literals, operators and calls (language 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.semantics import literals, operators, references, resolving, texts
from ivrc.semantics.arguments import check_arguments
from ivrc.semantics.calls import flow_call
from ivrc.semantics.fitting import assignable, fit, resolve_type
from ivrc.syntax import tree

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.scope import Scope
    from ivrc.semantics.typed import Expr

__all__ = ["assignable", "check_arguments", "resolve", "resolve_type"]

# The modules whose arms `resolving.infer` needs; naming them here is what brings them in.
SUBJECTS = (literals, operators, references, texts)


def resolve(
    expression: tree.Expression,
    scope: Scope,
    expected: Type | None = None,
    *,
    allow_flow: bool = False,
) -> Expr:
    """What an expression means; mistakes are added to `scope.found` and give a `Mistake`.

    With `expected` the value is one of that type. `allow_flow`: this is the whole right side of `let`,
    `set` or `return`, where a flow may be called; the value is then a `FlowCall`.
    """
    if allow_flow and isinstance(expression, tree.Reference):
        call = flow_call(expression, scope)
        if call is not None:
            return fit(call, expected, scope) if expected else call
    return resolving.resolve(expression, scope, expected)
