"""Decisions as Python functions: what a reader follows when a call is more than a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivrc.emit.layout import STEP, WIDTH, Doc, call, condition, lay
from ivrc.emit.literals import py
from ivrc.emit.naming import constant_name, python_name, python_type
from ivrc.emit.ncco import python_part, source
from ivrc.emit.plan import Plan, entering, silence
from ivrc.flow.states import Ask, Bind, Branch, Decision, Go, Leaf, Pairs, RouteUrl, Several
from ivrc.flow.walking import resolved
from ivrc.semantics.typed import EventValue, ExternCall, RoomLegs, SlotValue
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from ivrc.flow.states import State
    from ivrc.language.types import Type


@dataclass(slots=True)
class Writer:
    """Writes functions of one module; `names` are those needed from elsewhere."""

    plan: Plan
    first: tuple[State, ...]
    names: set[str] = field(default_factory=set)
    asking: dict[State, bool] = field(default_factory=dict)

    # --- targets

    def target(self, state: State) -> str:
        """A state as an expression: the constant of a file, a function, or None."""
        state = resolved(state)
        if state in self.plan.static:
            return self.plan.constant(self.plan.static[state])
        if isinstance(state.decision, Leaf) and not state.decision.parts:
            return "None"
        return self.plan.function(state)

    def is_function(self, state: State) -> bool:
        """Whether a state needs a function."""
        state = resolved(state)
        empty = isinstance(state.decision, Leaf) and not state.decision.parts
        return state not in self.plan.static and not empty

    def waits(self, state: State) -> bool:
        """Whether a function asks externs, itself or through a state that it goes to."""
        if state not in self.asking:
            self.asking[state] = False
            self.asking[state] = self._asks(state.decision)
        return self.asking[state]

    def _asks(self, decision: Decision) -> bool:
        match decision:
            case Ask():
                return True
            case Branch(then=then, otherwise=otherwise):
                return self._asks(then) or self._asks(otherwise)
            case Bind(then=then):
                return self._asks(then)
            case Go(state=state):
                inner = resolved(state)
                return self.is_function(inner) and self.waits(inner)
            case Leaf():
                return entering(decision) is not None

    # --- functions

    def function(self, state: State, decorator: str = "") -> str:
        """The whole definition of a state's function."""
        quiet = state in self.plan.quiet
        given = [f"{python_name(slot)}: {self.annotation(of)}" for slot, of in state.needs.items()]
        for subject, kind in (("event", "Event"), ("recording", "Recording")):
            if _mentions(state.decision, subject):
                self.names.add(kind)
                given.append(f"{subject}: {kind}")
        self.names.add("Call")
        word = "async def" if self.waits(state) else "def"
        head = call(f"{word} {self.plan.function(state)}", ["call: Call", *given])
        result = "None" if quiet else "Ncco | None" if self.sends_nothing(state.decision) else "Ncco"
        if not quiet:
            self.names.add("Ncco")
        lines = [decorator] if decorator else []
        lines.append(lay(head, tail=f" -> {result}:"))
        lines += self._block(state.decision, 1, state, quiet, last=True)
        return "\n".join(lines)

    def annotation(self, of: Type) -> str:
        """The annotation of a type."""
        text, needed = python_type(of)
        self.names |= needed
        return text

    def sends_nothing(self, decision: Decision) -> bool:
        """Whether some path answers with no content."""
        match decision:
            case Leaf(parts=parts):
                return not parts
            case Branch(then=then, otherwise=otherwise):
                return self.sends_nothing(then) or self.sends_nothing(otherwise)
            case Bind(then=then):
                return self.sends_nothing(then)
            case Ask(failed=failed, then=then):
                return self.sends_nothing(then) or (failed is not None and self.sends_nothing(failed))
            case Go(state=state):
                inner = resolved(state)
                return inner not in self.plan.static and self.sends_nothing(inner.decision)

    def _block(self, decision: Decision, indent: int, state: State, quiet: bool, last: bool) -> list[str]:
        margin = STEP * indent
        match decision:
            case Leaf():
                return self._leaf(decision, indent, state, quiet, last)
            case Go(state=other):
                return [f"{margin}return {self._go(other)}"]
            case Bind(values=values, then=then):
                left = ", ".join(python_name(slot) for slot, _, _ in values)
                right = ", ".join(source(value, self.names) for _, _, value in values)
                return [f"{margin}{left} = {right}", *self._block(then, indent, state, quiet, last)]
            case Branch():
                return self._branch(decision, indent, state, quiet, last)
            case Ask():
                return self._ask(decision, indent, state, quiet, last)

    def _go(self, state: State) -> str:
        target = self.target(state)
        inner = resolved(state)
        if not self.is_function(inner):
            return target
        given = [python_name(slot) for slot in inner.needs]
        wait = "await " if self.waits(inner) else ""
        return f"{wait}{target}({', '.join(['call', *given])})"

    def _branch(self, branch: Branch, indent: int, state: State, quiet: bool, last: bool) -> list[str]:
        margin = STEP * indent
        test = source(branch.condition, self.names)
        head = [condition(test, indent)]
        if branch.comment and len(beside := f"{head[0]}  # {branch.comment}") <= WIDTH:
            head = [beside]
        elif branch.comment:
            head.insert(0, f"{margin}# {branch.comment}")
        then = self._block(branch.then, indent + 1, state, quiet, last=False)
        otherwise = self._block(branch.otherwise, indent, state, quiet, last)
        return [*head, *then, *otherwise]

    def _ask(self, ask: Ask, indent: int, state: State, quiet: bool, last: bool) -> list[str]:
        margin = STEP * indent
        to = f"{python_name(ask.slot)} = " if ask.slot and _uses(ask.then, ask.slot) else ""
        asked = self._call(ask.call)
        rest = self._block(ask.then, indent, state, quiet, last)
        if ask.failed is None:
            return [lay(asked, indent, f"{to}await "), *rest]
        self.names.add("ExternFailed")
        return [
            f"{margin}try:",
            lay(asked, indent + 1, f"{to}await "),
            f"{margin}except ExternFailed:",
            *self._block(ask.failed, indent + 1, state, quiet, last=False),
            *rest,
        ]

    def _call(self, asked: ExternCall) -> Doc:
        given = [
            (python_name(local.name), source(value, self.names))
            for local, value in zip(asked.extern.parameters, asked.arguments, strict=True)
        ]
        return call(constant_name(asked.extern.name), ["call"], given)

    def _leaf(self, leaf: Leaf, indent: int, state: State, quiet: bool, last: bool) -> list[str]:
        margin = STEP * indent
        if quiet:
            return [] if last and indent == 1 else [f"{margin}return"]
        parts = leaf.parts
        if not parts and state in self.first:
            parts = silence(state)
        if not parts:
            return [f"{margin}return None"]
        before = self._entrance(leaf, indent)
        name = self.plan.file_of(parts)
        if name is not None:
            return [*before, f"{margin}return {self.plan.constant(name)}"]
        own, end = self.plan.split(parts)
        self.names.add("ncco")
        docs: list[Doc] = [python_part(part, self.names) for part in own]
        if end is not None:
            docs.append(self.plan.constant(end))
        return [*before, lay(call("ncco", docs), indent, "return ")]

    def _entrance(self, leaf: Leaf, indent: int) -> list[str]:
        """What tells that the caller enters a room, and who is in it."""
        action = entering(leaf)
        if action is None:
            return []
        name = dict(action.fields)["name"]
        assert not isinstance(name, RouteUrl | Several | Pairs)  # noqa: S101 - names are texts
        reads = any(isinstance(value, RoomLegs) for _, value in action.fields)
        asked = call("call.join", [source(name, self.names), py(action.role)])
        return [lay(asked, indent, "present = await " if reads else "await ")]


def _mentions(decision: Decision, subject: str) -> bool:
    """Whether a handler reads `event` or `recording`."""
    return any(isinstance(at, EventValue) and at.subject == subject for at in inside(decision))


def _uses(decision: Decision, slot: str) -> bool:
    """Whether a value is read, sent or handed over in what follows."""
    for at in inside(decision):
        if isinstance(at, SlotValue) and at.slot == slot:
            return True
        if isinstance(at, Go) and slot in resolved(at.state).needs:
            return True
        carries = getattr(getattr(at, "route", None), "carries", ())
        if slot in carries:
            return True
    return False
