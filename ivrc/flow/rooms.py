"""`join` as an action, and whom its role hears and speaks to (language 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.connecting import delivery
from ivrc.flow.states import Several
from ivrc.flow.templates import action, constant, settings_fields, transcription_fields
from ivrc.language import types
from ivrc.language.vocabulary import KINDS
from ivrc.semantics.declarations import ALL_OR_NONE
from ivrc.semantics.typed import Constant, RoomLegs

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.places import Place
    from ivrc.flow.states import Part
    from ivrc.flow.templates import Fields
    from ivrc.semantics.program import Conference, JoinStep, Settings

AUDIENCE = frozenset({"hears", "speaks_to"})
_KEYS = {row.name: row.ncco[1] for row in KINDS["role"].settings if row.ncco}


def join(step: JoinStep, place: Place, builder: Builder) -> Part:
    """The `conversation` action."""
    settings = step.settings
    fields = settings_fields("conversation", "conference", settings, place)
    if "name" not in settings:
        fields.append(("name", constant(step.conference.name, step.span)))
    fields += settings_fields("conversation", "role", step.role.settings, place, AUDIENCE)
    fields += audience_fields(step.role.settings)
    fields += transcription_fields(settings, place)
    name = f"{builder.place_name(place)}.{step.conference.name}"
    fields += delivery(step, place, builder, name)
    made = action("conversation", fields, step.span)
    return replace(made, role=step.role.name) if _tells_apart(step.conference) else made


def _tells_apart(conference: Conference) -> bool:
    """Whether somebody hears or speaks to some roles only, so that it must be known who is there."""
    return any(_roles(role.settings, name) for role in conference.roles.values() for name in AUDIENCE)


def audience_fields(settings: Settings) -> Fields:
    """Nobody is an empty list of legs, everybody none at all."""
    fields: Fields = []
    for name in ("hears", "speaks_to"):
        words, roles = _words(settings, name), _roles(settings, name)
        if roles:
            fields.append((_KEYS[name], RoomLegs(roles=roles, type=_LEGS, span=settings[name].span)))
        elif "nobody" in words:
            fields.append((_KEYS[name], Several(items=())))
    return fields


_LEGS = types.list_of(types.TEXT)


def _roles(settings: Settings, name: str) -> tuple[str, ...]:
    return tuple(word for word in _words(settings, name) if word not in ALL_OR_NONE)


def _words(settings: Settings, name: str) -> tuple[str, ...]:
    values = settings[name].values if name in settings else ()
    return tuple(str(value.value) for value in values if isinstance(value, Constant))
