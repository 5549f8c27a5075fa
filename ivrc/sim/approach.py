"""How a call comes to a flow or menu: the shortest way that is found by trying calls."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ivrc.flow.states import Ask, Branch, NccoAction
from ivrc.node import node
from ivrc.semantics import script
from ivrc.semantics.script import Given
from ivrc.semantics.visiting import around_expressions
from ivrc.sim.commands import Step
from ivrc.sim.places import Places
from ivrc.source import Span
from ivrc.testing.generating import Explorer
from ivrc.testing.surroundings import combined, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from ivrc.semantics.program import Flow
    from ivrc.semantics.script import Stimulus
    from ivrc.sim.transcript import Line
    from ivrc.testing.generating import Tried
    from ivrc.testing.loading import Loaded
    from ivrc.testing.surroundings import Surroundings

_HERE = Span(0, 0, 0)


@node
class Approach:
    """The steps to a flow, in the surroundings in which they lead there."""

    flow: Flow
    steps: tuple[Step, ...]
    given: tuple[Given, ...]
    around: Surroundings

    def comes(self, line: Line) -> bool:
        """Whether with this line of a transcript the call is there."""
        return _is_in(line.step, self.flow)


def happens(loaded: Loaded, flow: Flow) -> bool:
    """Whether something of a flow is heard, asked or decided in any call."""
    graph = loaded.compilation.graph
    assert graph is not None  # noqa: S101 - what is played has no errors
    decisions = (at for state in graph.states for at in around_expressions(state.decision))
    return any(_is_in(at.span, flow) for at in decisions if isinstance(at, NccoAction | Branch | Ask))


def approach(loaded: Loaded, flow: Flow, now: datetime, said: Mapping[str, Any]) -> Approach | None:
    """The first way that is found.

    `said` is what has to stay as it is of `Surroundings`; a call for which no moment matters comes `now`.
    """
    explorer = Explorer(loaded)
    for around in _arounds(loaded):
        here = replace(around, **{"moment": around.moment or now, **said})
        for tried in explorer.calls(here):
            if _comes_to(tried, flow, loaded):
                return _approach(tried, flow)
    return None


def _arounds(loaded: Loaded) -> Iterator[Surroundings]:
    """Those of now, the usual ones, and those with one thing or two that are different."""
    usual, others = surroundings(loaded, _HERE)
    others = [one for one in others if one.placed is None]
    yield from (replace(usual, moment=None), usual, *others)
    for one, other in combinations(others, 2):
        yield combined(one, other, usual)


def _comes_to(tried: Tried, flow: Flow, loaded: Loaded) -> bool:
    """Whether the call has met something of a flow, has heard it, or is asked it."""
    if any(_is_in(item.span, flow) for item in tried.met):
        return True
    call = tried.performance.call
    places = Places(loaded.compilation)
    for entry in tried.performance.platform.log:
        if entry.exchange is not None and entry.exchange.ncco is not None:
            places.learn(entry.exchange.request.url, entry.exchange.ncco)
        if _is_in(places.span(entry.action), flow):
            return True
    return call is not None and call.alive and _is_in(places.span(call.waiting.action), flow)


def _is_in(span: Span | None, flow: Flow) -> bool:
    """Whether a step is one of a flow; the question of a menu stands at its name."""
    whole = flow.span.start, flow.body.span.end
    return span is not None and span.file == flow.span.file and whole[0] <= span.start < span.end <= whole[1]


def _approach(tried: Tried, flow: Flow) -> Approach:
    return Approach(
        flow=flow,
        steps=tuple(_step(move) for move in tried.moves),
        given=tuple(s for s in tried.performance.trial.statements if isinstance(s, Given)),
        around=tried.around,
    )


def _step(move: Stimulus) -> Step:
    """What is typed for what happens."""
    match move:
        case script.PressKeys(keys=keys):
            return Step(word="press", value=keys)
        case script.SpeakWords(words=words):
            return Step(word="say", value=words)
        case script.StaySilent():
            return Step(word="silence")
        case script.HangUp():
            return Step(word="hangup")
        case script.Dialled(status=status):
            return Step(word="answer", value=status)
        case script.Leave(seconds=seconds):
            return Step(word="leave", seconds=seconds)
        case script.CallIn() | script.CallOut():
            raise TypeError("the beginning of a call is no step in it")
