"""Random callers: silence, mashed keys, early ends, at once with others, on a bad day.

What must hold for every call: only valid NCCOs, no exception, replies in time, the call ends or asks again,
and nothing of one caller reaches another. A call that breaks this is made shorter while it still does.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from ivrc.node import node
from ivrc.platform import EndlessError, NotNowError, Platform
from ivrc.platform.transport import SOCKET_TIMEOUT
from ivrc.semantics.script import CallIn, CallOut, HangUp, PressKeys, SpeakWords
from ivrc.source import Span
from ivrc.testing.loading import SECRET
from ivrc.testing.moves import moves
from ivrc.testing.performing import do
from ivrc.testing.placing import place, request
from ivrc.testing.playing import USUAL_START
from ivrc.testing.standing import Positions
from ivrc.testing.surroundings import compared, possible_answers, possible_calls, possible_moments
from ivrc.testing.trouble import troubles
from ivrc.testing.unruly import UnrulyHooks, UnrulyTransport
from ivrc.testing.writing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ivrc.platform import Call, Entry
    from ivrc.platform.legs import Leg
    from ivrc.semantics.script import Beginning, Given, Stimulus
    from ivrc.testing.loading import Loaded

MOST_DEEDS = 14
LONGEST_WAIT = 12.0
_KEYS = "0123456789*#"
_CALLERS = ("447700900101", "447700900102")
# Their numbers, however they are read out.
_SAID = {number: re.compile(r"[ ,.-]*".join(number).encode()) for number in _CALLERS}
_DIALLED = "441632960000"
# What a handler answers whose system failed, so that the platform sends the event again.
_ONCE_MORE = "503"
_HERE = Span(0, 0, 0)


@node
class Deed:
    """What a caller does; `after` so many seconds, or when the call waits for them (None)."""

    caller: int
    what: Stimulus
    after: float | None = None


@node
class Plan:
    """A whole run; the `seed` decides what externs answer and what becomes of webhooks."""

    seed: str
    moment: datetime
    deeds: tuple[Deed, ...]


@node
class Broken:
    """A run that must not be: what happened, and the shortest plan for it that was found."""

    problem: str
    plan: Plan
    test: str


class Fuzzer:
    """Plays random calls on one program."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._positions = Positions(loaded.compilation)
        self._answers = possible_answers(loaded, _HERE)
        self._compared = [value for _, value in compared(loaded)]
        self._moments = possible_moments(loaded) or [USUAL_START]

    def run(self, seed: str) -> Broken | None:
        """One run with two callers; what was wrong with it, if anything."""
        random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
        plan = Plan(seed=seed, moment=random.choice(self._moments), deeds=())
        show = Show(self._loaded, self._answers, plan)
        deeds: list[Deed] = []
        problem = None
        while problem is None and len(deeds) < MOST_DEEDS and show.alive:
            deed = self._deed(random, show)
            deeds.append(deed)
            problem = show.play([deed])
        problem = problem or show.finish()
        return None if problem is None else self._shortened(problem, plan, deeds)

    def _deed(self, random: Random, show: Show) -> Deed:
        caller = random.choice(show.alive)
        after = round(random.uniform(0, LONGEST_WAIT), 1)
        chance = random.random()
        if chance < 0.07:
            return Deed(caller=caller, what=HangUp(span=_HERE), after=after)
        if chance < 0.3:
            keys = "".join(random.choices(_KEYS, k=random.randint(1, 8)))
            return Deed(caller=caller, what=PressKeys(keys=keys, span=_HERE), after=after)
        show.settle(caller)
        waiting = show.calls[caller].waiting
        route = self._positions.route(waiting.action)
        possible = list(moves(waiting, route, _HERE, self._compared))
        if not possible or chance < 0.35:
            possible = [SpeakWords(words="hello", span=_HERE), PressKeys(keys="1", span=_HERE)]
        return Deed(caller=caller, what=random.choice(possible))

    def _shortened(self, problem: str, plan: Plan, deeds: list[Deed]) -> Broken:
        """Leave out whatever can be left out while the same thing happens."""
        shorter = next((s for s in _shorter(deeds) if self._replayed(plan, s) == problem), None)
        while shorter is not None:
            deeds = shorter
            shorter = next((s for s in _shorter(deeds) if self._replayed(plan, s) == problem), None)
        show = Show(self._loaded, self._answers, plan)
        show.play(deeds)
        show.finish()
        plan = Plan(seed=plan.seed, moment=plan.moment, deeds=tuple(deeds))
        return Broken(problem=problem, plan=plan, test=_as_test(problem, plan, show))

    def _replayed(self, plan: Plan, deeds: list[Deed]) -> str | None:
        show = Show(self._loaded, self._answers, plan)
        return show.play(deeds) or show.finish()


def _shorter(deeds: list[Deed]) -> Iterator[list[Deed]]:
    """The same without one deed, without one key, or with one deed done when the call waits for it."""
    for position, deed in enumerate(deeds):
        before, after = deeds[:position], deeds[position + 1 :]
        yield [*before, *after]
        if isinstance(deed.what, PressKeys) and len(deed.what.keys) > 1:
            for key in range(len(deed.what.keys)):
                keys = deed.what.keys[:key] + deed.what.keys[key + 1 :]
                yield [*before, replace(deed, what=PressKeys(keys=keys, span=_HERE)), *after]
        if deed.after is not None:
            yield [*before, replace(deed, after=None), *after]


class Show:
    """The calls of one plan."""

    def __init__(self, loaded: Loaded, answers: dict[str, list[Given]], plan: Plan) -> None:
        chances = Random(plan.seed)  # noqa: S311 - to be repeated, not to be secret
        transport = UnrulyTransport(loaded.transport, chances)
        self.platform = Platform(transport, start=plan.moment, secret=SECRET)
        self.hooks = UnrulyHooks(loaded.externs, answers, chances)
        self._loaded = loaded
        self._transport = transport
        self._problems: list[str] = []
        self._looked_at = 0
        self.calls: list[Call] = []
        self.begun = [_beginning(loaded, caller, plan.seed) for caller in _CALLERS]
        with self._watched():
            loaded.open(self.hooks, self.platform.clock.now)
            for caller, begun in zip(_CALLERS, self.begun, strict=True):
                self.calls.append(self._begin(begun, caller))

    def _begin(self, begun: Beginning, caller: str) -> Call:
        if isinstance(begun, CallOut):
            return place(self.platform, self._loaded.webhooks, request(self._loaded, begun))
        return self.platform.call(self._loaded.webhooks, from_=caller, to=_DIALLED)

    @property
    def alive(self) -> list[int]:
        """The callers who are still on the phone."""
        return [number for number, call in enumerate(self.calls) if call.alive]

    def settle(self, caller: int) -> None:
        """Let a call go on until it waits for its caller."""
        with self._watched():
            self.calls[caller].settle()

    def play(self, deeds: list[Deed]) -> str | None:
        """Do these things until something is wrong; the first thing that is."""
        for deed in deeds:
            if self._problems:
                break
            with self._watched():
                self._play(deed)
        return self._problems[0] if self._problems else None

    def finish(self) -> str | None:
        """Everybody hangs up, and what was put off happens."""
        deeds = [Deed(caller=number, what=HangUp(span=_HERE), after=0.0) for number in self.alive]
        self.play(deeds)
        with self._watched():
            self.platform.run()
            self._transport.close()
        return self._problems[0] if self._problems else None

    def _play(self, deed: Deed) -> None:
        call = self.calls[deed.caller]
        if deed.after is None:
            call.settle()
        else:
            self.platform.clock.advance(deed.after)
        if call.alive:
            with suppress(NotNowError):  # in a shortened plan a call may stand elsewhere
                do(call, deed.what)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Note what is wrong with what happens inside."""
        with troubles() as faults:
            try:
                yield
            except EndlessError as error:
                self._problems.append(str(error))
        new = self.platform.log[self._looked_at :]
        self._looked_at = len(self.platform.log)
        self._problems += [f"the webhook module failed: {fault.text}" for fault in faults]
        self._problems += [problem for entry in new if (problem := _problem(entry)) is not None]


def _beginning(loaded: Loaded, caller: str, seed: str) -> Beginning:
    """Somebody calls, or is called."""
    possible: list[Beginning] = [replace(call, to=caller) for call in possible_calls(loaded, _HERE)]
    if loaded.compilation.program.answer is not None:
        possible.append(CallIn(caller=caller, dialled=None, span=_HERE))
    return Random(f"{seed} {caller}").choice(possible)  # noqa: S311 - to be repeated, not to be secret


def _problem(entry: Entry) -> str | None:
    """What is wrong with a step of a call."""
    if entry.kind == "error" and not entry.text.endswith(_ONCE_MORE):
        return f"the platform could not use a reply: {entry.text}"
    if entry.exchange is None or entry.exchange.response is None:
        return None
    if entry.exchange.response.seconds > SOCKET_TIMEOUT:
        return f"a reply took longer than {SOCKET_TIMEOUT:g} s"
    caller = _caller(entry.leg)
    others = (said for number, said in _SAID.items() if number != caller)
    if any(said.search(entry.exchange.response.body) for said in others):
        return f"a reply in the call of +{caller} has the number of another caller in it"
    return None


def _caller(leg: Leg) -> str:
    """Whose call a leg is in."""
    while leg.parent is not None:
        leg = leg.parent
    return leg.from_ if leg.direction == "inbound" else leg.to


def _as_test(problem: str, plan: Plan, show: Show) -> str:
    """The run as a test, as far as a test can say it: one block a caller."""
    blocks = []
    for number, caller in enumerate(_CALLERS):
        lines = [f"// {problem}", f"at {plan.moment:%Y-%m-%d %H:%M}"]
        answered = sorted(show.hooks.given.items(), key=lambda item: item[0])
        lines += [shown(given) for (whose, _), given in answered if whose == f"+{caller}"]
        lines.append(shown(show.begun[number]))
        for deed in plan.deeds:
            if deed.caller == number:
                note = "" if deed.after is None else f"  // {deed.after:g} s after what came before"
                lines.append(f"{shown(deed.what)}{note}")
        if any(deed.caller == number for deed in plan.deeds) or number == 0:
            body = "".join(f"  {line}\n" for line in lines)
            blocks.append(f'test "fuzz {plan.seed}, caller {number + 1}" {{\n{body}}}\n')
    return "\n".join(blocks)
