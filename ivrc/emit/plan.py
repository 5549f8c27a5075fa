"""What becomes a file and what becomes a function: every state as a target of the generated module."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivrc.emit.naming import python_name
from ivrc.emit.ncco import is_static
from ivrc.flow.states import Go, Leaf, NccoAction, Part, State
from ivrc.flow.templates import constant
from ivrc.flow.walking import leaves

if TYPE_CHECKING:
    from ivrc.flow.states import StateGraph

Parts = tuple[Part, ...]


@dataclass(slots=True)
class Plan:
    """`files`: static NCCOs by name. `static`: the states that are one file; the others are functions."""

    files: dict[str, Parts] = field(default_factory=dict)
    static: dict[State, str] = field(default_factory=dict)
    quiet: set[State] = field(default_factory=set)
    _by_content: dict[Parts, str] = field(default_factory=dict)

    def file_of(self, parts: Parts) -> str | None:
        """The file that holds exactly these actions."""
        return self._by_content.get(parts)

    def add(self, name: str, parts: Parts) -> str:
        """Enter a file; the same content is entered once."""
        if parts not in self._by_content:
            self._by_content[parts] = name
            self.files[name] = parts
        return self._by_content[parts]

    def split(self, parts: Parts) -> tuple[Parts, str | None]:
        """The actions before the longest end that is a file of its own, and that file."""
        for start in range(1, len(parts)):
            name = self._by_content.get(parts[start:])
            if name is not None:
                return parts[:start], name
        return parts, None


def make_plan(graph: StateGraph) -> Plan:
    """Static states first, so that functions can refer to them; then the static ends of functions."""
    plan = Plan()
    heard = [state for state in graph.states if not _after_call(state, graph)]
    plan.quiet = {state for state in graph.states if _after_call(state, graph)}
    for state in heard:
        parts = _single(state)
        if parts is None:
            continue
        if parts or state in (graph.answer, graph.fallback):
            plan.static[state] = plan.add(state.name, parts or silence(state))
    for state in heard:
        if state not in plan.static:
            _static_ends(state, plan, state is graph.answer)
    return plan


def silence(state: State) -> Parts:
    """The first reply of a call in which nothing is heard: `[]` is never sent (language 4)."""
    shortest = constant(0.1, state.span)
    return (NccoAction(name="wait", fields=(("timeout", shortest),), span=state.span),)


def _after_call(state: State, graph: StateGraph) -> bool:
    """Whether nobody hears the reply: call events, recordings."""
    if any(handler.state is state for handler in graph.events):
        return True
    kinds = ("recording", "transcribed")
    return any(state in route.outcomes.values() for route in graph.routes if route.kind in kinds)


def _single(state: State) -> Parts | None:
    """The actions of a state that always sends the same."""
    if isinstance(state.decision, Leaf) and is_static(state.decision.parts):
        return state.decision.parts
    return None


def _static_ends(state: State, plan: Plan, first: bool) -> None:
    """Every leaf that is static is a file; the last one, behind all conditions, has the state's name."""
    found = [leaf.parts for leaf in leaves(state.decision) if is_static(leaf.parts)]
    if first:
        found = [parts or silence(state) for parts in found]
    unnamed = [p for p in dict.fromkeys(found) if p and plan.file_of(p) is None]
    for number, parts in enumerate(unnamed, start=1):
        plan.add(state.name if number == len(unnamed) else f"{state.name}.{number}", parts)


def resolved(state: State) -> State:
    """The state that another one leads to without doing anything."""
    seen = {state}
    while isinstance(state.decision, Go) and state.decision.state not in seen:
        state = state.decision.state
        seen.add(state)
    return state


def constant_of(name: str) -> str:
    """`main.silence.2` is `MAIN_SILENCE_2`."""
    return "".join(c if c.isalnum() else "_" for c in name).upper()


def function_of(state: State) -> str:
    """`support.after_ticket` is `support_after_ticket`."""
    return python_name("".join(c if c.isalnum() else "_" for c in state.name).lower())
