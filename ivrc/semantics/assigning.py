"""`let`, `set`, `return`, and the `on error` of what is asked there (language 4, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import assignable, resolve
from ivrc.semantics.program import (
    Body,
    LetStep,
    ReturnStep,
    SetStep,
)
from ivrc.semantics.typed import ExternCall, FlowCall, Local, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.context import Context


def error_body(written: tree.Block | None, context: Context) -> Body | None:
    """The `on error` of a call's own block."""
    if written is None:
        return None
    handler = None
    for statement in written.statements:
        if isinstance(statement, tree.Handler) and [k.text for k in statement.kinds] == ["error"]:
            handler = context.outcome(statement.outcome, context)
        elif not isinstance(statement, tree.Missing):
            report(context.scope.found, "IVR208", statement.span, "only `on error` can stand here")
    return handler


def resolve_let(statement: tree.Let, context: Context) -> tuple[LetStep, Context]:
    """`let x = value { on error -> sorry }`; the context behind it knows the name."""
    on_error = error_body(statement.block, context)
    value = resolve(statement.value, context.scope, allow_flow=True)
    of = value.type
    if of == types.NONE:
        gives = isinstance(value, ExternCall | FlowCall)
        message = "this gives no result to name" if gives else "`none` alone has no type to give the name"
        report(context.scope.found, "IVR220", statement.value.span, message)
        of = types.UNKNOWN
    local = Local(name=statement.name.text, type=of, span=statement.name.span)
    step = LetStep(local=local, value=value, on_error=on_error, span=statement.span)
    return step, context.declare(local)


def resolve_set(statement: tree.SetVar, context: Context) -> SetStep | None:
    """`set x = value`; None after a report."""
    scope, name = context.scope, statement.name.text
    on_error = error_body(statement.block, context)
    variable = scope.names.variables.get(name)
    if variable is None:
        kind = "a name of this flow" if name in scope.locals else scope.names.kinds.get(name)
        message = f"`{name}` is {kind}; only a `var` can be set" if kind else f"no `var` is called `{name}`"
        report(
            scope.found,
            "IVR225",
            statement.name.span,
            message,
            hint=did_you_mean(name, scope.names.variables),
        )
        return None
    value = resolve(statement.value, scope, variable.type, allow_flow=True)
    if not isinstance(value, Mistake) and not assignable(value.type, variable.type):
        report(
            scope.found, "IVR220", statement.value.span, f"`{name}` is {variable.type}, this is {value.type}"
        )
    return SetStep(variable=variable, value=value, on_error=on_error, span=statement.span)


def resolve_return(statement: tree.Return, context: Context) -> ReturnStep:
    """`return`, `return value`."""
    scope, result = context.scope, context.result
    if statement.value is None:
        if result is not None:
            report(
                scope.found,
                "IVR224",
                statement.span,
                f"`{context.owner}` must return a value of type {result}",
            )
        return ReturnStep(value=None, span=statement.span)
    value = resolve(statement.value, scope, result, allow_flow=True)
    if result is None:
        hint = f"declare the result: `flow {context.owner}() -> {value.type}`"
        report(
            scope.found,
            "IVR220",
            statement.value.span,
            f"`{context.owner}` is declared without a result",
            hint=hint,
        )
    elif not assignable(value.type, result):
        report(scope.found, "IVR220", statement.value.span, f"the result is {result}, this is {value.type}")
    return ReturnStep(value=value, span=statement.span)
