"""A small set of readable tests that meets everything in a program that calls can meet.

Calls are explored breadth first, each from its beginning, in the usual surroundings and then in others. A
place is gone on from once in each surroundings, and again by a call that meets something new. In the end
stubborn callers do the same thing again and again, for programs that count.
"""

from __future__ import annotations

from collections import deque
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivrc.node import node
from ivrc.semantics.script import Trial
from ivrc.source import Span
from ivrc.testing.coverage import Coverage, Domain
from ivrc.testing.moves import moves
from ivrc.testing.playing import FailedError, Performance
from ivrc.testing.standing import Positions
from ivrc.testing.surroundings import combined, compared, surroundings
from ivrc.testing.writing import write_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.semantics.script import Statement, Stimulus
    from ivrc.testing.coverage import Item
    from ivrc.testing.loading import Loaded
    from ivrc.testing.surroundings import Surroundings

# Calls that are tried in all: more would take minutes, and a program that needs them is not explored by luck.
MOST_CALLS = 6000
LONGEST_CALL = 40
MOST_REPEATS = 10
_HERE = Span(0, 0, 0)


@node
class Tried:
    """A call that was tried: what it met, and at which place it stands."""

    around: Surroundings
    moves: tuple[Stimulus, ...]
    met: frozenset[Item]
    place: str
    performance: Performance

    @property
    def length(self) -> int:
        """How much there is to read."""
        return len(self.moves) + sum(1 for _ in self.performance.trial.statements)


@node
class Generated:
    """The tests as text, what they meet, and what no call was found for.

    `exhausted`: the search was ended by the number of calls, so that there may be one.
    """

    tests: tuple[str, ...]
    met: frozenset[Item]
    missing: tuple[Item, ...]
    exhausted: bool


def generate(loaded: Loaded, met: Iterable[Item] = (), titles: Iterable[str] = ()) -> Generated:
    """Tests for everything that is not `met` yet; `titles` are taken."""
    explorer = Explorer(loaded)
    if not explorer.domain.items.keys() <= frozenset(met):
        explorer.explore()
    chosen = _cover(explorer.tried, frozenset(met))
    taken = set(titles)
    positions = Positions(loaded.compilation)
    tests = tuple(
        write_test(tried.performance, loaded.compilation.program, positions, taken) for tried in chosen
    )
    reached = frozenset(met).union(*(tried.met for tried in chosen))
    missing = tuple(item for item in explorer.domain.items if item not in reached)
    exhausted = bool(missing) and explorer.exhausted
    return Generated(tests=tests, met=reached, missing=missing, exhausted=exhausted)


class Explorer:
    """Tries calls. `tried` are those that met something for the first time."""

    def __init__(self, loaded: Loaded) -> None:
        self.domain = Domain(loaded.compilation)
        self.tried: list[Tried] = []
        self._loaded = loaded
        self._positions = Positions(loaded.compilation)
        self._compared = [value for _, value in compared(loaded)]
        self._met: set[Item] = set()
        self._calls = 0
        self._places: dict[str, Tried] = {}

    @property
    def exhausted(self) -> bool:
        """Whether no more calls are made."""
        return self._calls >= MOST_CALLS

    def explore(self) -> None:
        """The usual surroundings and others; then, while something is missing, repetitions and pairs."""
        usual, others = surroundings(self._loaded, _HERE)
        for around in (usual, *others):
            self._calls_in(around)
        self._repeat()
        for one, other in combinations(others, 2):
            if self._done:
                return
            self._calls_in(combined(one, other, usual))

    @property
    def _done(self) -> bool:
        return self.exhausted or len(self._met) == len(self.domain.items)

    def _repeat(self) -> None:
        """At each place, do each thing again and again."""
        for tried in list(self._places.values()):
            for move in self._moves(tried):
                for times in range(2, MOST_REPEATS + 1):
                    again = None if self._done else self._try(tried.around, (*tried.moves, *[move] * times))
                    if again is None:
                        break
                    self._learn(again)

    def _learn(self, tried: Tried) -> bool:
        """Whether a call has met something for the first time."""
        new = not tried.met <= self._met
        self._met |= tried.met
        if new:
            self.tried.append(tried)
        return new

    def _moves(self, tried: Tried) -> Iterator[Stimulus]:
        """What can happen next in a call."""
        call = tried.performance.call
        if call is not None and call.alive:
            route = self._positions.route(call.waiting.action)
            yield from moves(call.waiting, route, _HERE, self._compared)

    def _calls_in(self, around: Surroundings) -> None:
        calls = self.calls(around)
        while not self._done and next(calls, None) is not None:
            pass

    def calls(self, around: Surroundings) -> Iterator[Tried]:
        """Calls in these surroundings, the shortest first."""
        seen: set[str] = set()
        waiting: deque[tuple[Stimulus, ...]] = deque([()])
        while waiting and not self.exhausted:
            tried = self._try(around, waiting.popleft())
            if tried is None:
                continue
            new = self._learn(tried)
            yield tried
            if (tried.place in seen and not new) or len(tried.moves) >= LONGEST_CALL:
                continue
            seen.add(tried.place)
            self._places.setdefault(tried.place, tried)
            waiting += [(*tried.moves, move) for move in self._moves(tried)]

    def _try(self, around: Surroundings, made: tuple[Stimulus, ...]) -> Tried | None:
        """Play a call; none if it cannot go this way."""
        self._calls += 1
        everything = {given.extern.name for given in around.given}
        statements: tuple[Statement, ...] = (*around.before(everything, _HERE), *made)
        performance = Performance(
            self._loaded, self._positions, Trial(title="", statements=statements, span=_HERE)
        )
        coverage = Coverage(self.domain, self._loaded)
        try:
            with coverage.watching():
                performance.play()
        except FailedError:
            return None
        asked = {asking.extern.name for asking in performance.answers.askings}
        needed = (*around.before(asked, _HERE), *made)
        performance.trial = Trial(title="", statements=needed, span=_HERE)
        return Tried(
            around=around,
            moves=made,
            met=frozenset(coverage.hits),
            place=_place(performance),
            performance=performance,
        )


def _place(performance: Performance) -> str:
    """Where the call stands, as far as what can happen next depends on it."""
    call = performance.call
    if call is None or not call.alive:
        return "ended"
    action = call.waiting.action
    urls = action.get("eventUrl")
    path = urlsplit(urls[0]).path if urls else str(action.get("endpoint", action.get("name", "")))
    return f"{call.waiting.kind} {path}"


def _cover(tried: list[Tried], met: frozenset[Item]) -> list[Tried]:
    """Few calls that meet all that any of them meets: the one that adds most, the shorter one first."""
    left = frozenset().union(*(one.met for one in tried)) - met if tried else frozenset()
    chosen: list[Tried] = []
    while left:
        best = max(tried, key=lambda one: (len(one.met & left), -one.length))
        chosen.append(best)
        left -= best.met
    return chosen
