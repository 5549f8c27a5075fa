"""Statements of a test, read as if they stood in the program: with its names, its types and its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.imports import load
from ivrc.language import types
from ivrc.semantics.resolve import resolve_program
from ivrc.semantics.samples import written
from ivrc.semantics.script import At, CallIn, CallOut, Given
from ivrc.semantics.typed import RecordValue
from ivrc.sim.commands import UnreadableError
from ivrc.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ivrc.files import ReadProblem
    from ivrc.semantics.program import Extern, Outbound, Program
    from ivrc.semantics.script import Statement

_CALL = "call from +441632960123"
_QUOTED = ("text", "digits", "url")


class Statements:
    """`read` gives the text of what the program imports."""

    def __init__(
        self,
        source: Source,
        read: Callable[[str], str | ReadProblem],
        parameters: Mapping[str, str],
        program: Program,
    ) -> None:
        self._source = source
        self._read = read
        self._parameters = parameters
        self._program = program

    def given(self, line: str) -> Given:
        """`given f(_) = value`. Raises UnreadableError."""
        read = next((s for s in self._statements(f"{line}\n{_CALL}") if isinstance(s, Given)), None)
        if read is None:
            raise UnreadableError(f"`{line}` says nothing of an extern")
        extern = self._program.externs[read.extern.name]
        return Given(extern=extern, arguments=read.arguments, value=read.value, span=read.span)

    def answer(self, extern: Extern, typed: str) -> Given:
        """What somebody types as the answer of an extern; texts need no quotes. Raises UnreadableError."""
        if typed == "fails":
            return self.given(f"given {extern.name} fails")
        try:
            return self.given(f"given {extern.name} = {typed}")
        except UnreadableError:
            if extern.result is None or extern.result.kind not in _QUOTED or typed.startswith('"'):
                raise
            return self.given(f"given {extern.name} = {written(typed, types.TEXT)}")

    def moment(self, text: str) -> datetime:
        """`2026-11-20 10:00` by the clock of the program's tests. Raises UnreadableError."""
        for statement in self._statements(f"at {text}\n{_CALL}"):
            if isinstance(statement, At):
                return statement.moment
        raise UnreadableError(f"`{text}` is no moment such as 2026-11-20 10:00")

    def number(self, text: str) -> str | None:
        """A phone number without its plus; None for `none`, a withheld one. Raises UnreadableError."""
        for statement in self._statements(f"call from {text}"):
            if isinstance(statement, CallIn):
                return statement.caller
        raise UnreadableError(f"`{text}` is no phone number such as +441632960123")

    def placed(self, outbound: Outbound, to: str, values: Mapping[str, str]) -> CallOut:
        """A call that the program places, its values as somebody types them. Raises UnreadableError."""
        types_of = {parameter.name: parameter.type for parameter in outbound.parameters}
        given = (f"{name}={_typed(text, types_of.get(name))}" for name, text in values.items())
        match self._statements(f"call {outbound.name}({', '.join(given)}) to {to}"):
            case (CallOut() as wanted,):
                return wanted
        raise UnreadableError(f"`{to}` is no phone number such as +441632960123")

    def _statements(self, lines: str) -> tuple[Statement, ...]:
        """Raises UnreadableError with the first thing that is wrong."""
        title = "what is typed"
        while title in {trial.title for trial in self._program.trials}:
            title += "'"
        start = len(self._source.text)
        text = f'{self._source.text}\ntest "{title}" {{\n{lines}\n}}\n'
        files, sources, found = load(Source(name=self._source.name, text=text), self._read)
        program, mistakes = resolve_program(files, sources, self._parameters)
        for diagnostic in found + mistakes:
            span = diagnostic.primary.span
            if diagnostic.severity == "error" and span.file == 0 and span.start >= start:
                hint = f"; {diagnostic.hint}" if diagnostic.hint else ""
                raise UnreadableError(f"{diagnostic.primary.message}{hint}")
        return next((trial.statements for trial in program.trials if trial.title == title), ())


def _typed(text: str, of: types.Type | None) -> str:
    """Texts need no quotes."""
    if of is None or of.kind not in _QUOTED or of.element or text.startswith('"'):
        return text
    return text if of.optional and text == "none" else written(text, types.TEXT)


def value_text(value: object, extern: Extern, program: Program) -> str:
    """What an extern answered in the notation of the language."""
    return _written(value, extern.result, program) if extern.result is not None else ""


def _written(value: object, of: types.Type, program: Program) -> str:
    """Fields are written by their own types, so that a phone number in a record has no quotes."""
    if isinstance(value, RecordValue):
        kinds = program.records[value.type].fields
        return f"{value.type}({', '.join(f'{n}={_written(v, kinds[n], program)}' for n, v in value.fields)})"
    if isinstance(value, tuple) and of.element is not None:
        return f"[{', '.join(_written(item, of.element, program) for item in value)}]"
    return written(value, of)
