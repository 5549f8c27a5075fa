"""NCCOs, and the body of their application, as one program."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ivrc.decompile.application import app
from ivrc.decompile.context import Context, Declared, Remark
from ivrc.decompile.modern import modernised
from ivrc.decompile.rooms import WAITS
from ivrc.decompile.steps import steps
from ivrc.decompile.writing import Names, block
from ivrc.node import node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.decompile.context import Room
    from ivrc.decompile.modern import Action

_FICTIONAL = "+1202555{:04d}"
"""Numbers that nobody has, for the author to replace."""


@node
class Imported:
    """The text of a program, not laid out yet, and what its author should know."""

    text: str
    remarks: tuple[Remark, ...]


def decompile(
    nccos: Mapping[str, list[Action]], application: Mapping[str, Any] | None, routes: Mapping[str, str]
) -> Imported:
    """One program that does what NCCOs do in which no rule is broken; a call begins with the first.

    `nccos`: by the name of their file; `routes`: the addresses of webhooks (or their paths) to the file with
    which they answer.
    """
    names = Names()
    flows = {file: names.new(_stem(file).lower()) for file in nccos}
    actions, remarks = {}, []
    for file, written in nccos.items():
        actions[file], said = modernised(written)
        remarks += [Remark(file=file, action=number, message=message) for number, message in said]
    declared = Declared(_language([*actions.values()]), {}, {}, {}, remarks, names)
    links: dict[str, set[str]] = {file: set() for file in nccos}

    def target(file: str, url: str) -> str | None:
        answered = routes.get(url) or routes.get(urlsplit(url).path)
        links[file] |= {answered} if answered else set()
        return flows[answered] if answered else None

    bodies = {file: steps(actions[file], Context(file, declared, partial(target, file))) for file in nccos}
    parts = _program(bodies, flows, links, declared, app(application, remarks))
    ordered = sorted(remarks, key=lambda remark: _place(remark, [*nccos]))
    return Imported(text="\n\n".join(parts) + "\n", remarks=tuple(ordered))


def _place(remark: Remark, files: list[str]) -> tuple[int, int]:
    """What is about the program as a whole comes last."""
    return files.index(remark.file) if remark.file in files else len(files), remark.action


def _stem(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2].removesuffix(".json")


def _language(nccos: list[list[Action]]) -> str:
    """The language in which most is said."""
    spoken = [a.get("language", "en-US") for actions in nccos for a in actions if a["action"] == "talk"]
    return Counter(spoken).most_common(1)[0][0] if spoken else "en-US"


def _program(
    bodies: dict[str, list[str]],
    flows: dict[str, str],
    links: dict[str, set[str]],
    declared: Declared,
    application: str,
) -> list[str]:
    """The declarations, in the order in which a reader wants them."""
    numbers: list[str] = []
    rooms = [_room(room, numbers, declared) for room in declared.rooms.values()]
    leading = [line for _, line in rooms if line]
    first, *others = _entries(links)
    used = set().union(*links.values())
    for file in others:
        number = _number(f"NUMBER_OF_{flows[file].upper()}", numbers, declared.names)
        leading.append(f"if call.to == {number} -> {flows[file]}")
        message = f"nothing leads here, so calls to {number} do: set it, or join the files with ROUTE=FILE"
        declared.remarks.append(Remark(file=file, action=0, message=message))
    separate = [file for file in bodies if file != first or first in used]
    answer = [*leading, *([f"-> {flows[first]}"] if first in used else bodies[first])]
    return [
        application,
        f"defaults {{ language: {declared.language} }}",
        *(["\n".join(numbers)] if numbers else []),
        *(f"type {name}{_body([fields])}" for fields, name in declared.types.items()),
        *(f"endpoint {name} {written}" for name, written in declared.endpoints.items()),
        *(text for text, _ in rooms),
        f"answer{_body(answer)}",
        *(f"flow {flows[file]}{_body(bodies[file])}" for file in separate),
    ]


def _entries(links: dict[str, set[str]]) -> list[str]:
    """The first file, and as few others as it takes to reach all: those that nothing leads to come first."""
    first, *others = links
    led_to = set().union(*links.values())
    entries: list[str] = []
    reached: set[str] = set()
    for file in [first, *sorted(others, key=lambda file: file in led_to)]:
        if file not in reached:
            entries.append(file)
            ahead = [file]
            while ahead:
                here = ahead.pop()
                ahead += links[here] - reached - {here}
                reached.add(here)
    return entries


def _room(room: Room, numbers: list[str], declared: Declared) -> tuple[str, str]:
    """A conference, and a step for who starts it if nobody in the NCCOs does."""
    roles, leader = dict(room.roles), ""
    alike = [role for one in declared.rooms.values() if one.lines[0] == room.lines[0] for role in one.roles]
    if all(WAITS in role for role in alike):
        roles[()] = "moderator"
        number = _number(f"NUMBER_THAT_STARTS_{room.name.upper()}", numbers, declared.names)
        leader = f"if call.from == {number} {{\njoin {room.name} as moderator\n}}"
        message = f"nobody here starts the room {room.name}, so callers from {number} do: set it"
        declared.remarks.append(Remark(file="conference", action=0, message=message))
    said = [f"role {name}{block(lines) or ' { }'}" for lines, name in roles.items()]
    return f"conference {room.name}{block([*room.lines, *said])}", leader


def _body(lines: list[str]) -> str:
    held = "\n".join(lines)
    return f" {{\n{held}\n}}"


def _number(wanted: str, numbers: list[str], names: Names) -> str:
    """A build parameter for a phone number that the NCCOs do not say."""
    name = names.new(wanted)
    numbers.append(f"param {name} = {_FICTIONAL.format(100 + len(numbers))}")
    return name
