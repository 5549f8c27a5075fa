"""A call that the application places: it rings, and somebody or something picks up (reference 3.9, 6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ivrc.platform import bodies
from ivrc.platform.dialling import LONGEST_CALL, USUAL_RINGING, detections, failure
from ivrc.platform.legs import DETECTED, FAILURES, Outcome, Wait

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.platform.delivery import Ncco, Webhooks
    from ivrc.platform.execution import Execution
    from ivrc.platform.legs import Leg
    from ivrc.platform.platform import Platform

# Modes of detection that end before the NCCO starts.
_BEFORE = frozenset({"detect", "detect_beep"})


def ring(platform: Platform, leg: Leg, webhooks: Webhooks, settings: Mapping[str, Any]) -> None:
    """The phone rings until somebody decides what comes of it."""

    def decided(status: str, detail: str = "") -> None:
        leg.ringing = None
        if leg.timer is not None:
            leg.timer.cancel()
        platform.note(leg, "outcome", status)
        if status in FAILURES:
            _failed(platform, leg, Outcome(status, detail))
        else:
            platform.note(leg, "answer")
            _picked_up(platform, leg, webhooks, settings, status)

    seconds = float(settings.get("ringing_timer", USUAL_RINGING))
    leg.waiting, leg.ringing = Wait("ringing", seconds), decided
    leg.timer = platform.clock.after(seconds, lambda: decided("timeout"))
    platform.tell(leg, "started")
    platform.tell(leg, "ringing")


def _failed(platform: Platform, leg: Leg, outcome: Outcome) -> None:
    leg.end(platform.clock.elapsed)
    platform.inform(leg, leg.event_url, leg.event_method, failure(leg, outcome, platform.clock.now()))
    if platform.doubts.failed_legs_complete and outcome.status != "rejected":
        platform.tell(leg, "completed")


def _picked_up(
    platform: Platform, leg: Leg, webhooks: Webhooks, settings: Mapping[str, Any], heard: str
) -> None:
    ncco = settings["ncco"] if "ncco" in settings else platform.first_ncco(leg, webhooks, {})
    execution = platform.pick_up(leg, webhooks, ncco)
    if execution is None:
        return
    seconds = float(settings.get("length_timer", LONGEST_CALL))
    leg.limit = platform.clock.after(seconds, lambda: platform.hang_up(leg, "platform"))
    advanced = settings.get("advanced_machine_detection")
    if advanced is not None and advanced.get("mode", "detect") in _BEFORE:
        reply = _detected(execution, settings, heard)
        if reply is not None:
            execution.replace(reply)
        platform.begin(execution)
        return
    platform.begin(execution)
    reply = _detected(execution, settings, heard) if leg.alive else None
    if reply is not None:
        platform.interrupt(execution, reply)


def _detected(execution: Execution, settings: Mapping[str, Any], heard: str) -> Ncco | None:
    """Tell what picked up; a machine may be hung up on, and the last reply says how to go on."""
    advanced, plain = settings.get("advanced_machine_detection"), settings.get("machine_detection")
    if heard not in DETECTED or (advanced is None and plain is None):
        return None
    platform, leg = execution.platform, execution.leg
    reply = None
    for state, extra in detections(advanced, heard):
        body = bodies.status(leg, state, execution.now, **extra)
        if advanced is None:
            platform.inform(leg, leg.event_url, leg.event_method, body)
        else:
            reply = platform.ask(execution, leg.event_url, leg.event_method, body) or reply
    behaviour = plain if advanced is None else advanced.get("behavior")
    if heard != "human" and behaviour == "hangup":
        platform.hang_up(leg, "platform")
    return reply
