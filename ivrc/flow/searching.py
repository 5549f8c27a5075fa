"""Searches in the moments of a call: what is met and how, how many inputs lead somewhere, what never ends."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING

from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ivrc.flow.moments import Moment, Way

Steps = list[tuple["Moment", "Way"]]
"""A part of a call: each moment with the way that leaves it."""


@record
class Search:
    """What a search came to, the nearest first; each with the moment before it and the way from there."""

    came: dict[Moment, tuple[Moment, Way] | None]
    cost: dict[Moment, int]

    def steps(self, to: Moment) -> Steps:
        """The shortest part of a call that leads there."""
        made: Steps = []
        while (last := self.came[to]) is not None:
            made.append(last)
            to = last[0]
        return made[::-1]


def every(moment: Moment) -> list[Way]:
    """All that may come next."""
    return moment.ways


def unanswered(moment: Moment) -> list[Way]:
    """What may come next although the caller does nothing."""
    return [way for way in moment.ways if not way.advances]


def search(start: Moment, cost: Callable[[Way], int], ways: Callable[[Moment], list[Way]] = every) -> Search:
    """All that can be come to on these ways."""
    number = count()
    reached: list[tuple[int, int, Moment, tuple[Moment, Way] | None]] = [(0, next(number), start, None)]
    found = Search({}, {})
    while reached:
        so_far, _, moment, last = heappop(reached)
        if moment in found.came:
            continue
        found.came[moment], found.cost[moment] = last, so_far
        for way in ways(moment):
            heappush(reached, (so_far + cost(way), next(number), way.to, (moment, way)))
    return found


def lines(way: Way) -> int:
    """How many lines a way adds to a transcript."""
    return bool(way.text) + bool(way.to.text)


def inputs(way: Way) -> int:
    """Whether the caller was asked."""
    return int(way.asks)


def distances(met: Iterable[Moment], goals: Iterable[Moment]) -> dict[Moment, int]:
    """The least inputs from each moment to the nearest goal, of those that lead to one."""
    before: defaultdict[Moment, list[tuple[Moment, Way]]] = defaultdict(list)
    for moment in met:
        for way in moment.ways:
            before[way.to].append((moment, way))
    number = count()
    reached = [(0, next(number), goal) for goal in goals]
    least: dict[Moment, int] = {}
    while reached:
        so_far, _, moment = heappop(reached)
        if moment not in least:
            least[moment] = so_far
            for earlier, way in before[moment]:
                heappush(reached, (so_far + inputs(way), next(number), earlier))
    return least


def turning(met: Iterable[Moment]) -> set[Moment]:
    """The moments that come again and again although the caller does nothing, and those between such."""
    onward = {moment: {way.to for way in unanswered(moment)} for moment in met}
    back: dict[Moment, set[Moment]] = {moment: set() for moment in onward}
    for moment, following in onward.items():
        for other in following:
            back[other].add(moment)
    return _unordered(onward) & _unordered(back)


def _unordered(after: dict[Moment, set[Moment]]) -> set[Moment]:
    """What stands on a circle, or waits for one."""
    sorter = TopologicalSorter(after)
    with suppress(CycleError):
        sorter.prepare()
    left = set(after)
    while ready := sorter.get_ready():
        left.difference_update(ready)
        sorter.done(*ready)
    return left


def circle(moment: Moment) -> Steps:
    """The shortest way from a moment back to it although the caller does nothing; empty if there is none."""
    found = [(way, search(way.to, lines, unanswered)) for way in unanswered(moment)]
    back = [(of.cost[moment] + lines(way), way, of) for way, of in found if moment in of.came]
    if not back:
        return []
    _, way, of = min(back, key=itemgetter(0))
    return [(moment, way), *of.steps(moment)]
