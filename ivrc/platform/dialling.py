"""connect: ring, detect, join (reference 2.3, 3.3, 3.5, 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.execution import Execution
from ivrc.platform.legs import DETECTED, FAILURES, Left, Outcome, Wait
from ivrc.platform.transport import SOCKET_TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ivrc.platform.bodies import Body
    from ivrc.platform.delivery import Ncco
    from ivrc.platform.legs import Leg, Step

USUAL_RINGING, LONGEST_CALL = 60.0, 7200.0
_ADDRESS = {"phone": "number", "sip": "uri", "websocket": "uri", "app": "user", "vbc": "extension"}
_DETAILS = {"unanswered": "unavailable", "rejected": "declined", "failed": "cannot_route"}


def address(endpoint: Mapping[str, Any]) -> str:
    """What an endpoint is called by."""
    found = endpoint.get(_ADDRESS.get(str(endpoint.get("type")), ""), "")
    return str(found or f"{endpoint.get('user', '')}@{endpoint.get('domain', '')}")


def dial(execution: Execution, action: Mapping[str, Any]) -> Step:
    """Ring the endpoint; what comes of it may be answered with the next NCCO."""
    endpoint = action["endpoint"][0]
    callee = execution.ringing = _callee(execution, action)
    execution.log("connect", callee.to, action)
    execution.status(action, callee, "started")
    execution.status(action, callee, "ringing")
    outcome = yield from _ring(execution, action, callee)
    execution.log("outcome", outcome.status, action)
    if outcome.status in FAILURES:
        execution.ringing = None
        return _failed(execution, action, callee, outcome)
    callee.answered = execution.platform.clock.elapsed
    execution.status(action, callee, "answered", start_time=None, rate=None, network=None)
    if "onAnswer" in endpoint:
        yield from _meet(execution, endpoint["onAnswer"]["url"], callee)
    execution.ringing = None
    reply = _detected(execution, action, callee, outcome.status)
    if callee.alive:
        _join(execution, action, callee)
    if reply is not None or execution.platform.doubts.answered_connect_goes_on:
        return reply
    yield from stay(execution)
    return None


def _callee(execution: Execution, action: Mapping[str, Any]) -> Leg:
    """Another leg, in the conversation of the call."""
    caller, endpoint = execution.leg, action["endpoint"][0]
    to, from_ = address(endpoint), action.get("from", caller.to)
    callee = execution.platform.leg(to, "outbound", from_=from_, to=to, webhooks=execution.webhooks)
    callee.event_url, callee.event_method = execution.event_address(action)
    callee.conversation, callee.parent = caller.conversation, caller
    callee.endpoint, callee.headers = endpoint["type"], endpoint.get("headers")
    return callee


def stay(execution: Execution) -> Step:
    """Until everybody else has gone."""
    while execution.others:
        last = execution.others[-1]
        left = _limit(last) - execution.platform.clock.elapsed
        yield Wait("joined", max(left, 0.0), last.waiting.action, last)


def _limit(callee: Leg) -> float:
    """When a connected leg is ended."""
    return (callee.answered or 0.0) + float(callee.waiting.action.get("limit", LONGEST_CALL))


def _join(execution: Execution, action: Mapping[str, Any], callee: Leg) -> None:
    platform = execution.platform
    execution.others.append(callee)
    callee.waiting = Wait("joined", None, action)
    left = _limit(callee) - platform.clock.elapsed
    callee.limit = platform.clock.after(left, lambda: platform.hang_up(callee, "platform"))
    execution.log("join", callee.to, action)


def _ring(execution: Execution, action: Mapping[str, Any], callee: Leg) -> Step:
    callee.waiting = Wait("ringing")
    seconds = float(action.get("timeout", USUAL_RINGING))
    got = yield from execution.wait("connect", seconds, action, lambda got: isinstance(got, Outcome), callee)
    return got or Outcome("timeout")


def _failed(execution: Execution, action: Mapping[str, Any], callee: Leg, outcome: Outcome) -> Ncco | None:
    body = failure(callee, outcome, execution.now)
    callee.end(execution.platform.clock.elapsed)
    reply = None
    if action.get("eventType") == "synchronous":
        reply = execution.ask(action, body)
    else:
        execution.inform(action, body)
    if execution.platform.doubts.failed_legs_complete and outcome.status != "rejected":
        execution.status(action, callee, "completed")
    return reply


def failure(callee: Leg, outcome: Outcome, moment: datetime) -> Body:
    """What is told of ringing that came to nothing."""
    detail = outcome.detail or _DETAILS.get(outcome.status, "")
    return bodies.status(callee, outcome.status, moment, **({"detail": detail} if detail else {}))


def _meet(execution: Execution, url: str, callee: Leg) -> Step:
    """What the called party hears first runs on their leg; the caller goes on ringing."""
    met = False

    def finished() -> None:
        nonlocal met
        met = True
        execution.platform.later(execution.leg, Outcome("met"))

    platform = execution.platform
    tries = platform.doubts.answer_tries
    exchange = platform.delivery.ask(url, "GET", bodies.answer(callee, {}), tries, SOCKET_TIMEOUT)
    platform.exchanged(callee, exchange)
    if exchange.ncco is None:
        return
    platform.begin(Execution(platform, callee, execution.webhooks, exchange.ncco, finished))
    while callee.alive and not met:
        yield Wait("meeting", None, execution.ncco[execution.position - 1], callee)


def _detected(execution: Execution, action: Mapping[str, Any], callee: Leg, heard: str) -> Ncco | None:
    """Tell what picked up, if that was asked; a machine may be hung up on."""
    advanced = action.get("advancedMachineDetection")
    plain = action.get("machineDetection")
    if heard not in DETECTED or (advanced is None and plain is None):
        return None
    may_reply = action.get("eventType") == "synchronous" and (advanced is not None or heard != "human")
    tell = execution.ask if may_reply else execution.inform
    reply = None
    for state, extra in detections(advanced, heard):
        reply = tell(action, bodies.status(callee, state, execution.now, **extra)) or reply
    behaviour = plain if advanced is None else advanced.get("behavior")
    if heard != "human" and behaviour == "hangup":
        execution.platform.hang_up(callee, "platform")
        execution.over = execution.platform.doubts.call_ends_with_hung_up_machine and reply is None
    return reply


def detections(advanced: Mapping[str, Any] | None, heard: str) -> list[tuple[str, dict[str, str]]]:
    """The events of a detection by its mode: who it is, and whether the beep came."""
    state = "human" if heard == "human" else "machine"
    mode = "detect" if advanced is None else advanced.get("mode", "detect")
    told: list[tuple[str, dict[str, str]]] = []
    if mode != "detect_beep" or heard == "human":
        told.append((state, {}))
    if mode != "detect" and heard != "human":
        told.append((state, {"sub_state": "beep_timeout" if heard == "no beep" else "beep_start"}))
    return told


def break_off(execution: Execution, callee: Leg) -> None:
    """The other side drops a websocket; the reply to that may say how to go on (reference 3.5)."""
    platform, action = execution.platform, callee.waiting.action
    execution.others.remove(callee)
    callee.end(platform.clock.elapsed)
    execution.log("outcome", "disconnected", action)
    reply = execution.ask(action, bodies.status(callee, "disconnected", execution.now))
    if reply is not None:
        platform.interrupt(execution, reply)
    else:
        platform.later(execution.leg, Left(callee))
