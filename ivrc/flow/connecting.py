"""`connect` and `record` as actions, with the routes at which their events come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.places import Dialling, Place, Rest, Steps, nothing_left
from ivrc.flow.states import NccoAction, Pairs, Part, Several
from ivrc.flow.templates import (
    Fields,
    action,
    constant,
    json_template,
    plain,
    settings_fields,
    transcription_fields,
)
from ivrc.language import types
from ivrc.ncco.events import REPLACING_STATUSES
from ivrc.semantics.fold import specialise
from ivrc.semantics.program import JoinStep, RecordStep
from ivrc.semantics.typed import Constant, Piece, SlotValue

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.states import Route, Template
    from ivrc.semantics.program import Body, ConnectStep, Settings, Target
    from ivrc.source import Span

RECORDING_DAYS = 30 * 24 * 3600
"""Seconds for which a recording's token is good (language 14)."""
WEBSOCKET_RATE = "audio/l16;rate=16000"


# --- connect


def listens(step: ConnectStep, behind: Rest) -> bool:
    """Whether something of ours comes after the dialling, so that its events must come to us."""
    return bool(step.outcomes) or not nothing_left(behind)


def connect(
    step: ConnectStep, targets: tuple[Target, ...], place: Place, behind: Rest, builder: Builder
) -> tuple[Part, ...]:
    """The actions that dial the first target, and after it, when all are rung, the others."""
    name = builder.place_name(place)
    first, *rest = targets
    if first.kind == "phones":
        return (_dial_list(step, targets, place, behind, builder),)
    route = None
    if listens(step, behind) or (rest and not step.ring_all):
        number = len(step.targets) - len(rest)
        suffix = "" if len(step.targets) == 1 else f"/{number}"
        path = f"{name.replace('.', '/')}/connect{suffix}"
        later = builder.later(place)
        key = (step, number, builder.key(later.at(behind)))
        route, new = builder.route(key, "connect", path, f"{name}: connect", step.span)
        if new:
            _outcomes(route, step, tuple(rest), later, behind, builder, name)
    made: list[Part] = [_dial(step, first, place, route, builder, name)]
    if step.ring_all:
        made += [_dial(step, target, place, None, builder, name) for target in rest]
    return tuple(made)


def _dial_list(
    step: ConnectStep, targets: tuple[Target, ...], place: Place, behind: Rest, builder: Builder
) -> NccoAction:
    """Dial the first of a run-time list; the rest of it travels along (language 7)."""
    name = builder.place_name(place)
    numbers = specialise(targets[0].value, place.environment, "")
    assert isinstance(numbers, SlotValue)  # noqa: S101 - running has given the list a name
    of = numbers.type.element or types.PHONE
    following = builder.later(place).at(Dialling(step=step, targets=targets, behind=behind))
    path = f"{name.replace('.', '/')}/connect/next"
    route, new = builder.route(builder.key(following), "connect", path, f"{name}: connect", step.span)
    if new:
        route.longest = 7200
        state = builder.state(following, f"{name}.connect.next", f"{name}: connect", step.span)
        route.outcomes["unreachable"] = state
    first = Piece(of=numbers, part="first", type=of, span=step.span)
    rest = Piece(of=numbers, part="rest", type=numbers.type, span=step.span)
    target = replace(targets[0], kind="phone", value=first)
    made = _dial(step, target, place, None, builder, name)
    known = builder.url(route, place)
    url = Several(items=(replace(known, overrides=(*known.overrides, (numbers.slot, rest))),))
    event: Fields = [("eventType", constant("synchronous", step.span)), ("eventUrl", url)]
    return action("connect", [*made.fields, *event], step.span)


def _outcomes(
    route: Route,
    step: ConnectStep,
    rest: tuple[Target, ...],
    place: Place,
    behind: Rest,
    builder: Builder,
    name: str,
) -> None:
    """Which state answers which event."""
    route.longest = 7200
    for kind, body in step.outcomes.items():
        if kind == "unreachable" or (rest and kind in REPLACING_STATUSES):
            continue
        goes_on = kind in (*REPLACING_STATUSES, "disconnected")
        steps = Steps(body=body, index=0, then=behind if goes_on else None)
        inner = replace(place, rest=steps, confined=not goes_on)
        route.outcomes[kind] = builder.state(inner, f"{name}.{kind}", f"{name}: on {kind}", body.span)
    if rest:
        following = place.at(Dialling(step=step, targets=rest, behind=behind))
        number = len(step.targets) - len(rest) + 1
        route.outcomes["unreachable"] = builder.state(
            following, f"{name}.connect.{number}", f"{name}: connect", step.span
        )
    else:
        lost = unreachable(step, place, behind)
        if not nothing_left(lost.rest):
            kind = "unreachable" if "unreachable" in step.outcomes else "after_connect"
            state = builder.state(lost, f"{name}.{kind}", f"{name}: on unreachable", step.span)
            route.outcomes["unreachable"] = state


def unreachable(step: ConnectStep, place: Place, behind: Rest) -> Place:
    """Where the call goes on when the last target failed."""
    body = step.outcomes.get("unreachable")
    return place.at(Steps(body=body, index=0, then=behind) if body else behind)


def _dial(
    step: ConnectStep, target: Target, place: Place, route: Route | None, builder: Builder, name: str
) -> NccoAction:
    settings = step.settings
    fields = settings_fields("connect", "connect", settings, place)
    fields += _detection(settings, place)
    if not {"from", "random_from_number"} & settings.keys() and target.kind in ("phone", "phones"):
        numbers = builder.program.app.settings.get("number")
        if numbers is not None:
            fields.append(("from", plain(_first(numbers.values))))
    endpoint = _endpoint(step, target, place, builder, name)
    fields.append(("endpoint", Several(items=(endpoint,))))
    if route is not None:
        fields.append(("eventType", constant("synchronous", step.span)))
        fields.append(("eventUrl", Several(items=(builder.url(route, place),))))
    return action("connect", fields, step.span)


def _first(values: tuple[object, ...]) -> Constant:
    first = values[0]
    assert isinstance(first, Constant)  # noqa: S101 - the vocabulary asks for constants
    if isinstance(first.value, tuple):
        return Constant(type=types.PHONE, value=first.value[0], span=first.span)
    return first


def _detection(settings: Settings, place: Place) -> Fields:
    name = "advanced_machine_detection"
    if name not in settings:
        return []
    inner = {n.removeprefix(f"{name}."): v for n, v in settings.items() if n.startswith(f"{name}.")}
    return settings_fields("connect", name, inner, place) or [("advancedMachineDetection", Pairs(items=()))]


def _endpoint(step: ConnectStep, target: Target, place: Place, builder: Builder, name: str) -> Pairs:
    value = plain(specialise(target.value, place.environment, ""))
    kind = "phone" if target.kind == "phones" else target.kind
    made: list[tuple[str, Template]] = [("type", constant(kind, target.span))]
    given = {
        n: json_template(specialise(s.values[0], place.environment, "")) for n, s in target.settings.items()
    }
    headers = tuple((n.removeprefix("headers."), v) for n, v in given.items() if n.startswith("headers."))
    match kind:
        case "phone":
            made.append(("number", value))
            made += [
                (key, given[n])
                for n, key in (("dtmf_answer", "dtmfAnswer"), ("shaken", "shaken"))
                if n in given
            ]
            if step.answer is not None:
                callee = _callee(step, step.answer, builder.later(place), builder, name)
                url = builder.url(callee, place)
                made.insert(2, ("onAnswer", Pairs(items=(("url", url),))))
        case "sip":
            made += [("user", value), ("domain", given["domain"])] if "domain" in given else [("uri", value)]
            if headers:
                made.append(("headers", Pairs(items=headers)))
            if "user_to_user" in given:
                user = Pairs(items=(("User-to-User", given["user_to_user"]),))
                made.append(("standardHeaders", user))
        case "websocket":
            rate = given.get("content_type", constant(WEBSOCKET_RATE, target.span))
            made += [("uri", value), ("content-type", rate)]
            if headers:
                made.append(("headers", Pairs(items=headers)))
            if "authorization" in given:
                made.append(("authorization", _authorization(given["authorization"], target.span)))
        case "app":
            made.append(("user", value))
        case _:
            made.append(("extension", value))
    return Pairs(items=tuple(made))


def _authorization(value: Template, span: Span) -> Pairs:
    if isinstance(value, Constant) and value.value == "vonage":
        return Pairs(items=(("type", value),))
    return Pairs(items=(("type", constant("custom", span)), ("value", value)))


def _callee(step: ConnectStep, answer: Body, place: Place, builder: Builder, name: str) -> Route:
    """What the called party hears before being joined: an NCCO of its own (reference 3.5)."""
    inner = replace(place, confined=True).at(Steps(body=answer, index=0, then=None))
    path = f"{name.replace('.', '/')}/connect/answer"
    route, new = builder.route(builder.key(inner), "callee", path, f"{name}: on answer", answer.span)
    if new:
        route.longest = 120
        route.foreign = True
        route.outcomes["then"] = builder.state(inner, f"{name}.on_answer", f"{name}: on answer", step.span)
    return route


# --- record


def record(step: RecordStep, place: Place, builder: Builder) -> Part:
    """The `record` action; its handlers get routes of their own."""
    fields = settings_fields("record", "record", step.settings, place)
    fields += transcription_fields(step.settings, place)
    name = builder.place_name(place)
    title = step.name or "recording"
    fields += delivery(step, place, builder, f"{name}.{title}")
    return action("record", fields, step.span)


def delivery(step: RecordStep | JoinStep, place: Place, builder: Builder, name: str) -> Fields:
    """The event URLs of a recording and its transcript; those of a room come from its own conversation."""
    fields: Fields = []
    for body, kind, path in (
        (step.saved, "recording", "eventUrl"),
        (step.transcribed, "transcribed", "transcription.eventUrl"),
    ):
        if body is not None:
            route = _after(body, kind, name, builder.later(place), builder)
            route.foreign = isinstance(step, JoinStep)
            if kind == "recording" and isinstance(step, RecordStep) and step.awaited:
                route.details["awaited"] = step.name
            fields.append((path, Several(items=(builder.url(route, place),))))
    return fields


def _after(body: Body, kind: str, name: str, place: Place, builder: Builder) -> Route:
    inner = replace(place, asking=None, confined=True).at(Steps(body=body, index=0, then=None))
    handler = "saved" if kind == "recording" else "transcribed"
    suffix = "" if kind == "recording" else "/transcript"
    path = f"{name.replace('.', '/')}{suffix}"
    route, new = builder.route(
        builder.key(inner), "recording" if kind == "recording" else "transcribed", path,
        f"{name}: on {handler}", body.span,
    )  # fmt: skip
    if new:
        route.longest = RECORDING_DAYS
        route.outcomes["then"] = builder.state(inner, f"{name}.{handler}", f"{name}: on {handler}", body.span)
    return route
