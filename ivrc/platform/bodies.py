"""The bodies of webhooks (reference 4.1 to 4.3)."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from ivrc.platform.doubts import Doubts
    from ivrc.platform.legs import Leg

Body = dict[str, Any]


def stamp(moment: datetime) -> str:
    """A moment as events have it: UTC, milliseconds."""
    return f"{moment.astimezone(UTC).isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"


def parties(leg: Leg) -> Body:
    """Who is on a leg."""
    return {"from": leg.from_, "to": leg.to, "uuid": leg.uuid, "conversation_uuid": leg.conversation}


def answer(leg: Leg, extra: Body) -> Body:
    """The request for the first NCCO."""
    body = {"endpoint_type": leg.endpoint, **parties(leg), **extra}
    return {name: value for name, value in body.items() if value != ""}


def status(leg: Leg, state: str, moment: datetime, **extra: Any) -> Body:
    """A state of a leg; detection has `call_uuid` in place of `uuid`."""
    body = parties(leg)
    if state in ("human", "machine"):
        body["call_uuid"] = body.pop("uuid")
    body |= {"status": state, "direction": leg.direction, "timestamp": stamp(moment), **extra}
    if leg.headers:
        body["headers"] = leg.headers
    return body


def completed(leg: Leg, start: datetime, end: datetime, by: str) -> Body:
    """The end of a leg; it costs a cent a minute."""
    seconds = max(round((end - start).total_seconds()), 0)
    return status(
        leg,
        "completed",
        end,
        start_time=stamp(start),
        end_time=stamp(end),
        duration=str(seconds),
        rate="0.01000000",
        price=f"{seconds / 6000:.8f}",
        network="23410",
        disconnected_by=by,
        sip_code=200,
    )


def pressed(digits: str | None, *, timed_out: bool, doubts: Doubts) -> Body:
    """The keys of an input."""
    if doubts.old_input_events:
        return {"dtmf": digits or "", "timed_out": timed_out}
    return {"dtmf": {"digits": digits, "timed_out": timed_out}}


def input_event(leg: Leg, moment: datetime, result: Body) -> Body:
    """What came of an input."""
    return {**parties(leg), "timestamp": stamp(moment), **result}


def recorded(conversation: str, start: datetime, end: datetime, url: str, recording: str) -> Body:
    """A recording that can be fetched; it has neither a status nor the id of a leg."""
    seconds = max((end - start).total_seconds(), 0)
    return {
        "start_time": stamp(start),
        "end_time": stamp(end),
        "recording_url": url,
        "size": round(seconds * 4000),
        "recording_uuid": recording,
        "conversation_uuid": conversation,
        "timestamp": stamp(end),
    }


def transcribed(recording: Body, moment: datetime, url: str) -> Body:
    """A transcription that can be fetched."""
    return {
        "conversation_uuid": recording["conversation_uuid"],
        "type": "record",
        "recording_uuid": recording["recording_uuid"],
        "status": "transcribed",
        "transcription_url": url,
        "timestamp": stamp(moment),
    }


def notified(leg: Leg, payload: object, moment: datetime) -> Body:
    """Our own payload comes back."""
    return {"conversation_uuid": leg.conversation, "payload": payload, "timestamp": stamp(moment)}


def transferred(leg: Leg, to: str, moment: datetime) -> Body:
    """A leg moves to another conversation."""
    return {
        "conversation_uuid_from": leg.conversation,
        "conversation_uuid_to": to,
        "uuid": leg.uuid,
        "timestamp": stamp(moment),
        "type": "transfer",
    }


def error(conversation: str, reason: str, moment: datetime) -> Body:
    """Something in an NCCO did not work."""
    return {"reason": reason, "conversation_uuid": conversation, "timestamp": stamp(moment)}
