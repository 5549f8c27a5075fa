"""`connect`: targets, settings, outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.vocabulary import CALLEE, ENDPOINT_KINDS, KINDS
from ivrc.semantics.codes import report
from ivrc.semantics.detection import check_detection, detection_settings
from ivrc.semantics.expressions import resolve
from ivrc.semantics.fitting import fit
from ivrc.semantics.fold import specialise
from ivrc.semantics.occasions import occasioned
from ivrc.semantics.program import Body, ConnectStep, Settings, SettingValue, Target
from ivrc.semantics.settings import BlockParts, constant, take_apart
from ivrc.semantics.typed import Constant, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.semantics.context import Context
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span

LOST = ("busy", "timeout", "failed", "rejected", "unanswered")


def endpoint_settings(parts: BlockParts, scope: Scope) -> Settings:
    """Settings of an endpoint, with `headers { }` as settings named `headers.NAME`."""
    made = dict(parts.settings)
    for block in parts.blocks:
        for held in block.block.statements if block.block and block.word.text == "headers" else ():
            if isinstance(held, tree.Setting):
                value = resolve(held.values[0], scope)
                key = f"headers.{held.name.text}"
                made[key] = SettingValue(name=key, values=(value,), span=held.name.span)
    return made


def single_target(kind: str, written: tree.Expression, settings: Settings, scope: Scope) -> Target | None:
    """A target of a given kind; its value must fit it."""
    if kind == "phone":
        return _phones(written, settings, scope)
    value = specialise(resolve(written, scope, types.TEXT), {}, "")
    if isinstance(value, Mistake):
        return None
    return Target(kind=kind, value=value, settings=settings, span=written.span)


def _phones(written: tree.Expression, settings: Settings, scope: Scope) -> Target | None:
    """One number, or a list of them."""
    value = resolve(written, scope)
    if isinstance(value, Constant) and value.value == ():
        report(scope.found, "IVR221", written.span, "an empty list calls nobody")
        return None
    several = value.type.element is not None
    value = specialise(fit(value, types.list_of(types.PHONE) if several else types.PHONE, scope), {}, "")
    if isinstance(value, Mistake):
        return None
    return Target(kind="phones" if several else "phone", value=value, settings=settings, span=written.span)


def _element(written: tree.Expression, settings: Settings, context: Context) -> list[Target]:
    scope, endpoints = context.scope, context.scope.names.endpoints
    if isinstance(written, tree.ListValue) and written.items:
        return [target for item in written.items for target in _element(item, settings, context)]
    if isinstance(written, tree.Reference) and len(written.path) == 1 and written.path[0].text in endpoints:
        named = endpoints[written.path[0].text]
        merged = {**named.settings, **settings}
        return [replace(named, settings=merged, span=written.span)]
    if _failed_endpoint(written, scope):
        return []
    target = single_target("phone", written, settings, scope)
    if target is None:
        return []
    if (
        target.kind == "phones"
        and isinstance(target.value, Constant)
        and isinstance(target.value.value, tuple)
    ):
        return [
            replace(target, kind="phone", value=Constant(type=types.PHONE, value=number, span=written.span))
            for number in target.value.value
        ]
    return [target]


def _failed_endpoint(written: tree.Expression, scope: Scope) -> bool:
    """Whether this names an endpoint whose declaration was reported."""
    match written:
        case tree.Reference(path=(name,), arguments=None):
            return scope.names.kinds.get(name.text) == "endpoint"
        case _:
            return False


def _targets(statement: tree.Action, settings: Settings, context: Context) -> tuple[list[Target], bool]:
    """The targets in order, and whether all are dialled."""
    scope, values = context.scope, statement.values
    if len(values) == 1:
        return _element(values[0], settings, context), False
    first = values[0]
    word = first.path[0].text if isinstance(first, tree.Reference) and len(first.path) == 1 else ""
    if word == "all":
        return _element(values[1], settings, context), True
    if word in ENDPOINT_KINDS:
        target = single_target(word, values[1], settings, scope)
        return ([target] if target else []), False
    kinds = listed(f"`{kind}`" for kind in ENDPOINT_KINDS)
    hint = did_you_mean(word, (*ENDPOINT_KINDS, "all"))
    report(
        scope.found, "IVR222", first.span, f"a target is a number, a name, or {kinds} with a value", hint=hint
    )
    return [], False


def _kind_of(statement: tree.Action, context: Context) -> str:
    """Which kind's settings the block may hold; a list or a run-time value is of phones."""
    first = statement.values[0]
    if isinstance(first, tree.Reference) and len(first.path) == 1:
        word = first.path[0].text
        if len(statement.values) == 2 and word in ENDPOINT_KINDS:
            return word
        if word in context.scope.names.endpoints:
            return context.scope.names.endpoints[word].kind
    return "phone"


def resolve_connect(statement: tree.Action, context: Context) -> tuple[ConnectStep | None, Context]:
    """`connect target { ... }`."""
    scope, kind = context.scope, _kind_of(statement, context)
    statements = statement.block.statements if statement.block else ()
    parts = take_apart(statements, scope, "connect", kind)
    settings = {
        **context.defaults.settings.get("connect", {}),
        **parts.settings,
        **detection_settings(parts, scope),
    }
    own = {row.name for row in KINDS[kind].settings}
    whole = endpoint_settings(parts, scope)
    for_target = {n: v for n, v in whole.items() if n in own or n.startswith("headers.")}
    targets, ring_all = _targets(statement, for_target, context)
    dialled = all(target.kind != "phones" for target in targets)
    outcomes = {**context.defaults.handlers.get("connect", {}), **_outcomes(parts, context, dialled=dialled)}
    answer = outcomes.pop("answer", None)
    if not targets:
        return None, context
    step = ConnectStep(
        targets=tuple(targets),
        ring_all=ring_all,
        settings={n: v for n, v in settings.items() if n not in own},
        outcomes=outcomes,
        answer=answer,
        span=statement.span,
    )
    _check(step, {kind.text: kind.span for h in parts.handlers for kind in h.kinds}, scope)
    return step, context


def _outcomes(parts: BlockParts, context: Context, *, dialled: bool) -> dict[str, Body]:
    """`dialled`: somebody is, and there is an event; a list that is known only in the call may be empty."""
    found, rows = context.scope.found, {h.name: h for h in KINDS["connect"].handlers}
    made: dict[str, Body] = {}
    for handler in parts.handlers:
        if handler.count is not None:
            report(found, "IVR207", handler.count.span, "an outcome of `connect` happens once")
        for kind in handler.kinds:
            if kind.text not in rows:
                hint = did_you_mean(kind.text, rows)
                report(found, "IVR207", kind.span, f"`connect` has no outcome `{kind.text}`", hint=hint)
            elif kind.text in made:
                report(found, "IVR209", kind.span, f"`on {kind.text}` is written twice")
            else:
                where = CALLEE if rows[kind.text].body == "callee" else context.where
                inner = replace(context, where=where)
                if dialled and kind.text != "answer":
                    made[kind.text] = occasioned(kind.text, handler.outcome, inner)
                else:
                    made[kind.text] = context.outcome(handler.outcome, inner)
    return made


def _check(step: ConnectStep, written: Mapping[str, Span], scope: Scope) -> None:
    """`written`: the handlers of the step itself, by name."""
    extra = [kind for kind in written if kind in LOST]
    if step.several and extra:
        hint = "write `on unreachable`, which runs after the last one failed"
        message = f"with several targets there is no single `on {extra[0]}`"
        report(scope.found, "IVR208", written[extra[0]], message, hint=hint)
    if "event_url" in step.settings and step.outcomes:
        span = step.settings["event_url"].span
        report(scope.found, "IVR313", span, "the outcomes written here already take the events")
    if "from" in step.settings and _true(step.settings.get("random_from_number")):
        span = step.settings["random_from_number"].span
        report(scope.found, "IVR313", span, "`random_from_number` excludes `from`")
    _check_detection(step, written, scope)
    if "answer" in written and any(t.kind not in ("phone", "phones") for t in step.targets):
        report(scope.found, "IVR208", written["answer"], "`on answer` is for phones only")
    if "disconnected" in written and all(t.kind != "websocket" for t in step.targets):
        message = "only a websocket can be disconnected; this never happens"
        report(
            scope.found,
            "IVR208",
            written["disconnected"],
            message,
            hint="remove it, or write `on unreachable`",
        )


def _check_detection(step: ConnectStep, written: Mapping[str, Span], scope: Scope) -> None:
    plain = step.settings.get("machine_detection")
    if plain is not None and constant(step.settings, "machine_detection") == "hangup" and step.outcomes:
        message = "`hangup` ends the caller's call too, so the handlers beside it never run"
        report(scope.found, "IVR313", plain.span, message, hint="use `continue`")
    else:
        check_detection(step.settings, written, scope)


def _true(setting: SettingValue | None) -> bool:
    return setting is not None and isinstance(setting.values[0], Constant) and setting.values[0].value is True
