"""`conversation` as a step into a conference, which is declared once for all who join it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.decompile.context import Room
from ivrc.decompile.writing import block, flat, settings

if TYPE_CHECKING:
    from ivrc.decompile.context import Context, Declared
    from ivrc.decompile.modern import Action

WAITS = "start_on_enter: false"


def join(action: Action, context: Context) -> list[str]:
    """`join room as role`."""
    values = flat(action, "transcription")
    legs = taken_legs(values)
    role = tuple(settings("role", values))
    title = values["name"]
    lines = settings("conference", values)
    if "transcription" in action:
        lines.append(f"transcription{block(settings('transcription', values)) or ' { }'}")
        values.pop("transcription", None)
    room = _room(title, tuple(lines), context.declared)
    return [*context.unsaid({**legs, **values}), f"join {room.name} as {_role(room, role)}"]


def taken_legs(values: dict[str, Any]) -> dict[str, Any]:
    """The lists of legs, which only a call knows, taken out of the values; no leg is `nobody`."""
    legs: dict[str, Any] = {}
    for key in ("canHear", "canSpeak"):
        if values.get(key) == []:
            values[key] = ["nobody"]
        elif key in values:
            legs[key] = values.pop(key)
    return legs


def _room(title: str, lines: tuple[str, ...], declared: Declared) -> Room:
    """Rooms with the same name and other settings are declared for each of them."""
    if lines not in declared.rooms:
        declared.rooms[lines] = Room(declared.names.new(title.lower()), lines, {})
    return declared.rooms[lines]


def _role(room: Room, lines: tuple[str, ...]) -> str:
    if lines not in room.roles:
        wanted = "attendee" if WAITS in lines else "moderator" if "end_on_exit: true" in lines else "member"
        taken = sum(role.rstrip("_0123456789") == wanted for role in room.roles.values())
        room.roles[lines] = f"{wanted}_{taken + 1}" if taken else wanted
    return room.roles[lines]
