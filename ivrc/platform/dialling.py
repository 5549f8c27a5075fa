"""connect: ring, detect, join (reference 2.3, 3.3, 3.5, 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.legs import DETECTED, FAILURES, Outcome, Wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.delivery import Ncco
    from ivrc.platform.execution import Execution
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
    callee = execution.platform.callee(execution, action, address(endpoint))
    execution.log("connect", callee.to, action)
    execution.status(action, callee, "started")
    execution.status(action, callee, "ringing")
    outcome = yield from _ring(execution, action, callee)
    execution.log("outcome", outcome.status, action)
    if outcome.status in FAILURES:
        return _failed(execution, action, callee, outcome)
    callee.answered = execution.platform.clock.elapsed
    execution.status(action, callee, "answered", start_time=None, rate=None, network=None)
    if "onAnswer" in endpoint:
        yield from _meet(execution, endpoint["onAnswer"]["url"], callee)
    reply = _detected(execution, action, callee, outcome.status)
    if callee.alive:
        execution.others.append(callee)
        callee.waiting = Wait("joined", None, action)
        execution.log("join", callee.to, action)
    if reply is not None or execution.platform.doubts.answered_connect_goes_on:
        return reply
    return (yield from stay(execution))


def stay(execution: Execution) -> Step:
    """Until everybody else has gone, or a websocket broke off and the reply to that says how to go on."""
    clock = execution.platform.clock
    while execution.others:
        action = execution.others[-1].waiting.action
        end = (execution.others[-1].answered or 0.0) + float(action.get("limit", LONGEST_CALL))
        got = yield Wait("joined", max(end - clock.elapsed, 0.0), action, execution.others[-1])
        if got is None:
            for other in list(execution.others):
                execution.platform.hang_up(other, "platform")
        elif isinstance(got, Outcome) and got.status == "disconnected":
            reply = _disconnected(execution)
            if reply is not None:
                return reply
    return None


def _ring(execution: Execution, action: Mapping[str, Any], callee: Leg) -> Step:
    clock = execution.platform.clock
    end = clock.elapsed + float(action.get("timeout", USUAL_RINGING))
    callee.waiting = Wait("ringing")
    while True:
        got = yield Wait("connect", max(end - clock.elapsed, 0.0), action, callee)
        if got is None:
            return Outcome("timeout")
        if isinstance(got, Outcome):
            return got


def _failed(execution: Execution, action: Mapping[str, Any], callee: Leg, outcome: Outcome) -> Ncco | None:
    state = outcome.status
    detail = outcome.detail or _DETAILS.get(state, "")
    body = bodies.status(callee, state, execution.now, **({"detail": detail} if detail else {}))
    callee.ended = execution.platform.clock.elapsed
    callee.waiting = Wait("ended")
    reply = None
    if action.get("eventType") == "synchronous":
        reply = execution.ask(action, body)
    else:
        execution.inform(action, body)
    if execution.platform.doubts.failed_legs_complete and state != "rejected":
        execution.status(action, callee, "completed")
    return reply


def _meet(execution: Execution, url: str, callee: Leg) -> Step:
    """What the called party hears first runs on their leg; the caller goes on ringing."""
    met = False

    def finished() -> None:
        nonlocal met
        met = True
        execution.platform.later(execution.leg, Outcome("met"))

    if not execution.platform.answer(callee, url, "GET", execution.webhooks, finished):
        return
    while callee.alive and not met:
        yield Wait("meeting", None, execution.ncco[execution.position - 1], callee)


def _detected(execution: Execution, action: Mapping[str, Any], callee: Leg, heard: str) -> Ncco | None:
    """Tell what picked up, if that was asked; a machine may be hung up on."""
    advanced = action.get("advancedMachineDetection")
    plain = action.get("machineDetection")
    if heard not in DETECTED or (advanced is None and plain is None):
        return None
    replies = [
        execution.ask(action, bodies.status(callee, state, execution.now, **extra))
        for state, extra in detections(advanced, heard)
    ]
    behaviour = plain if advanced is None else advanced.get("behavior")
    if heard != "human" and behaviour == "hangup":
        execution.platform.hang_up(callee, "platform")
        execution.over = execution.platform.doubts.call_ends_with_hung_up_machine
    if action.get("eventType") != "synchronous" or (advanced is None and heard == "human"):
        return None
    return next((reply for reply in replies if reply is not None), None)


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


def _disconnected(execution: Execution) -> Ncco | None:
    callee = execution.others.pop()
    action = callee.waiting.action
    callee.ended = execution.platform.clock.elapsed
    execution.log("outcome", "disconnected", action)
    return execution.ask(action, bodies.status(callee, "disconnected", execution.now))
