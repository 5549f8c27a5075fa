"""Externs as a test answers them, behind the protocol that the generated module asks of its hooks."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ivrc.language.types import ANSWER_FIELDS
from ivrc.node import node
from ivrc.semantics.samples import given_line, written
from ivrc.semantics.typed import EnumValue, RecordValue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from ivrc.language.types import Type
    from ivrc.platform import Entry
    from ivrc.runtime.hooks import Extern as Asked
    from ivrc.semantics.program import Extern, Program
    from ivrc.semantics.script import Fitting, Given


@node
class Asking:
    """An extern was asked; `values` as a program would write them, `position` in the platform's log."""

    extern: Extern
    values: tuple[object, ...]
    position: int

    def fits(self, arguments: Fitting) -> bool:
        """Whether each argument is what it has to be."""
        pairs = zip(arguments, self.values, strict=True)
        return all(wanted is None or wanted.value == value for wanted, value in pairs)

    def shown(self) -> str:
        """`lookup(+441632960123)`."""
        return f"{self.extern.name}({', '.join(self.arguments())})"

    def arguments(self) -> list[str]:
        """The values in the notation of the language."""
        pairs = zip(self.values, self.extern.parameters, strict=True)
        return [written(value, parameter.type) for value, parameter in pairs]


class NotGivenError(Exception):
    """Nothing is given that the extern answers."""


class FailsError(Exception):
    """The test says that the extern fails."""


class Answers:
    """The hooks of one test: its methods are the externs. `missing` is the first that had no answer."""

    def __init__(self, program: Program, asked: Mapping[str, Asked[Any]], log: Sequence[Entry]) -> None:
        self.given: list[Given] = []
        self.askings: list[Asking] = []
        self.missing: Asking | None = None
        self._program = program
        self._asked = asked
        self._log = log

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        externs = self._program.externs
        extern = externs.get(name) or externs.get(name.removesuffix("_"))
        if extern is None:
            raise AttributeError(name)

        async def answer(*values: Any) -> Any:
            return await self._reply(extern, values)

        return answer

    async def _reply(self, extern: Extern, values: tuple[Any, ...]) -> Any:
        return self._answer(extern, values)

    def asking(self, extern: Extern, values: tuple[Any, ...]) -> Asking:
        """What is asked now."""
        pairs = zip(values, extern.parameters, strict=True)
        shown = tuple(as_constant(value, parameter.type, self._program) for value, parameter in pairs)
        return Asking(extern=extern, values=shown, position=len(self._log))

    def line(self, asking: Asking) -> str:
        """The `given` that a test lacks."""
        return given_line(asking.extern, asking.arguments(), self._program)

    def _answer(self, extern: Extern, values: tuple[Any, ...]) -> Any:
        asking = self.asking(extern, values)
        self.askings.append(asking)
        given = self._best(asking)
        if given is not None and given.value is None:
            raise FailsError("the test says so")
        if given is not None and given.value is not None:
            return self._asked[extern.name].result.decode(as_json(given.value.value))
        if extern.result is not None:
            self.missing = self.missing or asking
            raise NotGivenError(asking.shown())
        return None

    def _best(self, asking: Asking) -> Given | None:
        """The most exact that fits; of those equally exact the one that was given last."""
        fitting = [g for g in self.given if g.extern is asking.extern and asking.fits(g.arguments)]
        return max(reversed(fitting), key=lambda g: sum(a is not None for a in g.arguments), default=None)


def as_constant(value: Any, of: Type, program: Program) -> object:
    """A value of the running module as the constant that a program would hold."""
    if isinstance(value, StrEnum):
        return EnumValue(type=of.name, name=str(value))
    if is_dataclass(value):
        kinds = program.records[of.name].fields if of.name in program.records else ANSWER_FIELDS[of.name]
        parts = zip(kinds.items(), fields(value), strict=True)
        held = ((name, as_constant(getattr(value, part.name), kind, program)) for (name, kind), part in parts)
        return RecordValue(type=of.name, fields=tuple(held))
    if isinstance(value, list) and of.element is not None:
        return tuple(as_constant(item, of.element, program) for item in value)
    return value


def as_json(value: object) -> object:
    """A constant as the JSON that a system would answer with."""
    match value:
        case RecordValue(fields=held):
            return {name: as_json(inner) for name, inner in held}
        case EnumValue(name=name):
            return name
        case tuple():
            return [as_json(item) for item in value]
        case timedelta():
            return value.total_seconds()
        case date() | time() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value
