"""Program to state graph (language 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.builder import Builder
from ivrc.flow.places import Place, Steps
from ivrc.flow.placing import place_call
from ivrc.flow.running import MOST_WAYS, Runner, TooManyWaysError
from ivrc.flow.speaking import talk
from ivrc.flow.states import Handler, Leaf, State, StateGraph
from ivrc.flow.templates import constant
from ivrc.language.sentences import sentences
from ivrc.semantics.codes import report

if TYPE_CHECKING:
    from ivrc.diagnostics import Diagnostic
    from ivrc.semantics.program import Entry, Program, Variable
    from ivrc.semantics.typed import Expr, Local

APOLOGY = "en-US"


def lower(program: Program, *, apart: bool = False) -> tuple[StateGraph, list[Diagnostic]]:
    """All states that a call can come to, from where calls begin, the fallback and the call events.

    `apart` as in `Builder`: the graph for proofs, not the one that is served.
    """
    found: list[Diagnostic] = []
    builder = Builder(program, found, apart=apart)
    answer = None
    if program.answer is not None:
        answer = _entry(program.answer, "answer", builder)
    placed = [place_call(one, _initial(builder), builder) for one in program.outbounds.values()]
    fallback = _fallback(program, builder)
    events = [
        Handler(statuses=e.statuses, state=_entry(e, f"on_{'_'.join(e.statuses)}", builder))
        for e in program.events
    ]
    runner = Runner(builder)
    while builder.pending and not builder.full:
        state, place = builder.pending.popleft()
        try:
            state.decision = runner.decision(place)
        except (TooManyWaysError, RecursionError):
            _too_many_ways(state, found)
    graph = StateGraph(
        states=builder.states,
        routes=builder.routes,
        answer=answer,
        placed=placed,
        fallback=fallback,
        events=events,
        slots=builder.slots,
        secrets=builder.secrets,
    )
    return graph, found


def _too_many_ways(state: State, found: list[Diagnostic]) -> None:
    message = (
        f"the conditions behind `{state.name}` can be met in more than {MOST_WAYS:,} ways before a question"
    )
    hint = "ask something between them, or let one extern decide"
    report(found, "IVR325", state.span, message, hint=hint)


def _entry(entry: Entry, name: str, builder: Builder) -> State:
    """The state of an entry keeps its name, also when it only jumps."""
    place = Place(
        rest=Steps(body=entry.body, index=0, then=None),
        environment=_initial(builder),
        language=builder.program.default_language,
        path=(entry.kind,),
        confined=entry.kind == "event",
    )
    return builder.entry(place, name, entry.kind, entry.span)


def _initial(builder: Builder) -> dict[Local | Variable, Expr]:
    return {variable: variable.initial for variable in builder.program.variables.values()}


def _fallback(program: Program, builder: Builder) -> State:
    """The author's, or an apology in every language of the program."""
    if program.fallback is not None:
        return _entry(program.fallback, "fallback", builder)
    span = program.app.span
    state = State(name="fallback", source="fallback", span=span)
    place = Place(rest=None, environment={}, language=program.default_language, path=("fallback",))
    spoken = [language for language in builder.languages if sentences(language)] or [APOLOGY]
    parts = []
    for language in spoken:
        known = sentences(language)
        if known is not None:
            inner = Place(rest=None, environment={}, language=language, path=place.path)
            parts.append(talk(constant(known.apology, span), {}, span, inner, None))
    state.decision = Leaf(parts=tuple(parts))
    builder.add(state)
    return state
