"""`ensure`: properties proved on the moments of a call; the shortest call that breaks one is told.

Callers, clock, externs and called parties are free: whatever they may do is possible, each time anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.flow.lower import lower
from ivrc.flow.moments import moments
from ivrc.flow.searching import circle, distances, inputs, lines, search, turning
from ivrc.semantics.codes import report
from ivrc.words import counted

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.flow.moments import Moment
    from ivrc.flow.searching import Steps
    from ivrc.semantics.program import Program, Property
    from ivrc.source import Span

UNNAMED = "in "
"""How the name of a menu begins that has none: `in sales`."""


def prove(program: Program) -> list[Diagnostic]:
    """What does not hold, and what holds only because no call comes to it."""
    found: list[Diagnostic] = []
    if program.properties:
        graph, _ = lower(program, apart=True)
        proof = _Proof(moments(program, graph), found)
        for wanted in program.properties:
            proof.prove(wanted)
    return found


class _Proof:
    """All that can happen in a call, the nearest first."""

    def __init__(self, start: Moment, found: list[Diagnostic]) -> None:
        self.start = start
        self.found = found
        self.calls = search(start, lines)
        self.met = list(self.calls.came)

    def prove(self, wanted: Property) -> None:
        match wanted.kind:
            case "ends":
                self._ends(wanted)
            case "record":
                self._record(wanted)
            case _:
                self._reaches(wanted)

    def _fails(self, wanted: Property, what: str, told: list[str], hint: str, *labels: Label) -> None:
        message = f"{what}: {'; '.join(told)}"
        report(self.found, "IVR341", wanted.span, message, hint=hint, related=labels)

    def _nothing(self, wanted: Property, why: str) -> None:
        message = f"{why}, so this says nothing about any call"
        report(self.found, "IVR342", wanted.span, message)

    def _reaches(self, wanted: Property) -> None:
        if wanted.kind == "menus":
            starts, name = [m for m in self.met if m.menu], "a menu"
        else:
            starts, name = [m for m in self.met if _is_at(m, wanted.start)], f"`{wanted.start}`"
        if not starts:
            self._nothing(wanted, f"no call comes to {name}")
            return
        least = distances(self.met, (m for m in self.met if _is_at(m, wanted.goal)))
        limit = len(self.met) if wanted.within is None else wanted.within
        missing = [m for m in starts if least.get(m, limit + 1) > limit]
        if missing:
            self._unreached(wanted, missing, least)

    def _unreached(self, wanted: Property, missing: list[Moment], least: dict[Moment, int]) -> None:
        """The nearest moment from which the goal is too far; all menus that miss it are marked."""
        first, goal = missing[0], f"`{wanted.goal}`"
        told = _told(self.calls.steps(first))
        menus: dict[Span, Moment] = {}
        for moment in missing if wanted.kind == "menus" else ():
            menus.setdefault(moment.span, moment)
        labels = [Label(at, _too_far("this menu", goal, least.get(menu))) for at, menu in menus.items()]
        name = wanted.start or first.menu
        where = name.removeprefix(UNNAMED)
        menu = f"`{name}`" if name == where else f"a menu in `{where}`"
        what = _too_far(menu, goal, least.get(first))
        if first in least:
            onward = search(first, inputs)
            nearest = next(m for m in onward.came if _is_at(m, wanted.goal))
            told.append(f"from here the shortest way is: {'; '.join(_told(onward.steps(nearest)))}")
        else:
            told.append(f"from here nothing leads to {goal}")
        self._fails(wanted, what, told, f"let an answer or an arrow lead to {goal}", *labels)

    def _record(self, wanted: Property) -> None:
        if not any(m.records for m in self.met):
            self._nothing(wanted, "no call is recorded")
            return
        before = search(self.start, lines, lambda m: [] if _is_at(m, wanted.goal) else m.ways)
        first = next((m for m in before.came if m.records), None)
        if first is not None:
            told = [*_told(before.steps(first)), "the recording starts"]
            what = f"a call is recorded before `{wanted.goal}`"
            hint = f"let every way to the recording come past `{wanted.goal}`"
            self._fails(wanted, what, told, hint, Label(first.span, "this records"))

    def _ends(self, wanted: Property) -> None:
        what, again = "not every call ends", turning(self.met)
        for moment in self.met:
            if moment.endless:
                told = [*_told(self.calls.steps(moment)), "this is heard for ever"]
                label = Label(moment.span, "this never stops")
                self._fails(wanted, what, told, "say with `loop` how often it is heard", label)
                return
            if moment in again and (steps := circle(moment)):
                told = [*_told(self.calls.steps(moment)), *_told(steps), "and so on for ever"]
                self._fails(wanted, what, told, "`hangup` somewhere on the way round")
                return


def _is_at(moment: Moment, name: str) -> bool:
    """Whether a flow or menu of this name begins or is asked here, or a prompt of this name is heard."""
    return name in (moment.enters, moment.menu) or name in moment.hears


def _too_far(name: str, goal: str, least: int | None) -> str:
    if least is None:
        return f"{name} never reaches {goal}"
    return f"{name} reaches {goal} only after {counted(least, 'input')}"


def _told(steps: Steps) -> list[str]:
    """A part of a call in words, an answer with its question."""
    told: list[str] = []
    for _, way in steps:
        if way.asks:
            told.append(f"{told.pop()}, {way.text}" if told else f"the caller {way.text}")
        elif way.text:
            told.append(way.text)
        if way.to.text:
            told.append(way.to.text)
    return told
