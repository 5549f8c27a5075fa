"""`outbound name(params) { ... }`: a call that we place (language 12)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language.vocabulary import AFTER, KINDS
from ivrc.ncco import events
from ivrc.semantics.bodies import body
from ivrc.semantics.codes import report
from ivrc.semantics.detection import check_detection, detection_settings
from ivrc.semantics.occasions import event_fields, occasioned
from ivrc.semantics.program import Body, Outbound
from ivrc.semantics.settings import constant, take_apart
from ivrc.semantics.typed import CallValue, HeaderValue, Now, VariableValue
from ivrc.semantics.walking import inside
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ivrc.semantics.context import Context
    from ivrc.semantics.program import Settings
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span


def resolve_outbound(item: tree.Entry, name: tree.Name, context: Context) -> Outbound:
    """The declaration with its parts told apart; settings and handlers may stand anywhere in the block."""
    locals_ = context.scope.names.outbounds[name.text]
    for local in locals_:
        if local.name == "to":
            message = "`to` is the number that is called, in tests and in Python"
            report(context.scope.found, "IVR223", local.span, message)
    scope = replace(context.scope, locals={local.name: local for local in locals_})
    inside_of = replace(context, scope=scope)
    if not isinstance(item.outcome, tree.Block):
        steps, settings, handlers = context.outcome(item.outcome, inside_of), {}, {}
    else:
        fixed = replace(scope, pure=True)
        parts = take_apart(item.outcome.statements, fixed, "outbound", open_rest=True)
        settings = parts.settings | detection_settings(parts, fixed)
        handlers = _handlers(parts.handlers, inside_of)
        steps = body(tuple(parts.rest), inside_of, item.outcome.span)
        written = {kind.text: kind.span for handler in parts.handlers for kind in handler.kinds}
        _check(settings, written, scope)
    return Outbound(
        name=name.text,
        parameters=locals_,
        settings=settings,
        body=steps,
        handlers=handlers,
        doc=item.doc,
        span=name.span,
    )


def _handlers(written: Iterable[tree.Handler], context: Context) -> dict[str, Body]:
    found, rows = context.scope.found, {row.name: row for row in KINDS["outbound"].handlers}
    made: dict[str, Body] = {}
    for handler in written:
        for kind in handler.kinds:
            if kind.text not in rows:
                hint = did_you_mean(kind.text, rows)
                report(found, "IVR207", kind.span, f"`outbound` has no outcome `{kind.text}`", hint=hint)
            elif kind.text in made:
                report(found, "IVR209", kind.span, f"`on {kind.text}` is written twice")
            else:
                after = rows[kind.text].body == "after"
                made[kind.text] = (
                    context.outcome(handler.outcome, _after(context))
                    if after
                    else occasioned(kind.text, handler.outcome, context)
                )
    return made


def _after(context: Context) -> Context:
    """Nobody is there any more, but the event tells why."""
    told = {"event": event_fields(events.REPLACING_STATUSES)}
    return replace(context, where=AFTER, scope=replace(context.scope, events=told))


def _check(settings: Settings, written: Mapping[str, Span], scope: Scope) -> None:
    check_detection(settings, written, scope)
    for name in ("machine_detection", "advanced_machine_detection.behavior"):
        spoken = [kind for kind in ("machine", "beep") if kind in written]
        if constant(settings, name) == "hangup" and spoken:
            message = f"a machine is hung up on, so `on {spoken[0]}` is never heard"
            report(scope.found, "IVR313", settings[name].span, message, hint="use `continue`")
    shown = settings.get("from")
    if shown is not None and any(
        isinstance(at, CallValue | HeaderValue | Now | VariableValue) for at in inside(shown.values[0])
    ):
        message = "this is known only during the call; the number is shown before"
        report(scope.found, "IVR228", shown.values[0].span, message)
