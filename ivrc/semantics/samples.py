"""Values as an author writes them: those that were seen, and examples of a type for hints."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from ivrc.semantics.typed import Constant, EnumValue, RecordValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ivrc.language.types import Type
    from ivrc.semantics.program import Extern, Program

_EXAMPLES = {
    "text": '"text"',
    "digits": '"123"',
    "int": "1",
    "number": "1.5",
    "bool": "true",
    "phone": "+441632960123",
    "url": '"https://example.com/"',
    "date": "2026-11-20",
    "time": "10:00",
    "duration": "20s",
    "language": "en-GB",
    "list": "[]",
}
_BARE = ("phone", "language")
"""Texts that are written without quotes."""


def given_line(extern: Extern, arguments: Iterable[str], program: Program) -> str:
    """The statement of a test that says what an extern answers: `given lookup(+441632960123) = "text"`."""
    shown = ", ".join(arguments)
    call = f"{extern.name}({shown})" if shown else extern.name
    if extern.result is None:
        return f"given {call} fails"
    return f"given {call} = {example(extern.result, program)}"


def example(of: Type, program: Program) -> str:
    """A value of a type."""
    if of.kind == "enum":
        return f"{of.name}.{program.enums[of.name].values[0]}"
    if of.kind == "record" and of.name in program.records:
        fields = program.records[of.name].fields
        wanted = [f"{name}={example(kind, program)}" for name, kind in fields.items() if not kind.optional]
        return f"{of.name}({', '.join(wanted)})"
    return _EXAMPLES.get(of.kind, "none")


def written(value: object, of: Type) -> str:
    """A value of a constant in the notation of the language."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case str() if of.kind in _BARE:
            return value
        case str():
            return f'"{value.translate(_ESCAPES)}"'
        case Decimal() | int():
            return str(value)
        case timedelta():
            return _duration(value)
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case EnumValue(type=name, name=member):
            return f"{name}.{member}"
        case RecordValue(type=name, fields=fields):
            return f"{name}({', '.join(f'{n}={written(v, of)}' for n, v in fields)})"
        case tuple() | list():
            return f"[{', '.join(written(item, of.element or of) for item in value)}]"
        case _:
            return str(value)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "{": "\\{", "}": "\\}"})


def _duration(value: timedelta) -> str:
    seconds = value.total_seconds()
    return f"{seconds:.0f}s" if seconds == int(seconds) else f"{seconds * 1000:.0f}ms"


def fitting_shown(arguments: Iterable[Constant | None]) -> list[str]:
    """What arguments have to be, as written."""
    return ["_" if argument is None else written(argument.value, argument.type) for argument in arguments]
