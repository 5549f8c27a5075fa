"""What becomes a file and what becomes a function: every state as a target of the generated module."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivrc.emit.naming import python_name
from ivrc.emit.ncco import is_static
from ivrc.flow.states import Leaf, NccoAction, Part, State
from ivrc.flow.templates import constant
from ivrc.flow.walking import leaves

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ivrc.flow.states import StateGraph

Parts = tuple[Part, ...]


@dataclass(slots=True)
class Plan:
    """`files`: static NCCOs by name. `static`: the states that are one file; the others are functions.

    `quiet`: states whose reply nobody hears. `taken`: the module's own names so far.
    """

    quiet: frozenset[State]
    taken: set[str]
    files: dict[str, Parts] = field(default_factory=dict)
    static: dict[State, str] = field(default_factory=dict)
    _by_content: dict[Parts, str] = field(default_factory=dict)
    _lengths: set[int] = field(default_factory=set)
    _names: dict[object, str] = field(default_factory=dict)

    def file_of(self, parts: Parts) -> str | None:
        """The file that holds exactly these actions."""
        return self._by_content.get(parts)

    def add(self, name: str, parts: Parts) -> str:
        """Enter a file; the same content is entered once."""
        known = self._by_content.get(parts)
        if known is not None:
            return known
        free = _free(name, self.files, "-")
        self._by_content[parts] = free
        self._lengths.add(len(parts))
        self.files[free] = parts
        return free

    def split(self, parts: Parts) -> tuple[Parts, str | None]:
        """The actions before the longest end that is a file of its own, and that file."""
        for length in sorted(self._lengths, reverse=True):
            if 0 < length < len(parts) and (name := self._by_content.get(parts[-length:])):
                return parts[:-length], name
        return parts, None

    def constant(self, file: str) -> str:
        """The constant of a file: `main.silence.2` is `MAIN_SILENCE_2`."""
        return self._named(file, _identifier(file).upper())

    def function(self, state: State) -> str:
        """The function of a state: `support.after_ticket` is `support_after_ticket`."""
        return self._named(state, python_name(_identifier(state.name).lower()))

    def targets(self) -> dict[State, str]:
        """What the module calls each state: by the name of its file, or of its function."""
        return self.static | {key: name for key, name in self._names.items() if isinstance(key, State)}

    def _named(self, key: object, wanted: str) -> str:
        if key not in self._names:
            self._names[key] = _free(wanted, self.taken, "_")
            self.taken.add(self._names[key])
        return self._names[key]


def _identifier(name: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in name)


def _free(name: str, taken: Collection[str], separator: str) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}{separator}{number}"
    return free


def make_plan(graph: StateGraph, taken: set[str]) -> Plan:
    """Static states first, so that functions can refer to them; then the static ends of functions.

    `taken` are names that the module has already.
    """
    plan = Plan(quiet=frozenset(_after_call(graph)), taken=taken)
    heard = [state for state in graph.states if state not in plan.quiet]
    for state in heard:
        parts = _single(state)
        if parts is None:
            continue
        if parts or state in (*graph.first, graph.fallback):
            plan.static[state] = plan.add(state.name, parts or silence(state))
    for state in heard:
        if state not in plan.static:
            _static_ends(state, plan, state in graph.first)
    return plan


def silence(state: State) -> Parts:
    """The first reply of a call in which nothing is heard: `[]` is never sent (language 4)."""
    shortest = constant(0.1, state.span)
    return (NccoAction(name="wait", fields=(("timeout", shortest),), span=state.span),)


def _after_call(graph: StateGraph) -> Iterator[State]:
    """The states whose reply nobody hears: call events, recordings, calls that nobody answered."""
    yield from (handler.state for handler in graph.events)
    for placed in graph.placed:
        if placed.events is not None and "unreachable" in placed.events.outcomes:
            yield placed.events.outcomes["unreachable"]
    for route in graph.routes:
        if route.kind in ("recording", "transcribed"):
            yield from route.outcomes.values()


def _single(state: State) -> Parts | None:
    """The actions of a state that always sends the same."""
    if isinstance(state.decision, Leaf) and is_static(state.decision.parts) and not entering(state.decision):
        return state.decision.parts
    return None


def entering(leaf: Leaf) -> NccoAction | None:
    """The action with which the caller enters a room of which is known who is in it."""
    return next((part for part in leaf.parts if isinstance(part, NccoAction) and part.role), None)


def _static_ends(state: State, plan: Plan, first: bool) -> None:
    """Every leaf that is static is a file; the last one, behind all conditions, has the state's name."""
    found = [leaf.parts for leaf in leaves(state.decision) if is_static(leaf.parts)]
    if first:
        found = [parts or silence(state) for parts in found]
    unnamed = [p for p in dict.fromkeys(found) if p and plan.file_of(p) is None]
    for number, parts in enumerate(unnamed, start=1):
        plan.add(state.name if number == len(unnamed) else f"{state.name}.{number}", parts)
