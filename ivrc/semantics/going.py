"""`-> name` and `name(arguments)`: where a call goes on, and what it asks (language 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.vocabulary import AFTER, CALLEE, FALLBACK, FLOW, STEPS
from ivrc.semantics.assigning import error_body
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import check_arguments, resolve
from ivrc.semantics.program import (
    AskExtern,
    CallFlow,
    Jump,
)
from ivrc.semantics.typed import ExternCall, FlowCall
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.semantics.context import Context


PLACES = {
    CALLEE: "in what a called party hears",
    AFTER: "in what runs after the call",
    FALLBACK: "in a fallback, which is static",
    FLOW: "here",
}


def jump(written: tree.Goto, context: Context) -> Jump:
    """`-> name(args)`; an unknown target is reported and kept, so that nothing else is said about it."""
    scope, name = context.scope, written.target.text
    if context.where in (CALLEE, AFTER, FALLBACK) and not context.in_question:
        report(scope.found, "IVR208", written.span, f"a jump cannot stand {PLACES[context.where]}")
    if name in ("again", "listen"):
        if not context.in_question:
            report(scope.found, "IVR307", written.target.span, f"`{name}` stands outside every question")
        return Jump(target=name, arguments=(), span=written.span)
    signature = scope.names.flows.get(name)
    kind = scope.names.kinds.get(name)
    if signature is None and kind in ("flow", "menu"):
        return Jump(target="", arguments=(), span=written.span)
    if signature is None:
        message = (
            f"`{name}` is a {kind}, not a flow or menu" if kind else f"no flow or menu is called `{name}`"
        )
        hint = did_you_mean(name, [*scope.names.flows, *(("again", "listen") if context.in_question else ())])
        if name in STEPS:
            hint = f"`{name}` is a step and stands without the arrow"
        report(scope.found, "IVR225", written.target.span, message, hint=hint)
        return Jump(target="", arguments=(), span=written.span)
    arguments = check_arguments(
        signature.parameters, written.arguments or (), written.span, scope, f"`{name}`"
    )
    return Jump(target=name, arguments=arguments, span=written.span)


def resolve_call(statement: tree.Call, context: Context) -> AskExtern | CallFlow | None:
    """`name(arguments)` of a flow or an extern as a step; None after a report."""
    scope, name = context.scope, statement.name.text
    on_error = error_body(statement.block, context)
    kind = scope.names.kinds.get(name)
    if name not in scope.names.externs and name not in scope.names.flows:
        if kind in ("flow", "menu", "extern"):
            return None
        message = (
            f"`{name}` is a {kind}, not a flow or extern" if kind else f"no flow or extern is called `{name}`"
        )
        hint = did_you_mean(name, [*scope.names.flows, *scope.names.externs])
        if name in STEPS:
            hint = f"the step is written `{STEPS[name].usage}`"
        report(scope.found, "IVR225", statement.name.span, message, hint=hint)
        return None
    reference = tree.Reference(path=(statement.name,), arguments=statement.arguments, span=statement.span)
    call = resolve(reference, scope, allow_flow=True)
    if isinstance(call, ExternCall):
        return AskExtern(call=call, on_error=on_error, span=statement.span)
    if isinstance(call, FlowCall):
        if context.where != FLOW:
            report(
                scope.found,
                "IVR208",
                statement.name.span,
                f"a flow cannot be called {PLACES[context.where]}",
            )
            return None
        return CallFlow(call=call, span=statement.span)
    return None
