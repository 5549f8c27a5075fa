"""The virtual voice platform: calls, webhooks and time (reference 3 and 4). It knows nothing of `.ivr`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.call import Call
from ivrc.platform.clock import Clock
from ivrc.platform.delivery import INVALID, Delivery, Webhooks
from ivrc.platform.doubts import Doubts
from ivrc.platform.execution import Execution
from ivrc.platform.interpreter import run
from ivrc.platform.legs import Left, Leg
from ivrc.platform.log import Entry
from ivrc.platform.placing import ring
from ivrc.platform.rooms import Room
from ivrc.platform.transport import SOCKET_TIMEOUT
from ivrc.runtime.json_bytes import dump

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ivrc.platform.bodies import Body
    from ivrc.platform.delivery import Exchange, Ncco
    from ivrc.platform.legs import Direction, Stimulus
    from ivrc.platform.log import Kind
    from ivrc.platform.transport import Transport

# What the event webhook is told of an NCCO that is wrong (reference 1).
SYNTAX_ERROR = "Syntax error in NCCO. Invalid value type or action."


class Platform:
    """Runs calls against the webhooks behind a transport, in virtual time.

    `secret` signs the webhooks. `files` are seconds of audio by URL. `log` is everything that happened.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        start: datetime,
        secret: str | None = None,
        doubts: Doubts | None = None,
        files: Mapping[str, float] | None = None,
    ) -> None:
        self.clock = Clock(start)
        self.doubts = doubts or Doubts()
        self.files = files or {}
        self.log: list[Entry] = []
        self.legs: list[Leg] = []
        self.rooms: dict[str, Room] = {}
        self.delivery = Delivery(transport, self.doubts, secret=secret, seconds=self.clock.seconds)
        self._count = 0

    # --- calls

    def call(
        self,
        webhooks: Webhooks,
        *,
        from_: str,
        to: str,
        extra: Mapping[str, Any] | None = None,
        settle: bool = True,
    ) -> Call:
        """A call comes in; it runs until it waits for somebody, without `settle` until the first sound.

        `extra` fields go into the answer request.
        """
        leg = self.leg("caller", "inbound", from_=from_, to=to, webhooks=webhooks)
        self.note(leg, "call", to)
        self.tell(leg, "started")
        self.tell(leg, "ringing")
        execution = self.pick_up(leg, webhooks, self.first_ncco(leg, webhooks, extra or {}))
        if execution is not None:
            self.begin(execution)
        call = Call(self, leg)
        return call.settle() if settle else call

    def place(
        self, webhooks: Webhooks, *, from_: str, to: str, settings: Mapping[str, Any] | None = None
    ) -> Call:
        """A call that the application places; it rings. `settings`: the request (reference 6.3).

        Raises ValueError for an inline `ncco` that is wrong.
        """
        request = dict(settings or {})
        if "ncco" in request:
            request["ncco"], problem = self.delivery.read(dump(request["ncco"]))
            if problem:
                raise ValueError(f"{INVALID} {problem}")
        leg = self.leg("callee", "outbound", from_=from_, to=to, webhooks=webhooks)
        self.note(leg, "call", to)
        ring(self, leg, webhooks, request)
        return Call(self, leg)

    def run(self) -> None:
        """Let everything happen that happens by itself."""
        while self.clock.step():
            pass

    # --- what the interpreter needs

    def identity(self, kind: str) -> str:
        """A new UUID: the same run gives the same ones, a run that starts at another moment others."""
        self._count += 1
        return f"{self._count:08x}-{kind}-4000-8000-{round(self.clock.start.timestamp() * 1000):012x}"

    def file_url(self) -> str:
        """Where something that was recorded can be fetched."""
        return f"https://api.nexmo.com/v1/files/{self.identity('f11e')}"

    def note(self, leg: Leg, kind: Kind, text: str = "", action: Mapping[str, Any] | None = None) -> Entry:
        """Write into the log."""
        entry = Entry(self.clock.elapsed, leg, kind, text, action or {})
        self.log.append(entry)
        return entry

    def leg(self, name: str, direction: Direction, *, from_: str, to: str, webhooks: Webhooks) -> Leg:
        """A new leg, in a conversation of its own."""
        uuid, conversation = self.identity("1e90"), f"CON-{self.identity('c000')}"
        leg = Leg(name, uuid, conversation, direction, from_, to, webhooks.event_url, webhooks.event_method)
        self.legs.append(leg)
        return leg

    def room(self, name: str) -> Room:
        """The room of a name; it is made when it is first entered."""
        if name not in self.rooms:
            self.rooms[name] = Room(name, f"CON-{self.identity('4000')}")
        return self.rooms[name]

    def first_ncco(self, leg: Leg, webhooks: Webhooks, extra: Mapping[str, Any]) -> Ncco | None:
        """What a call begins with."""
        body = bodies.answer(leg, dict(extra))
        url, method, tries = webhooks.answer_url, webhooks.answer_method, self.doubts.answer_tries
        exchange = self.delivery.ask(url, method, body, tries, SOCKET_TIMEOUT)
        self.exchanged(leg, exchange)
        return self._fallen_back(leg, exchange, webhooks, body, "answer")

    def pick_up(self, leg: Leg, webhooks: Webhooks, ncco: Ncco | None) -> Execution | None:
        """A call is answered; without an NCCO it ends."""
        leg.answered = self.clock.elapsed
        if ncco is None or not leg.alive:
            self.hang_up(leg, "platform")
            return None
        self.tell(leg, "answered", start_time=None, rate=None, network=None)
        leg.execution = Execution(self, leg, webhooks, ncco, lambda: self.hang_up(leg, "platform"))
        return leg.execution

    def begin(self, execution: Execution) -> None:
        """Start to run an NCCO."""
        leg = execution.leg
        leg.execution = execution
        leg.process = run(execution)
        self.resume(leg, None)

    def interrupt(self, execution: Execution, ncco: Ncco) -> None:
        """Another NCCO takes the place of what runs (reference 3.5)."""
        leg, process = execution.leg, execution.leg.process
        if leg.running:
            leg.missed.append(lambda: self.interrupt(execution, ncco))
            return
        if not leg.alive:
            return
        if process is not None:
            process.close()
        if execution.ringing is not None:
            self.cancel(execution.ringing)
            execution.ringing = None
        if execution.room is not None:
            execution.room.leave(execution)
        execution.replace(ncco)
        self.begin(execution)

    def resume(self, leg: Leg, stimulus: Stimulus) -> None:
        """Something happens to a leg; it goes on until it waits again. Raises EndlessError."""
        process = leg.process
        if process is None or leg.execution is None or not leg.alive:
            return
        if leg.running:
            # A webhook does something to the call that waits for its reply.
            leg.missed.append(lambda: self.resume(leg, stimulus))
            return
        leg.bide(stimulus)
        leg.running = True
        try:
            wait = process.send(stimulus)
        except StopIteration:
            leg.process = None
            leg.execution.then()
            return
        finally:
            leg.running = False
            for action in leg.missed:
                self.clock.after(0.0, action)
            leg.missed.clear()
        if not leg.alive:
            process.close()
            return
        leg.waiting = wait
        if wait.seconds is not None:
            leg.timer = self.clock.after(wait.seconds, lambda: self.resume(leg, None))

    def later(self, leg: Leg, stimulus: Stimulus) -> None:
        """Something happens to a leg as soon as what happens now is over."""
        self.clock.after(0.0, lambda: self.resume(leg, stimulus))

    def hang_up(self, leg: Leg, by: str) -> None:
        """A leg ends, and with it what it controls (reference 3.2); `by`: platform or user."""
        if not leg.alive:
            return
        leg.end(self.clock.elapsed)
        if leg.process is not None and not leg.running:
            leg.process.close()
        self.note(leg, "end", by)
        if leg.execution is not None:
            self._end(leg.execution, by)
        else:
            self._complete(leg, by)
        parent = leg.parent
        if parent is not None and parent.execution is not None:
            if leg in parent.execution.others:
                parent.execution.others.remove(leg)
            self.later(parent, Left(leg))

    def cancel(self, leg: Leg) -> None:
        """Nobody wants to talk to a leg any more that rings, or is there already."""
        if leg.answered is not None:
            self.hang_up(leg, "platform")
        elif leg.alive:
            leg.end(self.clock.elapsed)
            self.tell(leg, "cancelled")

    # --- webhooks

    def ask(self, execution: Execution, url: str, method: str, body: Body) -> Ncco | None:
        """A webhook that may give an NCCO, and the fallback where it fails (reference 4.6)."""
        if not url:
            return None
        exchange = self.delivery.ask(url, method, body)
        self.exchanged(execution.leg, exchange)
        return self._fallen_back(execution.leg, exchange, execution.webhooks, body, "event")

    def inform(self, leg: Leg, url: str, method: str, body: Body) -> None:
        """A webhook whose reply is ignored."""
        if url:
            self.exchanged(leg, self.delivery.tell(url, method, body, self.doubts.status_tries))

    def tell(self, leg: Leg, state: str, **extra: Any) -> None:
        """The state of a leg."""
        body = bodies.status(leg, state, self.clock.now(), **extra)
        self.inform(leg, leg.event_url, leg.event_method, body)

    def _fallen_back(
        self, leg: Leg, exchange: Exchange, webhooks: Webhooks, body: Body, kind: str
    ) -> Ncco | None:
        if exchange.problem == INVALID:
            wrong = bodies.error(leg.conversation, SYNTAX_ERROR, self.clock.now())
            self.inform(leg, webhooks.event_url, webhooks.event_method, wrong)
        if not exchange.problem or not webhooks.fallback_url:
            return exchange.ncco
        original = {"url": exchange.request.url, "type": kind}
        second = {**body, "reason": exchange.problem, "original_request": original}
        url, method = webhooks.fallback_url, webhooks.fallback_method
        last = self.delivery.ask(url, method, second, timeout=SOCKET_TIMEOUT)
        self.exchanged(leg, last)
        return last.ncco

    def exchanged(self, leg: Leg, exchange: Exchange) -> None:
        """Note a request with what came of it."""
        self.note(leg, "request", exchange.request.url).exchange = exchange
        if exchange.problem:
            self.note(leg, "error", f"{exchange.problem} {exchange.detail}".strip())

    # --- the end of a leg

    def _end(self, execution: Execution, by: str) -> None:
        """What a hang-up takes with it: the others of the call, its recordings, its place in a room."""
        others, execution.others = [*execution.others], []
        if execution.ringing is not None:
            others.append(execution.ringing)
        for other in others:
            self.cancel(other)
        if not self.doubts.record_event_before_completed:
            self._complete(execution.leg, by)
        if execution.room is not None:
            execution.room.leave(execution)
        for recording in list(execution.recordings):
            execution.end_recording(recording)
        if self.doubts.record_event_before_completed:
            self._complete(execution.leg, by)

    def _complete(self, leg: Leg, by: str) -> None:
        end = self.clock.now()
        start = self.clock.moment(leg.answered if leg.answered is not None else self.clock.elapsed)
        self.inform(leg, leg.event_url, leg.event_method, bodies.completed(leg, start, end, by))
