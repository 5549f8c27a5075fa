"""Jumps, calls of flows, and what comes back from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.effects import Parts, Runs, closed
from ivrc.flow.places import AskAgain, Outside, Place, Returning, Steps, variables
from ivrc.flow.states import Decision, Go, Leaf
from ivrc.flow.values import bind, hoisted, hoisted_all, valued
from ivrc.semantics.codes import report
from ivrc.semantics.program import Jump, Variable
from ivrc.semantics.typed import Constant, Expr, Field, FlowCall, Local, LocalValue, SlotValue

if TYPE_CHECKING:
    from ivrc.language import types


def jump(runs: Runs, step: Jump, place: Place, parts: Parts) -> Decision:
    if step.target in ("again", "listen"):
        asking = place.asking
        if asking is None:
            return Leaf(parts=parts)
        prompted = step.target == "again"
        if asking.confirming is not None:
            return runs.run(place.at(replace(asking.confirming, prompted=prompted)), parts)
        return runs.run(place.at(AskAgain(asking=asking, prompted=prompted)), parts)
    if not step.target:
        return Leaf(parts=parts)
    flow = runs.builder.program.flows[step.target]
    given = [valued(a, place) for a in step.arguments]
    return hoisted_all(
        runs, given, place, parts, lambda values: _arrive(runs, step, flow.parameters, values, place, parts)
    )


def _arrive(
    runs: Runs, step: Jump, parameters: tuple[Local, ...], values: list[Expr], place: Place, parts: Parts
) -> Decision:
    arguments, bound = _bound(runs, parameters, step.arguments, values, (step.target,))
    target = runs.builder.entered(step.target, place, arguments)
    if not parts:
        name = runs.builder.settle(target).path[0]
        return bind(bound, Go(state=runs.builder.state(target, name, f"-> {step.target}", step.span)))
    if runs.builder.apart:
        return bind(bound, closed(runs, target, parts, step.span))
    key = runs.builder.key(target)
    if runs.seen.get(key) == len(parts) and not bound:
        message = f"the call comes back to `{step.target}` without being asked or hearing anything"
        report(
            runs.builder.found,
            "IVR304",
            step.span,
            message,
            hint="ask something on the way round, or `hangup`",
        )
        return Leaf(parts=parts)
    if key in runs.seen:
        return bind(bound, closed(runs, target, parts, step.span))
    before, runs.seen = runs.seen, {**runs.seen, key: len(parts)}
    made = runs.run(target, parts)
    runs.seen = before
    return bind(bound, made)


def _bound(
    runs: Runs,
    parameters: tuple[Local, ...],
    written: tuple[Expr, ...],
    values: list[Expr],
    path: tuple[str, ...],
) -> tuple[dict[Local | Variable, Expr], tuple[tuple[str, types.Type, Expr], ...]]:
    """Arguments as constants, or as run-time values of the parameters' own names."""
    arguments: dict[Local | Variable, Expr] = {}
    bound = []
    for local, source, value in zip(parameters, written, values, strict=True):
        if isinstance(value, Constant) and _of_few_values(source):
            arguments[local] = Constant(type=local.type, value=value.value, span=value.span)
            continue
        slot = runs.builder.named(local, path)
        arguments[local] = SlotValue(slot=slot, type=local.type, span=value.span)
        if not (isinstance(value, SlotValue) and value.slot == slot):
            bound.append((slot, local.type, value))
    return arguments, tuple(bound)


def call_flow(
    runs: Runs, call: FlowCall, into: Local | Variable | None, place: Place, parts: Parts
) -> Decision:
    """Expand a flow in place; behind it the caller's names mean what they meant."""
    behind = place.behind().rest
    frame = Returning(
        flow=call.flow, into=into, path=place.path, asking=place.asking, then=behind,
        environment=runs.builder.kept(place, behind),
    )  # fmt: skip
    return _enter(runs, call, frame, place, parts)


def _enter(runs: Runs, call: FlowCall, frame: Returning, place: Place, parts: Parts) -> Decision:
    flow = runs.builder.program.flows[call.flow]
    if call.flow in place.path:
        circle = " -> ".join((*place.path[place.path.index(call.flow) :], call.flow))
        message, hint = f"`{call.flow}` calls itself: {circle}", f"jump instead: `-> {call.flow}`"
        report(runs.builder.found, "IVR303", call.span, message, hint=hint)
        return Leaf(parts=parts)
    path = (*place.path, call.flow)
    given = [valued(a, place) for a in call.arguments]

    def entered(values: list[Expr]) -> Decision:
        arguments, bound = _bound(runs, flow.parameters, call.arguments, values, path)
        inner = Place(
            rest=Steps(body=flow.body, index=0, then=frame),
            environment={**variables(place), **arguments},
            language=place.language,
            path=path,
        )
        apart = runs.builder.apart
        return bind(bound, closed(runs, inner, parts, call.span) if apart else runs.run(inner, parts))

    return hoisted_all(runs, given, place, parts, entered)


def return_value(runs: Runs, value: Expr | None, place: Place, parts: Parts) -> Decision:
    """`return`: the frames of the flow are left behind; without one that called, the call ends."""
    rest = place.rest
    while rest is not None and not isinstance(rest, Returning):
        rest = rest.then if isinstance(rest, Steps | Outside) else None
    if rest is None:
        return Leaf(parts=parts)
    frame = rest
    if value is None or frame.into is None:
        return runs.run(returned(frame, place, None), parts)
    into = frame.into
    if isinstance(value, FlowCall):
        return _enter(runs, value, frame, place, parts)

    def named(result: Expr) -> Decision:
        if isinstance(result, Constant) and not isinstance(into, Variable):
            return runs.run(returned(frame, place, result), parts)
        slot = runs.builder.named(into, frame.path)
        given = SlotValue(slot=slot, type=result.type, span=result.span)
        bound = ((slot, into.type, result),)
        return bind(bound, runs.run(returned(frame, place, given), parts))

    return hoisted(runs, valued(value, place), None, place, parts, named)


def returned(frame: Returning, place: Place, value: Expr | None) -> Place:
    environment = {**dict(frame.environment), **variables(place)}
    if frame.into is not None and value is not None:
        environment[frame.into] = value
    return Place(
        rest=frame.then,
        environment=environment,
        language=place.language,
        path=frame.path,
        asking=frame.asking,
    )


def _of_few_values(expr: Expr) -> bool:
    """Whether a constant argument can be one of finitely many: it was not computed on the way round."""
    return isinstance(expr, Constant | LocalValue) or (isinstance(expr, Field) and _of_few_values(expr.of))
