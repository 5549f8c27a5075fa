"""Calls that we place: where they are answered, and where we are told of them (language 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.flow.places import Place, Steps
from ivrc.flow.states import Placed
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.places import Environment
    from ivrc.flow.states import Route
    from ivrc.semantics.program import Outbound

RINGING, LONGEST = timedelta(seconds=60), timedelta(hours=2)
"""What the platform does without `timeout` and `limit` (reference 6.3)."""


def place_call(outbound: Outbound, variables: Environment, builder: Builder) -> Placed:
    """The routes of a call; `variables` are as at the beginning of every call."""
    place = Place(
        rest=Steps(body=outbound.body, index=0, then=None),
        environment=variables,
        language=builder.program.default_language,
        path=(outbound.name,),
    )
    for parameter in outbound.parameters:
        place = place.knowing(parameter, builder.value(parameter, place))
    answer = _answer(outbound, place, builder)
    names = {local.name: builder.named(local, place.path) for local in outbound.parameters}
    events = _events(outbound, place, builder) if outbound.handlers else None
    return Placed(outbound=outbound, answer=answer, events=events, parameters=names)


def _answer(outbound: Outbound, place: Place, builder: Builder) -> Route:
    title = f"outbound {outbound.name}"
    route, _ = builder.route(outbound, "outbound", outbound.name, title, outbound.span)
    route.foreign = True
    route.longest = _seconds(outbound, "timeout", RINGING)
    route.outcomes["then"] = builder.entry(place, outbound.name, title, outbound.span)
    return route


def _events(outbound: Outbound, place: Place, builder: Builder) -> Route:
    title = f"outbound {outbound.name}"
    path, source = f"{outbound.name}/call", f"{title}: what becomes of the call"
    route, _ = builder.route(outbound, "placed", path, source, outbound.span)
    route.foreign = True
    route.longest = _seconds(outbound, "timeout", RINGING) + _seconds(outbound, "limit", LONGEST)
    for kind, body in outbound.handlers.items():
        steps = Steps(body=body, index=0, then=None)
        handled = replace(place, rest=steps, confined=kind == "unreachable")
        source = f"{title} is unreachable" if handled.confined else f"{title}: on {kind}"
        route.outcomes[kind] = builder.entry(handled, f"{outbound.name}.{kind}", source, body.span)
    return route


def _seconds(outbound: Outbound, name: str, usual: timedelta) -> int:
    """How long something takes at most."""
    value = constant(outbound.settings, name)
    return round((value if isinstance(value, timedelta) else usual).total_seconds())
