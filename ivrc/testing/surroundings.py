"""What a call comes into: the clock, what the externs answer, who calls. The usual first, then each else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from ivrc.flow.states import Branch
from ivrc.node import node
from ivrc.runtime import Hours
from ivrc.semantics.script import At, CallIn, CallOut, Given
from ivrc.semantics.trials import clock_zone
from ivrc.semantics.typed import Constant, EnumValue, RecordValue
from ivrc.semantics.visiting import around_expressions, inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ivrc.language.types import Type
    from ivrc.semantics.program import Extern, Program
    from ivrc.semantics.script import Statement
    from ivrc.source import Span
    from ivrc.testing.loading import Loaded

_Named = TypeVar("_Named", date, time)
# A Monday without holidays; opening hours are looked through from here.
_FIRST = date(2026, 11, 16)
_DAYS = 8
_CALLER = "441632960123"
# More answers of one extern than that are not told apart.
_MOST = 24

_SAMPLES: dict[str, object] = {
    "text": "sample",
    "digits": "1234",
    "phone": "+441632960001",
    "url": "https://example.com/sample",
    "int": 3,
    "number": Decimal("3.5"),
    "date": date(2026, 12, 1),
    "time": time(10),
    "moment": datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("UTC")),
    "duration": timedelta(minutes=5),
    "language": "en-GB",
}


@node
class Surroundings:
    """`moment` None: whatever the usual one is; `caller` None: withheld; `dialled` None: the app's number.

    `placed`: it is the program that calls.
    """

    moment: datetime | None
    given: tuple[Given, ...]
    caller: str | None
    dialled: str | None = None
    placed: CallOut | None = None

    def before(self, asked: set[str], at: Span) -> Iterator[Statement]:
        """The statements before and with the call; only externs that are `asked` need an answer."""
        if self.moment is not None:
            yield At(moment=self.moment, span=at)
        yield from (given for given in self.given if given.extern.name in asked)
        yield self.placed or CallIn(caller=self.caller, dialled=self.dialled, span=at)


def surroundings(loaded: Loaded, at: Span) -> tuple[Surroundings, list[Surroundings]]:
    """The usual ones, and those that differ from them in one thing."""
    program = loaded.compilation.program
    constants = compared(loaded)
    answers = {
        extern.name: _answers(extern, program, constants, at)
        for extern in program.externs.values()
        if extern.result is not None
    }
    silent = [e for e in program.externs.values() if e.result is None]
    moments = _moments(loaded, constants)
    placed = possible_calls(loaded, at)
    usual = Surroundings(
        moment=moments[0] if moments else None,
        given=tuple(first for first, *_ in answers.values()),
        caller=_CALLER,
        placed=placed[0] if program.answer is None else None,
    )
    others = [replace(usual, placed=call) for call in placed if call != usual.placed]
    others += [replace(usual, moment=moment) for moment in moments[1:]]
    for name, (_, *rest) in answers.items():
        others += [replace(usual, given=_with(usual.given, name, given)) for given in rest]
    for extern in silent:
        fails = _given(extern, None, at)
        others.append(replace(usual, given=(*usual.given, fails)))
    phones = [str(value).removeprefix("+") for kind, value in constants if kind == "phone"]
    others += [replace(usual, caller=caller) for caller in (*phones, None)]
    others += [replace(usual, dialled=dialled) for dialled in phones]
    return usual, others


def possible_answers(loaded: Loaded, at: Span) -> dict[str, list[Given]]:
    """What each extern may answer; those without a result may fail."""
    program, constants = loaded.compilation.program, compared(loaded)
    return {
        extern.name: _answers(extern, program, constants, at) if extern.result else [_given(extern, None, at)]
        for extern in program.externs.values()
    }


def possible_calls(loaded: Loaded, at: Span) -> list[CallOut]:
    """Each call that the program places, with the usual values, then with each other one."""
    program, constants = loaded.compilation.program, compared(loaded)
    made = []
    for outbound in program.outbounds.values():
        values = {p.name: (p.type, _values(p.type, program, constants)) for p in outbound.parameters}
        usual = {name: (of, few[0]) for name, (of, few) in values.items()}
        ways = [usual]
        ways += [usual | {name: (of, v)} for name, (of, few) in values.items() for v in few[1:_MOST]]
        for way in ways:
            given = [(n, Constant(type=of, value=value, span=at)) for n, (of, value) in way.items()]
            made.append(CallOut(outbound=outbound.name, arguments=tuple(given), to=_CALLER, span=at))
    return made


def possible_moments(loaded: Loaded) -> list[datetime]:
    """When calls may come that the program tells apart; none if it does not look at the clock."""
    return _moments(loaded, compared(loaded))


def combined(one: Surroundings, other: Surroundings, usual: Surroundings) -> Surroundings:
    """What is unusual in either."""
    given = {g.extern.name: g for g in usual.given}
    for these in (one, other):
        given |= {g.extern.name: g for g in these.given if g not in usual.given}
    return Surroundings(
        moment=other.moment if one.moment == usual.moment else one.moment,
        given=tuple(given.values()),
        caller=other.caller if one.caller == usual.caller else one.caller,
        dialled=one.dialled or other.dialled,
        placed=other.placed if one.placed == usual.placed else one.placed,
    )


def _with(given: Sequence[Given], name: str, instead: Given) -> tuple[Given, ...]:
    return tuple(instead if g.extern.name == name else g for g in given)


def _given(extern: Extern, value: Constant | None, at: Span) -> Given:
    return Given(extern=extern, arguments=(None,) * len(extern.parameters), value=value, span=at)


# --- clock


def _moments(loaded: Loaded, constants: list[tuple[str, object]]) -> list[datetime]:
    """One when all is open, one for each that is closed, and the dates and times that conditions name."""
    program = loaded.compilation.program
    hours = [value for value in vars(loaded.module).values() if isinstance(value, Hours)]
    zone = clock_zone({h.zone for h in program.hours.values()}, program.app)
    here = clock_zone(frozenset(), program.app)
    found = [datetime.combine(day, time(10), here).astimezone(zone) for day in _named(constants, date)]
    for hour in _named(constants, time):
        exactly = datetime.combine(_FIRST, hour, here).astimezone(zone)
        found += [exactly, exactly - timedelta(minutes=1), exactly + timedelta(minutes=1)]
    if not hours:
        return [datetime.combine(_FIRST, time(10), zone), *found] if found else []
    tried = [
        datetime.combine(_FIRST + timedelta(days=day), time(hour), zone)
        for day, hour in product(range(_DAYS), (10, 14, 17, 20, 22, 3, 7))
    ]
    found += [datetime.combine(day, time(12), zone) for day in _dated(program)]
    states = {
        moment: (*(h.is_open(moment) for h in hours), *(h.next_opening(moment) is not None for h in hours))
        for moment in (*tried, *found)
    }
    first: dict[tuple[bool, ...], datetime] = {}
    for moment, state in states.items():
        first.setdefault(state, moment)
    best = max(first, key=sum)
    return [first[best], *(moment for state, moment in first.items() if state != best), *found]


def _named(constants: list[tuple[str, object]], kind: type[_Named]) -> list[_Named]:
    """The constants of a type; a moment is no date."""
    return [value for _, value in constants if type(value) is kind]


def _dated(program: Program) -> list[date]:
    """The first of the dates for which opening hours have rows of their own."""
    whens = (when for hours in program.hours.values() for row in hours.rows for when in row.when)
    found = []
    for when in whens:
        try:
            found.append(date.fromisoformat(when[:10]))
        except ValueError:  # days of the week, and dates of every year
            continue
    return found


def compared(loaded: Loaded) -> list[tuple[str, object]]:
    """The constants that conditions hold something against, by kind."""
    graph = loaded.compilation.graph
    assert graph is not None  # noqa: S101 - what is played has no errors
    branches = [at for state in graph.states for at in around_expressions(state.decision)]
    found: dict[tuple[str, object], None] = {}
    for branch in branches:
        if isinstance(branch, Branch):
            for at in inside(branch.condition):
                if isinstance(at, Constant):
                    kind = at.type.element.kind if at.type.element else at.type.kind
                    values = at.value if isinstance(at.value, tuple) else (at.value,)
                    found |= {(kind.removesuffix("_range"), value): None for value in values}
    return list(found)


# --- externs


def _answers(extern: Extern, program: Program, constants: list[tuple[str, object]], at: Span) -> list[Given]:
    of = extern.result
    assert of is not None  # noqa: S101 - the caller of this has looked
    made = [
        _given(extern, Constant(type=of, value=value, span=at), at)
        for value in _values(of, program, constants)[:_MOST]
    ]
    return [*made, _given(extern, None, at)]


def _values(of: Type, program: Program, constants: list[tuple[str, object]]) -> list[object]:
    """Values of a type that a program may tell apart, the usual one first."""
    if of.optional:
        return [*_values(replace(of, optional=False), program, constants), None]
    if of.element is not None:
        inside_of = _values(of.element, program, constants)
        return [tuple(inside_of[:2]), (), tuple(inside_of[:1])]
    if of.kind == "bool":
        return [True, False]
    if of.kind == "enum":
        return [EnumValue(type=of.name, name=value) for value in program.enums[of.name].values]
    if of.kind == "record":
        return _records(of, program, constants)
    near: list[object] = []
    for kind, value in constants:
        if kind == of.kind or {kind, of.kind} <= {"int", "number"} or {kind, of.kind} <= {"text", "digits"}:
            near += _around(value, of)
    exact = [value for value in near if ("", value) in {("", held) for _, held in constants}]
    return list(dict.fromkeys([_SAMPLES[of.kind], *exact, *near]))


def _around(value: object, of: Type) -> list[object]:
    if isinstance(value, bool):
        return []
    if isinstance(value, int | Decimal):
        made = [value - 1, value, value + 1]
        return [int(n) if of.kind == "int" else Decimal(n) for n in made]
    return [value]


def _records(of: Type, program: Program, constants: list[tuple[str, object]]) -> list[object]:
    """A record, and those that differ from it in one field."""
    fields = {name: _values(t, program, constants) for name, t in program.records[of.name].fields.items()}
    usual = {name: values[0] for name, values in fields.items()}
    made: list[dict[str, object]] = [usual]
    for name, (_, *others) in fields.items():
        made += [usual | {name: value} for value in others]
    return [RecordValue(type=of.name, fields=tuple(values.items())) for values in made]
