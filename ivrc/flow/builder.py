"""The graph while it is built: states by place, routes by what they answer, names that are taken."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.places import (
    Accepting,
    AskAgain,
    Confirming,
    Dialling,
    Fail,
    Outside,
    Place,
    Rest,
    Returning,
    Steps,
    variables,
)
from ivrc.flow.states import Route, RouteKind, RouteUrl, State
from ivrc.semantics.codes import report
from ivrc.semantics.program import Jump, Program, Question, SetStep, SwitchLanguage, Target, Variable
from ivrc.semantics.typed import Constant, FlowCall, Local, LocalValue, RecordValue, SlotValue
from ivrc.semantics.visiting import UsedNames, around_expressions, inside, names_used
from ivrc.words import counted

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.language.types import Type
    from ivrc.semantics.typed import Expr
    from ivrc.source import Span

MOST_STATES = 2000
"""More than so many states are no menu any more (language 4)."""

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset({"call", "event", "recording", "module", "ncco", "app", "create_app"})


class Builder:
    """What lowering has made so far.

    `apart`: every flow that is entered begins a state of its own, so that the graph shows where calls go.
    """

    def __init__(self, program: Program, found: list[Diagnostic], *, apart: bool = False) -> None:
        self.program = program
        self.found = found
        self.apart = apart
        self.states: list[State] = []
        self.routes: list[Route] = []
        self.slots: dict[str, Type] = {}
        self.pending: deque[tuple[State, Place]] = deque()
        self.mutable = _mutable(program)
        self.used = UsedNames()
        self._memo: dict[object, State] = {}
        self._routes: dict[object, Route] = {}
        self._slots: dict[object, str] = {}
        self._taken: set[str] = set()
        self._copies: Counter[tuple[str, ...]] = Counter()
        self._paths: set[str] = set()
        self._questions: dict[Question, frozenset[Local | Variable]] = {}
        self._lists: dict[Target, tuple[Local, Target]] = {}
        self.languages = _languages(program)
        self.full = False
        self.secrets: set[str] = set()

    # --- states

    def state(self, place: Place, name: str, source: str, span: Span) -> State:
        """The state that goes on from a place; made once, and lowered later."""
        place = self.settle(place)
        key = self.key(place)
        known = self._memo.get(key)
        if known is not None:
            return known
        made = State(name=self._free(self._target_name(place) or name), source=source, span=span)
        self._memo[key] = made
        self.states.append(made)
        self.pending.append((made, place))
        self._copies[place.path] += 1
        if self.apart:
            made.enters = self._begun(place)
        elif len(self.states) > MOST_STATES and not self.full:
            self.full = True
            self._too_many(span)
        return made

    def entry(self, place: Place, name: str, source: str, span: Span) -> State:
        """The state of an entry: it keeps its name, also when it begins with a jump."""
        made = State(name=self._free(name), source=source, span=span)
        self.states.append(made)
        self.pending.append((made, place))
        return made

    def add(self, state: State) -> None:
        """A state that the compiler itself has made complete."""
        self._free(state.name)
        self.states.append(state)

    def settle(self, place: Place) -> Place:
        """Past what needs no request: ends of blocks, and jumps that hand nothing over."""
        passed: set[object] = set()
        while True:
            rest = place.rest
            if isinstance(rest, Outside):
                place = Place(rest.then, place.environment, place.language, place.path, rest.asking)
            elif self.apart and self._begun(place):
                return place
            elif isinstance(rest, AskAgain):
                again = replace(rest, asking=replace(rest.asking, language=place.language))
                kept = variables(place)
                return Place(rest=again, environment=kept, language=place.language, path=rest.asking.path)
            elif isinstance(rest, Steps) and rest.index == len(rest.body.steps):
                place = place.at(rest.then)
            elif isinstance(rest, Steps) and isinstance(step := rest.body.steps[rest.index], Jump):
                if step.arguments or step.target in ("again", "listen", "") or step.target in passed:
                    return place
                passed.add(step.target)
                place = self.entered(step.target, place, {})
            else:
                return place

    def _begun(self, place: Place) -> str:
        """The flow whose first step comes next."""
        flow = self.program.flows.get(place.path[-1])
        rest = place.rest
        begins = isinstance(rest, Steps) and rest.index == 0 and flow is not None and rest.body is flow.body
        return place.path[-1] if begins else ""

    def entered(self, flow: str, place: Place, arguments: dict[Local | Variable, Expr]) -> Place:
        """The beginning of a flow after a jump: of the names only variables and arguments remain."""
        body = self.program.flows[flow].body
        return Place(
            rest=Steps(body=body, index=0, then=None),
            environment={**variables(place), **arguments},
            language=place.language,
            path=(flow,),
        )

    def key(self, place: Place) -> object:
        """What makes two places the same: what is left to do, and the values it uses."""
        names = self._names(place.rest)
        values = frozenset(
            (n, v) for n, v in place.environment.items() if n in names or isinstance(n, Variable)
        )
        return place.rest, values, place.language, place.asking, place.path

    def _names(self, rest: Rest) -> frozenset[Local | Variable]:
        match rest:
            case Steps(body=body, then=then):
                return self.used(body) | self._names(then)
            case Outside(then=then):
                return self._names(then)
            case Returning():
                return frozenset()
            case Accepting(asking=asking, behind=behind) | Confirming(asking=asking, behind=behind):
                own = names_used((asking.question.check, asking.question.confirm))
                into = frozenset({asking.question.into} if asking.question.into else ())
                return own | into | self._names(behind)
            case Dialling(step=step, targets=targets, behind=behind):
                used = names_used((step.settings, step.answer, tuple(step.outcomes.values()), targets))
                return used | self._names(behind)
            case AskAgain() | Fail() | None:
                return frozenset()

    def names_of(self, rest: Rest, question: Question) -> frozenset[Local | Variable]:
        """What a question and what is behind it read."""
        if question not in self._questions:
            self._questions[question] = names_used(question)
        return self._questions[question] | self._names(rest)

    def list_local(self, target: Target) -> tuple[Local, Target]:
        """The name of a run-time list of numbers, and the target that uses it."""
        if target not in self._lists:
            of = target.value.type
            local = Local(name="numbers", type=of, span=target.span)
            value = LocalValue(local=local, type=of, span=target.span)
            named = Target(kind=target.kind, value=value, settings=target.settings, span=target.span)
            self._lists[target] = (local, named)
        return self._lists[target]

    def kept(self, place: Place, rest: Rest) -> frozenset[tuple[Local | Variable, Expr]]:
        """The part of the environment that `rest` may read, to be put into a frame."""
        names = self._names(rest)
        return frozenset((n, v) for n, v in place.environment.items() if n in names)

    def _target_name(self, place: Place) -> str:
        """A state that begins a flow is called like it."""
        rest = place.rest
        if not isinstance(rest, Steps) or rest.index or rest.then is not None or len(place.path) != 1:
            return ""
        flow = self.program.flows.get(place.path[0])
        if flow is None or flow.body is not rest.body:
            return ""
        values = [place.environment.get(p) for p in flow.parameters]
        parts = [slug(v.value) for v in values if isinstance(v, Constant)]
        return ".".join(filter(None, (flow.name, *parts, self.variant(place.language))))

    def place_name(self, place: Place) -> str:
        """`sales`, `main.verify`, `sales.fr-FR`: the flow that a place is in."""
        path = [p for i, p in enumerate(place.path) if i == 0 or p != place.path[i - 1]]
        return ".".join(filter(None, (*path, self.variant(place.language))))

    def variant(self, language: str) -> str:
        """What a name has at its end when the caller hears another language than the usual one."""
        return "" if language == self.program.default_language else language

    def _free(self, name: str) -> str:
        free, number = name, 1
        while free.lower() in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._taken.add(free.lower())
        return free

    def _too_many(self, span: Span) -> None:
        """The factors by which states multiply, and the flow whose copies are most of them."""
        copies: Counter[str] = Counter()
        for path, states in self._copies.items():
            copies.update(dict.fromkeys(path[1:], states))
        if not copies:
            hint = "the attempts, languages and list elements of its questions multiply; lower `attempts`"
            report(self.found, "IVR305", span, f"there are more than {MOST_STATES:,} states", hint=hint)
            return
        most = max(copies.values())
        flow = next(f for path in self._copies for f in path[1:] if copies[f] == most)
        sites = sum(isinstance(at, FlowCall) and at.flow == flow for at in inside(self.program.heard))
        message = (
            f"more than {MOST_STATES:,} states: `{flow}` is copied for each of its {counted(sites, 'call')}, "
            "each copy for its languages, attempts and the flows that it calls"
        )
        hint = f"jump to it, `-> {flow}`, instead of calling it; or lower `attempts`"
        report(self.found, "IVR305", self.program.flows[flow].span, message, hint=hint)

    # --- routes

    def route(self, key: object, kind: RouteKind, path: str, source: str, span: Span) -> tuple[Route, bool]:
        """The route that answers a request after a place, and whether it is new."""
        known = self._routes.get((kind, key))
        if known is not None:
            return known, False
        free, number = f"/{path}", 1
        while free.lower() in self._paths:
            number += 1
            free = f"/{path}-{number}"
        self._paths.add(free.lower())
        made = Route(path=free, kind=kind, source=source, span=span)
        self._routes[kind, key] = made
        self.routes.append(made)
        return made, True

    def later(self, place: Place) -> Place:
        """The place as a later request knows it: a variable that is ever set has some value then."""
        later = {n: self.variable(n) if n in self.mutable else v for n, v in place.environment.items()}
        return replace(place, environment=later)

    def url(self, route: Route, place: Place) -> RouteUrl:
        """The route's address, handing over the variables that have not been set yet."""
        changed = []
        for name, value in place.environment.items():
            if isinstance(name, Variable) and name in self.mutable and value != (slot := self.variable(name)):
                changed.append((slot.slot, value))
        return RouteUrl(route=route, overrides=tuple(sorted(changed, key=lambda pair: pair[0])))

    # --- slots

    def variable(self, variable: Variable) -> SlotValue:
        """A variable's run-time value."""
        return SlotValue(slot=self.named(variable, ()), type=variable.type, span=variable.span)

    def slot(self, key: object, name: str, of: Type) -> str:
        """The Python name of a run-time value; the same key gives the same name."""
        if key not in self._slots:
            taken = set(self._slots.values()) | _RESERVED
            free, number = name, 1
            while free in taken:
                number += 1
                free = f"{name}_{number}"
            self._slots[key] = free
            self.slots[free] = of
        return self._slots[key]

    def named(self, name: Local | Variable, path: tuple[str, ...]) -> str:
        """The Python name of a name of the program in the flow at the end of `path`.

        After a jump nothing of the caller is left, so flows share names; a called flow's are its own.
        """
        if isinstance(name, Variable):
            return self.slot(name, name.name, name.type)
        key = (name.name, name.type, name.secret) if len(path) == 1 else (name, path)
        made = self.slot(key, name.name.replace(".", "_"), name.type)  # `event.status` is one name
        if name.secret:
            self.secrets.add(made)
        return made

    def value(self, key: Local | Variable, place: Place) -> SlotValue:
        """The run-time value of a name at a place, as an expression."""
        return SlotValue(slot=self.named(key, place.path), type=key.type, span=key.span)


def _mutable(program: Program) -> frozenset[Variable]:
    """The variables that some step sets; the others are constants."""
    bodies = (*program.heard, program.fallback, program.on_error)
    return frozenset(at.variable for at in around_expressions(bodies) if isinstance(at, SetStep))


def _languages(program: Program) -> tuple[str, ...]:
    """The languages that a call can be in, in order of appearance."""
    found = {program.default_language: None}
    for at in around_expressions(program.heard):
        if isinstance(at, SwitchLanguage) and isinstance(at.language, Constant):
            found[str(at.language.value)] = None
    for prompt in program.prompts.values():
        found.update(dict.fromkeys(prompt.texts))
    return tuple(found)


def slug(value: object) -> str:
    """A few letters and digits that stand for a constant in a name."""
    if isinstance(value, RecordValue):
        return slug(value.fields[0][1]) if value.fields else ""
    if isinstance(value, tuple):
        return "-".join(filter(None, (slug(v) for v in value[:2])))
    text = getattr(value, "name", None) or str(value)
    return _NO_LETTERS.sub("_", str(text).lower()).strip("_")[:24].strip("_")
