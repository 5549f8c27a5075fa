"""A call as a `test` block that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.trials import STATUSES
from ivrc.platform.log import HEARD
from ivrc.semantics.samples import written
from ivrc.semantics.script import ExpectCollect, ExpectJoin, ExpectRecord
from ivrc.semantics.typed import Constant
from ivrc.source import Span
from ivrc.testing.standing import dialled
from ivrc.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.semantics.program import Program
    from ivrc.sim.commands import Step
    from ivrc.sim.operator import Answered, Operator
    from ivrc.sim.session import Session
    from ivrc.testing.standing import Positions

_NOWHERE = Span(0, 0, 0)
MOST_OF_A_TITLE = 4
_OUTCOMES = {
    "answered": "reaches somebody",
    "human": "reaches a human",
    "machine": "reaches a machine",
    "timeout": "rings in vain",
    "failed": "cannot be connected",
    "rejected": "is rejected",
}


class Recorder:
    """Told of every step, it writes what a test would say of it.

    `unsaid` is the first step that no test can say; the test ends before it.
    """

    def __init__(self, session: Session, operator: Operator, positions: Positions, program: Program) -> None:
        self.unsaid = ""
        self._session = session
        self._operator = operator
        self._positions = positions
        self._program = program
        self._lines: list[str] = []
        self._title: list[str] = []
        self._given: dict[str, str] = {}
        self._stood: list[str] = []
        self._called = ""
        self._entries = self._answers = 0

    def call(self, from_: str | None, to: str | None) -> None:
        """Who is going to call; None: a withheld number, and the app's own."""
        start = self._session.platform.clock.start
        self._lines.append(f"at {start:%Y-%m-%d %H:%M}")
        caller, dialled = "none" if from_ is None else f"+{from_}", "" if to is None else f" to +{to}"
        self._called = f"call from {caller}{dialled}"

    def begun(self) -> None:
        """The call came in."""
        self._follow(self._called)

    def stepped(self, step: Step) -> None:
        """A step was done."""
        if self.unsaid or step.word == "given":
            return
        statement, title = _statement(step)
        if len(self._session.platform.log) - self._entries <= 1 and step.word != "leave":
            # Nothing came of it but that it was done: a test that says it would fail.
            self._entries = len(self._session.platform.log)
            return
        if not statement:
            self.unsaid = f"{step.word} {step.value}".strip()
            return
        self._title.append(title)
        self._follow(statement)

    def test(self, known: set[str]) -> str:
        """The block; its title is none of those that are `known`."""
        title = wanted = _title(self._title)
        number = 1
        while title in known:
            number += 1
            title = f"{wanted} ({number})"
        body = "".join(f"  {line}\n" for line in self._lines)
        return f"test {written(title, types.TEXT)} {{\n{body}}}\n"

    def _follow(self, statement: str) -> None:
        """A statement with what must be given before it, and what follows from it."""
        answered = self._operator.answered[self._answers :]
        self._answers += len(answered)
        self._lines += [*self._givens(answered), statement]
        log = self._session.platform.log
        entries, self._entries = log[self._entries :], len(log)
        for entry in entries:
            if entry.kind in HEARD:
                who = "hear" if entry.leg is self._session.call.leg else "callee hears"
                self._lines.append(f"{who} {written(entry.text, types.TEXT)}")
        standing = list(self._standing())
        if standing != self._stood:
            self._lines += standing
        self._stood = standing
        quiet = {a.asking.extern.name: None for a in answered if a.asking.extern.result is None}
        self._lines += [f"expect call {name}" for name in quiet]

    def _givens(self, answered: list[Answered]) -> Iterator[str]:
        for one in answered:
            said = f" = {one.value}" if one.value else " fails" if one.failure else ""
            call = _call_text(one)
            if said and self._given.get(call) != said:
                self._given[call] = said
                yield f"given {call}{said}"

    def _standing(self) -> Iterator[str]:
        call, program = self._session.call, self._program
        match call.waiting.kind:
            case "ended":
                yield "expect hangup"
            case "connect":
                yield f"expect connect {self._target()}"
            case "input":
                route = self._positions.route(call.waiting.action)
                what, _, name = ("", "", "") if route is None else route.source.partition(" ")
                expected = ExpectCollect(name=name, span=_NOWHERE)
                if what == "collect" and self._positions.holds(expected, call):
                    yield f"expect collect {name}"
            case "record":
                recordings = [d.name for d in program.declared if d.kind == "recording"]
                for name in recordings:
                    if self._positions.holds(ExpectRecord(name=name, span=_NOWHERE), call):
                        yield f"expect record {name}"
                        return
            case "room":
                yield from self._room()

    def _room(self) -> Iterator[str]:
        for conference in self._program.conferences.values():
            for role in conference.roles.values():
                expected = ExpectJoin(conference=conference, role=role, span=_NOWHERE)
                if self._positions.holds(expected, self._session.call):
                    yield f"expect join {conference.name} as {role.name}"
                    return

    def _target(self) -> str:
        """The constant of a number, or whom the program dials."""
        shown = dialled(self._session.call.waiting.action)
        for constant in self._program.constants.values():
            value = constant.value
            if isinstance(value, Constant) and value.type.kind == "phone" and value.value == shown:
                return constant.name
        return shown


def _call_text(one: Answered) -> str:
    """An extern with its arguments; a test has no notation for moments."""
    kinds = [parameter.type.kind for parameter in one.asking.extern.parameters]
    shown = ["_" if kind == "moment" else a for a, kind in zip(one.asking.arguments(), kinds, strict=True)]
    return f"{one.asking.extern.name}({', '.join(shown)})" if shown else one.asking.extern.name


def _statement(step: Step) -> tuple[str, str]:
    """How a test says a step, and how a title does; '' if it cannot."""
    match step.word:
        case "press":
            return f"press {step.value}", f"presses {step.value}"
        case "say":
            return f"speak {written(step.value, types.TEXT)}", f"says {step.value}"
        case "silence":
            return "silence", "stays silent"
        case "hangup":
            return "hangup", "hangs up"
        case "leave":
            whole = step.seconds == int(step.seconds)
            lasting = f"{step.seconds:.0f}s" if whole else f"{step.seconds * 1000:.0f}ms"
            return f"leave {lasting}", "leaves a message"
        case "answer" if step.value in STATUSES:
            return f"answer {step.value}", _OUTCOMES.get(step.value, f"finds the line {step.value}")
        case _:
            return "", ""


def _title(parts: list[str]) -> str:
    if not parts:
        return "a caller who only listens"
    more = ["so on"] if len(parts) > MOST_OF_A_TITLE else []
    return f"a caller who {listed([*parts[:MOST_OF_A_TITLE], *more], 'and')}"
