"""One turn of a call: event in, decision, reply out, and what happens when something fails."""

from __future__ import annotations

import json
import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ivrc.runtime import rooms
from ivrc.runtime.call import KEPT
from ivrc.runtime.delivering import Awaited
from ivrc.runtime.events import MalformedBodyError, kind_of
from ivrc.runtime.failures import ExternFailed
from ivrc.runtime.routes import FAILURES, OVER, Question, Resume
from ivrc.runtime.targets import Bound, Decision
from ivrc.runtime.tokens import BadTokenError
from ivrc.runtime.wire import NOTHING, UNHANDLED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.runtime.call import Call
    from ivrc.runtime.render import Renderer
    from ivrc.runtime.reply import Ncco
    from ivrc.runtime.routes import Route
    from ivrc.runtime.wire import Reply

logger = logging.getLogger("ivrc.call")


class Turns:
    """`on_event` are the handlers of call events by status; they run on every route (language 12).

    `shares`: there are rooms, which a leg that is over has left.
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        renderer: Renderer,
        fallback: Ncco,
        on_event: Mapping[str, Bound],
        *,
        shares: bool = False,
    ) -> None:
        self._render = renderer
        self._fallback = renderer.response(fallback)
        self._on_event = on_event
        self._shares = shares
        self._immediate = {
            path: found for path, route in routes.items() if (found := _prepared(route, renderer))
        }

    def prepared(self, route: Route) -> Reply | None:
        """The reply that a route always gives; none where the turn is to be logged."""
        reply = self._immediate.get(route.address.path)
        return None if reply is None or logger.isEnabledFor(logging.INFO) else reply

    async def answer(self, route: Route, call: Call, parameters: Mapping[str, str]) -> Reply:
        """The reply to a request that is known to be genuine. Never raises."""
        if self._shares:
            await _left(call)
        logged = logger.isEnabledFor(logging.INFO)
        started = perf_counter() if logged else 0.0
        try:
            decision = _decide(route, call, parameters)
            if isinstance(route, Awaited):
                decision = await route.look(call, decision.values)
            ncco = None
            if decision.target is not None:
                made = decision.target.run(call, decision.values)
                ncco = (await made if decision.target.waits else made) or decision.target.nothing
        except Exception as error:  # noqa: BLE001 - a caller waits: whatever failed is answered
            return self._failure(route, call, error)
        if logged:
            _log(route, call, decision, ncco, started)
        reply = self._render.response(ncco)
        return await self._handle_event(call, reply) if self._on_event else reply

    def gone(self, call: Call) -> Reply:
        """A step that no longer exists: a caller who waits for it is told so, others are not found."""
        try:
            kind, status = kind_of(call.event), str(call.event.get("status", ""))
        except MalformedBodyError:
            return UNKNOWN
        waiting = kind in {"input", "notify"} or (kind == "status" and status in FAILURES)
        return self._fallback if waiting else UNKNOWN

    def _failure(self, route: Route, call: Call, error: Exception) -> Reply:
        if isinstance(error, MalformedBodyError | BadTokenError):
            logger.warning("%s: %s", route.address.path, error, extra=_ids(call))
            return self._fallback if route.speaks else NOTHING
        if route.waits(call):
            logger.error("%s failed", route.address.path, exc_info=error, extra=_ids(call))
            return self._fallback
        _log_lost(call, error)
        return UNHANDLED

    async def _handle_event(self, call: Call, reply: Reply) -> Reply:
        """A failed handler asks for the event again, unless the caller would have to wait for that."""
        try:
            status = str(call.event["status"]) if kind_of(call.event) == "status" else ""
            if status in self._on_event:
                handler = self._on_event[status]
                made = handler.run(call, {})
                if handler.waits:
                    await made
        except MalformedBodyError:
            return reply
        except Exception as error:  # noqa: BLE001 - logged whole below
            _log_lost(call, error)
            return UNHANDLED if reply is NOTHING else reply
        return reply


async def _left(call: Call) -> None:
    try:
        over = kind_of(call.event) == "status" and str(call.event["status"]) in OVER
    except MalformedBodyError:
        return
    if over:
        await rooms.leave(call.service.store, str(call.event.get("uuid", "")))


def _prepared(route: Route, renderer: Renderer) -> Reply | None:
    """The reply that a route always gives."""
    if not isinstance(route, Resume) or route.then is None or route.address.sealed:
        return None
    return renderer.static(route.then.reply)


def _decide(route: Route, call: Call, parameters: Mapping[str, str]) -> Decision:
    address = route.address
    values: Mapping[str, Any] = {}
    if address.sealed:
        values = call.service.open(address, call.conversation_uuid, parameters.get("s", ""))
        if address.keep:
            call.kept = {name: values[f"{KEPT}{name}"] for name in address.keep}
    if isinstance(route, Question) and parameters.get("v") != address.version:
        return Decision("question changed", route.again, values)
    return route.decide(call, values)


def _log(route: Route, call: Call, decision: Decision, ncco: Ncco | None, started: float) -> None:
    following = (ncco.name if ncco else "") or (decision.target.name if decision.target else "")
    details = {
        "route": route.address.path,
        "outcome": decision.outcome,
        "target": decision.target.name if decision.target else "",
        "next_state": following,
        "duration_ms": round((perf_counter() - started) * 1000, 3),
    }
    logger.info(
        "%s: %s -> %s", route.address.path, decision.outcome, following, extra={**details, **_ids(call)}
    )


def _ids(call: Call) -> dict[str, str]:
    try:
        return {"uuid": call.uuid, "conversation_uuid": call.conversation_uuid}
    except MalformedBodyError:
        return {"uuid": "", "conversation_uuid": ""}


def _log_lost(call: Call, error: Exception) -> None:
    """Nobody hears this failure, so the whole event is kept where it can be worked up by hand."""
    reason = f"extern {error} failed" if isinstance(error, ExternFailed) else repr(error)
    exc_info = None if isinstance(error, ExternFailed) else error
    logger.error("%s: %s: %s", call.path, reason, json.dumps(call.event), exc_info=exc_info, extra=_ids(call))
