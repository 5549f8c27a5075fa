"""The virtual voice platform: calls, webhooks and time (reference 3 and 4). It knows nothing of `.ivr`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.call import Call
from ivrc.platform.clock import Clock
from ivrc.platform.delivery import Delivery, Webhooks
from ivrc.platform.dialling import detections
from ivrc.platform.doubts import Doubts
from ivrc.platform.execution import Execution
from ivrc.platform.interpreter import run
from ivrc.platform.legs import DETECTED, Left, Leg, Wait
from ivrc.platform.log import Entry
from ivrc.platform.rooms import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ivrc.platform.bodies import Body
    from ivrc.platform.delivery import Exchange, Ncco
    from ivrc.platform.legs import Stimulus
    from ivrc.platform.log import Kind
    from ivrc.platform.transport import Transport


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
        self.delivery = Delivery(transport, secret=secret, seconds=self.clock.seconds, seen=self._seen)
        self._asking: Leg | None = None
        self._count = 0

    # --- calls

    def call(
        self, webhooks: Webhooks, *, from_: str, to: str, extra: Mapping[str, Any] | None = None
    ) -> Call:
        """A call comes in; it runs until it waits for somebody. `extra` fields go into the answer request."""
        leg = self._leg("caller", "inbound", from_=from_, to=to, webhooks=webhooks)
        self.note(leg, "call", to)
        for state in ("started", "ringing"):
            self._tell(leg, bodies.status(leg, state, self.clock.now()))
        self._pick_up(leg, webhooks, bodies.answer(leg, dict(extra or {})))
        return Call(self, leg).settle()

    def place(
        self, webhooks: Webhooks, *, from_: str, to: str, settings: Mapping[str, Any] | None = None
    ) -> Call:
        """A call that the application places; it rings. `settings`: the request (reference 6.3)."""
        leg = self._leg("callee", "outbound", from_=from_, to=to, webhooks=webhooks)
        self.note(leg, "call", to)
        call = Call(self, leg)
        call.ring(webhooks, dict(settings or {}))
        return call

    def pick_up(self, leg: Leg, webhooks: Webhooks, settings: Mapping[str, Any], heard: str) -> None:
        """Somebody or something picks up a call that was placed; an inline `ncco` needs no answer webhook."""
        if "ncco" in settings:
            leg.answered = self.clock.elapsed
            self._tell(leg, bodies.status(leg, "answered", self.clock.now()))
            self.begin(
                Execution(self, leg, webhooks, settings["ncco"], lambda: self.hang_up(leg, "platform"))
            )
        else:
            self._pick_up(leg, webhooks, bodies.answer(leg, {}))
        if leg.execution is not None and leg.alive:
            self._detect(leg.execution, settings, heard)

    def run(self) -> None:
        """Let everything happen that happens by itself."""
        while self.clock.step():
            pass

    # --- what the interpreter needs

    def number(self) -> int:
        """The next number for an id."""
        self._count += 1
        return self._count

    def note(self, leg: Leg, kind: Kind, text: str = "", action: Mapping[str, Any] | None = None) -> Entry:
        """Write into the log."""
        entry = Entry(self.clock.elapsed, leg, kind, text, action or {})
        self.log.append(entry)
        return entry

    def room(self, name: str) -> Room:
        """The room of a name; it is made when it is first entered."""
        if name not in self.rooms:
            self.rooms[name] = Room(name, f"CON-{bodies.identity('4000', self.number())}")
        return self.rooms[name]

    def callee(self, execution: Execution, action: Mapping[str, Any], address: str) -> Leg:
        """A leg that a call rings up, in the same conversation."""
        url, method = execution.event_address(action)
        webhooks = Webhooks(answer_url="", event_url=url, event_method=method)
        caller = execution.leg
        leg = self._leg(
            address, "outbound", from_=action.get("from", caller.to), to=address, webhooks=webhooks
        )
        leg.conversation, leg.parent = caller.conversation, caller
        endpoint = action["endpoint"][0]
        leg.endpoint = endpoint["type"]
        leg.headers = endpoint.get("headers")
        return leg

    def answer(self, leg: Leg, url: str, method: str, webhooks: Webhooks, then: Callable[[], None]) -> bool:
        """Ask for an NCCO and run it on a leg; false if there is none."""
        self._asking = leg
        exchange = self.delivery.ask(url, method, bodies.answer(leg, {}), self.doubts.answer_tries)
        if exchange.ncco is None:
            return False
        self.begin(Execution(self, leg, webhooks, exchange.ncco, then))
        return True

    def begin(self, execution: Execution) -> None:
        """Start to run an NCCO."""
        leg = execution.leg
        leg.execution = execution
        leg.process = run(execution)
        self.resume(leg, None)

    def resume(self, leg: Leg, stimulus: Stimulus) -> None:
        """Something happens to a leg; it goes on until it waits again."""
        process, execution = leg.process, leg.execution
        if process is None or execution is None or not leg.alive:
            return
        if leg.timer is not None:
            leg.timer.cancel()
            leg.timer = None
        try:
            wait = process.send(stimulus)
        except StopIteration:
            leg.process = None
            execution.then()
            return
        leg.waiting = wait
        if wait.seconds is not None and leg.alive:
            leg.timer = self.clock.after(wait.seconds, lambda: self.resume(leg, None))

    def later(self, leg: Leg, stimulus: Stimulus) -> None:
        """Something happens to a leg as soon as what happens now is over."""
        self.clock.after(0.0, lambda: self.resume(leg, stimulus))

    def hang_up(self, leg: Leg, by: str) -> None:
        """A leg ends, and with it what it controls (reference 3.2); `by`: platform or user."""
        if not leg.alive:
            return
        leg.ended = self.clock.elapsed
        leg.waiting = Wait("ended")
        if leg.timer is not None:
            leg.timer.cancel()
        if leg.process is not None:
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

    # --- webhooks

    def ask(self, execution: Execution, url: str, method: str, body: Body, kind: str) -> Ncco | None:
        """A webhook that may give an NCCO, and the fallback where it fails (reference 4.6)."""
        self._asking = execution.leg
        exchange = self.delivery.ask(url, method, body, 2)
        return self._fallen_back(exchange, execution.webhooks, body, kind)

    def inform(self, leg: Leg, url: str, method: str, body: Body) -> None:
        """A webhook whose reply is ignored."""
        if url:
            self._asking = leg
            self.delivery.inform(url, method, body, self.doubts.status_tries)

    def _fallen_back(self, exchange: Exchange, webhooks: Webhooks, body: Body, kind: str) -> Ncco | None:
        if not exchange.problem or not webhooks.fallback_url:
            return exchange.ncco
        original = {"url": exchange.request.url, "type": kind}
        reason = exchange.problem.partition(" E")[0]
        second = {**body, "reason": reason, "original_request": original}
        return self.delivery.ask(webhooks.fallback_url, webhooks.fallback_method, second, 2).ncco

    def _seen(self, exchange: Exchange) -> None:
        leg = self._asking or self.legs[-1]
        entry = self.note(leg, "request", exchange.request.url)
        entry.exchange = exchange
        if exchange.problem:
            self.note(leg, "error", exchange.problem)

    # --- the course of a leg

    def _leg(self, name: str, direction: Any, *, from_: str, to: str, webhooks: Webhooks) -> Leg:
        number = self.number()
        conversation = f"CON-{bodies.identity('c000', number)}"
        uuid = bodies.identity("1e90", number)
        leg = Leg(name, uuid, conversation, direction, from_, to, webhooks.event_url, webhooks.event_method)
        self.legs.append(leg)
        return leg

    def _pick_up(self, leg: Leg, webhooks: Webhooks, body: Body) -> None:
        """Fetch the first NCCO and run it; without one the call ends."""
        self._asking = leg
        url, method = webhooks.answer_url, webhooks.answer_method
        exchange = self.delivery.ask(url, method, body, self.doubts.answer_tries)
        ncco = self._fallen_back(exchange, webhooks, body, "answer")
        leg.answered = self.clock.elapsed
        if ncco is None:
            self.hang_up(leg, "platform")
            return
        moment = self.clock.now()
        self._tell(leg, bodies.status(leg, "answered", moment, start_time=None, rate=None, network=None))
        self.begin(Execution(self, leg, webhooks, ncco, lambda: self.hang_up(leg, "platform")))

    def _detect(self, execution: Execution, settings: Mapping[str, Any], heard: str) -> None:
        """Tell what picked up; the reply may replace what it hears (reference 3.9)."""
        advanced, plain = settings.get("advanced_machine_detection"), settings.get("machine_detection")
        if heard not in DETECTED or (advanced is None and plain is None):
            return
        leg = execution.leg
        for state, extra in detections(advanced, heard):
            body = bodies.status(leg, state, self.clock.now(), **extra)
            reply = self.ask(execution, leg.event_url, leg.event_method, body, "event")
            if reply is not None:
                execution.replace(reply)
                leg.process = run(execution)
                self.resume(leg, None)
        behaviour = plain if advanced is None else advanced.get("behavior")
        if heard != "human" and behaviour == "hangup":
            self.hang_up(leg, "platform")

    def _tell(self, leg: Leg, body: Body) -> None:
        self.inform(leg, leg.event_url, leg.event_method, body)

    def _end(self, execution: Execution, by: str) -> None:
        """What a hang-up takes with it: the others of the call, its recordings, its place in a room."""
        waiting = next((leg for leg in self.legs if leg.parent is execution.leg and leg.alive), None)
        for other in {*execution.others, *([waiting] if waiting else [])}:
            self._cancel(other)
        execution.others.clear()
        if execution.room is not None:
            execution.room.leave(execution)
        if not self.doubts.record_event_before_completed:
            self._complete(execution.leg, by)
        for recording in list(execution.recordings):
            execution.end_recording(recording)
        if self.doubts.record_event_before_completed:
            self._complete(execution.leg, by)

    def _cancel(self, leg: Leg) -> None:
        if leg.answered is not None:
            self.hang_up(leg, "platform")
            return
        leg.ended, leg.waiting = self.clock.elapsed, Wait("ended")
        self._tell(leg, bodies.status(leg, "cancelled", self.clock.now()))

    def _complete(self, leg: Leg, by: str) -> None:
        end = self.clock.now()
        start = self.clock.moment(leg.answered if leg.answered is not None else self.clock.elapsed)
        self._tell(leg, bodies.completed(leg, start, end, by))
