"""The fields of the webhooks that the platform sends (reference 4.1 to 4.3)."""

from __future__ import annotations

from typing import Literal

from ivrc.node import node

FieldType = Literal["text", "int", "moment", "url", "object"]


@node
class Field:
    """One field of a webhook. Any field but those of `COMMON` may be absent or null."""

    name: str
    type: FieldType
    doc: str


@node
class Event:
    """A kind of webhook, or a call state, and the fields it has besides those of its table."""

    name: str
    doc: str
    fields: tuple[Field, ...] = ()


def _fields(*rows: tuple[str, FieldType, str]) -> tuple[Field, ...]:
    return tuple(Field(name=name, type=kind, doc=doc) for name, kind, doc in rows)


ANSWER = _fields(
    ("to", "text", "Number or address that was called."),
    ("from", "text", "Number or address of the caller; absent when there is `from_user`."),
    ("from_user", "text", "Client SDK user who calls."),
    ("endpoint_type", "text", "How the caller is connected: phone, sip, websocket, app or vbc."),
    ("uuid", "text", "Id of the leg."),
    ("conversation_uuid", "text", "Id of the conversation, CON-..."),
    ("region_url", "url", "REST host of this call."),
    ("custom_data", "object", "Data of a Client SDK call."),
)

COMMON = _fields(
    ("from", "text", "Number or address of the caller."),
    ("to", "text", "Number or address that was called."),
    ("uuid", "text", "Id of the leg."),
    ("conversation_uuid", "text", "Id of the conversation, CON-..."),
    ("status", "text", "State of the leg."),
    ("direction", "text", "inbound or outbound."),
    ("timestamp", "moment", "When it happened."),
    ("headers", "object", "Headers of a websocket or SIP endpoint."),
)

_DETAIL = _fields(("detail", "text", "Reason in one word."))
_SIP_CODE = _fields(("sip_code", "int", "SIP status."))
_START = _fields(("start_time", "moment", "When the leg was answered."))
_RATE = _fields(("rate", "text", "Price of a minute."))
_NETWORK = _fields(("network", "text", "Network of the number."))
_DETECTION = _fields(
    ("call_uuid", "text", "Id of the leg; there is no `uuid`."),
    ("sub_state", "text", "beep_start or beep_timeout."),
)

# Status to what it means, in the order in which a call can have them (reference 4.2).
STATUSES: dict[str, Event] = {
    event.name: event
    for event in (
        Event(name="started", doc="The leg was created."),
        Event(name="ringing", doc="The phone rings."),
        Event(name="answered", doc="It was picked up.", fields=_START + _RATE + _NETWORK),
        Event(name="busy", doc="The line is busy.", fields=_SIP_CODE),
        Event(name="cancelled", doc="The caller gave up before it was answered."),
        Event(name="unanswered", doc="Unreachable, or declined.", fields=_DETAIL + _SIP_CODE),
        Event(name="rejected", doc="Refused before it rang.", fields=_DETAIL + _SIP_CODE),
        Event(name="failed", doc="It could not be connected.", fields=_DETAIL + _SIP_CODE),
        Event(name="timeout", doc="It rang for the whole time allowed."),
        Event(name="human", doc="A person answered.", fields=_DETECTION),
        Event(name="machine", doc="A machine answered.", fields=_DETECTION),
        Event(name="disconnected", doc="The websocket broke off."),
        Event(
            name="completed",
            doc="The leg is over.",
            fields=_START
            + _fields(("end_time", "moment", "When it ended."), ("duration", "int", "Length in seconds."))
            + _RATE
            + _fields(("price", "text", "Price of the leg."))
            + _NETWORK
            + _fields(("disconnected_by", "text", "platform or user."))
            + _SIP_CODE,
        ),
    )
}

# The five states after which `connect` with `eventType: synchronous` may be answered with a new NCCO
# (reference 3.5).
REPLACING_STATUSES = ("busy", "timeout", "failed", "rejected", "unanswered")

RECORDING = Event(
    name="recording",
    doc="A recording is finished (action `record`, and `record` of a conversation).",
    fields=_fields(
        ("recording_url", "url", "Where the file is; fetching it needs a token of the application."),
        ("recording_uuid", "text", "Id of the recording; not the id of the file."),
        ("start_time", "moment", "When it began."),
        ("end_time", "moment", "When it ended."),
        ("size", "int", "Size in bytes."),
        ("conversation_uuid", "text", "Id of the conversation, CON-..."),
        ("timestamp", "moment", "When the event was made."),
    ),
)

TRANSCRIPTION = Event(
    name="transcription",
    doc="The transcript of a recording is ready.",
    fields=_fields(
        ("transcription_url", "url", "Where the transcript is."),
        ("recording_uuid", "text", "Id of the recording."),
        ("conversation_uuid", "text", "Id of the conversation, CON-..."),
        ("type", "text", "Always `record`."),
        ("status", "text", "Always `transcribed`."),
    ),
)

INPUT = Event(
    name="input",
    doc="The caller pressed keys, spoke, or did neither.",
    fields=_fields(
        ("from", "text", "Number or address of the caller."),
        ("to", "text", "Number or address that was called."),
        ("uuid", "text", "Id of the leg."),
        ("conversation_uuid", "text", "Id of the conversation, CON-..."),
        ("timestamp", "moment", "When the input ended."),
        ("dtmf", "object", "`digits` (text or null) and `timed_out`."),
        (
            "speech",
            "object",
            "`results` of `text` and `confidence`, `timeout_reason`, `error`, `recording_url`.",
        ),
    ),
)

TRANSFER = Event(
    name="transfer",
    doc="A leg moved to another conversation.",
    fields=_fields(
        ("conversation_uuid_from", "text", "Where it was."),
        ("conversation_uuid_to", "text", "Where it is."),
        ("uuid", "text", "Id of the leg."),
        ("timestamp", "moment", "When it moved."),
        ("type", "text", "Always `transfer`."),
    ),
)

ERROR = Event(
    name="error",
    doc="The platform could not run an action.",
    fields=_fields(
        ("reason", "text", "What was wrong."),
        ("conversation_uuid", "text", "Id of the conversation, CON-..."),
        ("timestamp", "moment", "When it happened."),
    ),
)
