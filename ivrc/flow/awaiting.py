"""`await`: a `notify` of our own that is answered when the recording is there, or its time is up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.effects import not_interruptible
from ivrc.flow.places import Steps, nothing_left
from ivrc.flow.states import Decision, Leaf, Pairs, Several
from ivrc.flow.templates import action
from ivrc.language import types
from ivrc.semantics.typed import Constant, SlotValue

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.effects import Parts, Runs
    from ivrc.flow.places import Place
    from ivrc.flow.states import Route
    from ivrc.semantics.program import Await


def wait_for(runs: Runs, step: Await, place: Place, parts: Parts) -> Decision:
    """Close the state; the module answers each look with a pause and the next one."""
    builder = runs.builder
    not_interruptible(runs, parts, step.span)
    name = f"{builder.place_name(place)}.{step.recording}"
    later = builder.later(place)
    source = f"{builder.place_name(place)}: await {step.recording}"
    path = f"{name.replace('.', '/')}/await"
    route, new = builder.route(builder.key(later), "awaited", path, source, step.span)
    if new:
        _outcomes(route, step, later, builder, name)
    url = Several(items=(builder.url(route, place),))
    look = action("notify", [("payload", Pairs(items=())), ("eventUrl", url)], step.span)
    return Leaf(parts=(*parts, look))


def _outcomes(route: Route, step: Await, place: Place, builder: Builder, name: str) -> None:
    """What comes with the recording, and what without it."""
    slot = builder.named(step.into, place.path)
    given = SlotValue(slot=slot, type=types.RECORDED, span=step.span)
    route.longest = step.timeout
    route.gives[slot] = given.type
    route.details |= {"recording": step.recording, "into": slot, "timeout": step.timeout}
    behind = place.behind().knowing(step.into, given)
    route.outcomes["then"] = builder.state(behind, f"{name}.delivered", route.source, step.span)
    late = place.behind().knowing(step.into, Constant(type=types.NONE, value=None, span=step.span))
    if step.late is not None:
        late = late.at(Steps(body=step.late, index=0, then=late.rest))
    if not nothing_left(late.rest):
        source = f"{route.source}: on timeout"
        route.outcomes["late"] = builder.state(late, f"{name}.late", source, step.span)
