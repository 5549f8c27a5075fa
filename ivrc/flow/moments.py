"""The state graph as the moments of a call, for proofs: what happens in them, and what may come next."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ivrc.flow.states import (
    Ask,
    Bind,
    Branch,
    Chosen,
    Decision,
    Go,
    Leaf,
    NccoAction,
    Part,
    Placed,
    Repeated,
    Route,
    RouteUrl,
    Several,
    State,
    StateGraph,
)
from ivrc.flow.transcripts import (
    DIALLED,
    PICKED_UP,
    answered,
    asked,
    chosen,
    decided,
    dialled,
    holds,
    missed,
    prompt_words,
)
from ivrc.flow.walking import rows_of
from ivrc.node import identity_node
from ivrc.semantics.program import Choice, Play, Question, Say
from ivrc.semantics.typed import Constant, Piece, PromptCall
from ivrc.semantics.visiting import around_expressions, inside
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.semantics.program import Program
    from ivrc.source import Span


@identity_node
class Way:
    """What may come next. `asks`: the caller was asked before.

    `advances`: it is not taken for ever unless the caller does something. He has answered, or a list that is
    dialled has become shorter.
    """

    to: Moment
    text: str = ""
    asks: bool = False
    advances: bool = False


@record
class Moment:
    """One thing that happens in a call, as far as properties speak of it; `text` is its line in a transcript.

    `records`: from here on something is kept of what is heard. `endless`: it is heard until a key is pressed,
    or for ever.
    """

    span: Span
    enters: str = ""
    hears: frozenset[str] = frozenset()
    menu: str = ""
    records: bool = False
    endless: bool = False
    text: str = ""
    ways: list[Way] = field(default_factory=list)


def moments(program: Program, graph: StateGraph) -> Moment:
    """The moment before a call; flows are kept apart in `graph`."""
    return _Moments(program, graph).start()


class _Moments:
    """Makes each state's moments once."""

    def __init__(self, program: Program, graph: StateGraph) -> None:
        self.program = program
        self.graph = graph
        self.made: dict[State, Moment] = {}
        self.pending: list[State] = []
        self.prompts = _prompts_by_place(program)

    def start(self) -> Moment:
        first = Moment(span=self.graph.fallback.span)
        if self.graph.answer is not None:
            first.ways.append(Way(to=self._begin(self.graph.answer), text="a call comes in"))
        first.ways += [way for placed in self.graph.placed for way in self._placed(placed)]
        while self.pending:
            state = self.pending.pop()
            self.made[state].ways.append(Way(to=self._decided(state.decision, state.span)))
        return first

    def _placed(self, placed: Placed) -> Iterator[Way]:
        """What picks up decides what is heard first."""
        called = f"`{placed.outbound.name}` is called"
        yield Way(to=self._begin(placed.answer.outcomes["then"]), text=called)
        for kind, state in placed.events.outcomes.items() if placed.events else ():
            if kind in PICKED_UP:
                yield Way(to=self._begin(state), text=f"{called}, {PICKED_UP[kind]}")

    def _begin(self, state: State) -> Moment:
        if state not in self.made:
            self.made[state] = Moment(span=state.span, enters=state.enters)
            self.pending.append(state)
        return self.made[state]

    def _decided(self, decision: Decision, span: Span) -> Moment:
        match decision:
            case Go(state=state):
                return self._begin(state)
            case Bind(then=then):
                return self._decided(then, span)
            case Branch(then=then, otherwise=otherwise):
                yes, no = decided(decision, self.program)
                ways = [
                    Way(to=self._decided(then, span), text=yes),
                    Way(to=self._decided(otherwise, span), text=no),
                ]
                return Moment(span=decision.span, ways=ways)
            case Ask(call=call, failed=failed, then=then):
                lost = self._begin(self.graph.fallback) if failed is None else self._decided(failed, span)
                ways = [
                    Way(to=self._decided(then, span)),
                    Way(to=lost, text=f"`{call.extern.name}` fails"),
                ]
                return Moment(span=decision.span, ways=ways)
            case Leaf(parts=parts):
                return self._heard(parts, Moment(span=span))

    def _heard(self, parts: tuple[Part, ...], behind: Moment) -> Moment:
        """The actions one after the other; those that may be left out have a way past them."""
        for index in range(len(parts) - 1, -1, -1):
            match parts[index]:
                case Repeated(actions=repeated, span=span):
                    ways = [Way(to=self._heard(repeated, behind)), Way(to=behind)]
                    behind = Moment(span=span, ways=ways)
                case Chosen(condition=test, then=then, otherwise=otherwise, span=span):
                    yes, no = holds(test.span, self.program)
                    ways = [
                        Way(to=self._heard(then, behind), text=yes),
                        Way(to=self._heard(otherwise, behind), text=no),
                    ]
                    behind = Moment(span=span, ways=ways)
                case NccoAction() as action:
                    behind = self._acted(action, parts[:index], behind)
        return behind

    def _acted(self, action: NccoAction, before: tuple[Part, ...], behind: Moment) -> Moment:
        made = Moment(span=action.span)
        url = _url(action)
        route = url.route if url is not None else None
        match action.name:
            case "talk" | "stream":
                made.hears = self.prompts.get(action.span, frozenset())
                made.endless = _is(action, "loop", 0)
                if not made.endless or _is(action, "bargeIn", value=True):
                    made.ways = [Way(to=behind)]
            case "input" if route is not None:
                kind, _, name = route.source.partition(" ")
                made.records = _is(action, "speech.saveAudio", value=True)
                made.menu = name if kind == "menu" else ""
                made.text = asked(name, prompt_words(before))
                made.ways = [*self._answers(route, name)]
            case "connect" if route is not None:
                shorter = url is not None and any(isinstance(value, Piece) for _, value in url.overrides)
                made.ways = [
                    Way(to=self._begin(state), text=dialled(action, kind), advances=shorter)
                    for kind, state in route.outcomes.items()
                    if kind in DIALLED
                ]
            case "conversation" | "transfer":
                made.records = _is(action, "record", value=True)
            case "notify" if route is not None:
                made.ways = [Way(to=self._begin(state)) for state in route.outcomes.values()]
            case name:
                made.records = name == "record"
                made.ways = [Way(to=behind)]
        return made

    def _answers(self, route: Route, name: str) -> Iterator[Way]:
        for row in rows_of(route.rows):
            yield Way(to=self._begin(row.state), text=chosen(row), asks=True, advances=True)
        for kind, state in route.outcomes.items():
            if kind == "then":
                yield Way(to=self._begin(state), text=answered(name), asks=True, advances=True)
            elif kind != "again":
                text = missed(kind)
                yield Way(to=self._begin(state), text=text, asks=True, advances=kind != "silence")


def _url(action: NccoAction) -> RouteUrl | None:
    """The address of ours at which the call goes on after an action."""
    for path, value in action.fields:
        if path == "eventUrl" and isinstance(value, Several):
            return next((url for url in value.items if isinstance(url, RouteUrl)), None)
    return None


def _is(action: NccoAction, path: str, value: object) -> bool:
    """Whether a field has this constant value."""
    written = dict(action.fields).get(path)
    return isinstance(written, Constant) and written.value == value


def _prompts_by_place(program: Program) -> dict[Span, frozenset[str]]:
    """The prompts that are heard, by the places of the steps and questions that speak them."""
    prompts: dict[Span, frozenset[str]] = {}
    for at in around_expressions((*program.heard, program.fallback, program.on_error)):
        match at:
            case Say(text=spoken) | Play(url=spoken):
                prompts[at.span] = _prompts(spoken)
            case Question(choices=choices, confirm=confirm):
                always = tuple(choice.label for choice in choices if isinstance(choice, Choice))
                prompts[at.span] = _prompts((*always, confirm))
            case _:
                pass
    return prompts


def _prompts(spoken: object) -> frozenset[str]:
    return frozenset(at.prompt.name for at in inside(spoken) if isinstance(at, PromptCall))
