"""`connect` step by step: one target after the other, also of a list known only during the call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow import connecting
from ivrc.flow.places import Dialling, Place
from ivrc.flow.states import Branch, Decision, Leaf
from ivrc.flow.values import bind, hoisted, hoisted_all
from ivrc.language import types
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import BuiltinCall, Constant, Expr, LocalValue, Operation, SlotValue

if TYPE_CHECKING:
    from ivrc.flow.effects import Parts, Runs


def dial(runs: Runs, dialling: Dialling, place: Place, parts: Parts) -> Decision:
    step, targets, behind = dialling.step, dialling.targets, dialling.behind
    first = targets[0]
    if first.kind != "phones":
        return _dial_now(runs, dialling, place, parts)
    numbers = specialise(first.value, place.environment, "")
    if not isinstance(first.value, LocalValue) or not isinstance(numbers, SlotValue):
        return hoisted(
            runs, numbers, None, place, parts, lambda value: _name_list(runs, dialling, value, place, parts)
        )
    none_left = Operation(
        operator="==",
        left=BuiltinCall(function="len", arguments=(numbers,), type=types.INT, span=step.span),
        right=Constant(type=types.INT, value=0, span=step.span),
        type=types.BOOL,
        span=step.span,
    )
    rest = targets[1:]
    if rest:
        over = place.at(Dialling(step=step, targets=rest, behind=behind))
    else:
        over = connecting.unreachable(step, place, behind)
    made = connecting.connect(step, targets, place, behind, runs.builder)
    return Branch(
        condition=none_left, then=runs.run(over, parts), otherwise=Leaf(parts=(*parts, *made)),
        comment="nobody is left to be called", span=step.span,
    )  # fmt: skip


def _dial_now(runs: Runs, dialling: Dialling, place: Place, parts: Parts) -> Decision:
    """Dial the first target, or all of them; externs that know their numbers are asked first."""
    step, targets = dialling.step, dialling.targets
    now = targets if step.ring_all else targets[:1]

    def connect(values: list[Expr]) -> Decision:
        known = [replace(target, value=value) for target, value in zip(now, values, strict=True)]
        dialled = (*known, *targets[len(now) :])
        made = connecting.connect(step, dialled, place, dialling.behind, runs.builder)
        return Leaf(parts=(*parts, *made))

    values = [specialise(target.value, place.environment, "") for target in now]
    return hoisted_all(runs, values, place, parts, connect)


def _name_list(runs: Runs, dialling: Dialling, value: Expr, place: Place, parts: Parts) -> Decision:
    """Give a run-time list a name, so that its rest can travel along."""
    local, target = runs.builder.list_local(dialling.targets[0])
    slot = runs.builder.named(local, place.path)
    named = SlotValue(slot=slot, type=local.type, span=value.span)
    inner = place.knowing(local, named)
    made = dial(runs, replace(dialling, targets=(target, *dialling.targets[1:])), inner, parts)
    return made if value == named else bind(((slot, local.type, value),), made)
