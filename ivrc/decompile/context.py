"""What the steps of one NCCO share: where it is from, what was declared for it, what could not be said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ivrc.node import node
from ivrc.render import visible
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ivrc.decompile.writing import Names


@node
class Remark:
    """What the reader of a program should know about an action (counted from 1; 0 is the whole file)."""

    file: str
    action: int
    message: str


@record
class Room:
    """A conference: the settings of the room as text, and its roles by what they set."""

    name: str
    lines: tuple[str, ...]
    roles: dict[tuple[str, ...], str]


@record
class Declared:
    """What the program declares besides its flows.

    `endpoints` is text by name, `types` are names by the fields of a record.
    """

    language: str
    rooms: dict[tuple[str, ...], Room]
    endpoints: dict[str, str]
    types: dict[str, str]
    remarks: list[Remark]
    names: Names


@record
class Context:
    """`target` gives the flow that a webhook's address stands for, if there is one."""

    file: str
    declared: Declared
    target: Callable[[str], str | None]
    action: int = 0

    def remark(self, message: str) -> None:
        """Say something about the action at hand."""
        self.declared.remarks.append(Remark(file=self.file, action=self.action, message=message))

    def unsaid(self, left: Mapping[str, Any]) -> list[str]:
        """Comments for what has no word in the language, with a remark for each."""
        lines = []
        for key, value in left.items():
            self.remark(f"`{key}` cannot be said in a program, and was left out")
            said = json.dumps({key: value}, ensure_ascii=False)
            lines.append(f"// cannot be said: {visible(said[1:-1])}")
        return lines
