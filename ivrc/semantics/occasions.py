"""Handlers that read the event which led to them: `event.status` (language 11)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.ncco import events
from ivrc.semantics.program import Body, LetStep
from ivrc.semantics.recordings import field_types
from ivrc.semantics.typed import EventValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ivrc.language.types import Type
    from ivrc.semantics.context import Context
    from ivrc.semantics.typed import Local
    from ivrc.syntax import tree

STATUSES = {"unreachable": events.REPLACING_STATUSES, "beep": ("machine",)}
"""The events behind a handler, where its name is not that of the one."""


def event_fields(statuses: Iterable[str]) -> Mapping[str, Type]:
    """The fields of `event` in a handler of these; those not common to all events may be absent."""
    rows = [field_types(events.STATUSES[status]) for status in statuses]
    own = {name: types.optional(of) for row in rows for name, of in row.items()}
    return {**own, **field_types(events.Event(name="", doc="", fields=events.COMMON))}


def occasioned(kind: str, written: tree.Outcome, context: Context) -> Body:
    """The body of `on kind`; what it reads of the event is named first, and so can travel along."""
    told: dict[str, Local] = {}
    known = {"event": event_fields(STATUSES.get(kind, (kind,)))}
    body = context.outcome(written, context.at(replace(context.scope, events=known, told=told)))
    named = tuple(_named(local) for local in told.values())
    return replace(body, steps=(*named, *body.steps)) if named else body


def _named(local: Local) -> LetStep:
    subject, _, field = local.name.partition(".")
    value = EventValue(span=local.span, type=local.type, subject=subject, field=field)
    return LetStep(local=local, value=value, on_error=None, span=local.span)
