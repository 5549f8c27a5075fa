"""The endpoints that `connect` can dial: every key, in table order (reference 2.3)."""

from __future__ import annotations

from ivrc.ncco.keys import ActionSpec, row

WEBSOCKET_AUDIO = ("audio/l16;rate=8000", "audio/l16;rate=16000", "audio/l16;rate=24000")

_PHONE = ActionSpec(
    name="phone",
    doc="A telephone number.",
    keys=(
        row("number", "number_e164", "The number, without plus.", code="E133", missing="E133"),
        row("dtmfAnswer", "tones", "Keys sent when it is answered; `p` is 500 ms of pause.", code="E134"),
        row("onAnswer", "object", "What the called party hears before being joined.", code="E135"),
        row("onAnswer.url", "url", "Address of an NCCO for the called party.", code="E135", missing="E135"),
        row("onAnswer.ringbackTone", "url", "Audio that the caller hears while it rings.", code="E150"),
        row("shaken", "text", "Your own STIR/SHAKEN identity header; on request only."),
    ),
)

_APP = ActionSpec(
    name="app",
    doc="A user of the Client SDK.",
    keys=(row("user", "text", "Name of the user.", code="E136", missing="E136"),),
)

_WEBSOCKET = ActionSpec(
    name="websocket",
    doc="A websocket that sends and receives the audio of the call.",
    keys=(
        row("uri", "websocket_uri", "Address, ws:// or wss://.", code="E137", missing="E137"),
        row(
            "content-type", "choices", "Audio format: 16-bit samples at this rate.",
            choices=WEBSOCKET_AUDIO, code="E138", missing="E138",
        ),
        row("headers", "object", "Any data; sent in the first message."),
        row("authorization", "object", "Authorization header of the handshake.", code="E139"),
        row(
            "authorization.type", "choices", "`vonage` sends a signed token, `custom` your `value`.",
            choices=("vonage", "custom"), code="E139", missing="E139",
        ),
        row("authorization.value", "text", "The header, for `custom`.", code="E139"),
    ),
)  # fmt: skip  # one row a key

_SIP = ActionSpec(
    name="sip",
    doc="A SIP address, or a user of a SIP trunk.",
    keys=(
        row("uri", "sip_uri", "Full address; or give `user` and `domain`.", code="E141"),
        row("user", "text", "User part, together with `domain`.", code="E140"),
        row("domain", "text", "Name of the trunk, together with `user`.", code="E140"),
        row("headers", "headers", "Sent as `X-` headers.", code="E142"),
        row("standardHeaders", "object", "Headers that are sent without `X-`.", code="E142"),
        row("standardHeaders.User-to-User", "text", "At most 256 characters.", within=(0, 256), code="E142"),
    ),
)

_VBC = ActionSpec(
    name="vbc",
    doc="An extension of Vonage Business Communications.",
    keys=(row("extension", "digits", "Number of the extension.", code="E143", missing="E143"),),
)

ENDPOINTS: dict[str, ActionSpec] = {spec.name: spec for spec in (_PHONE, _APP, _WEBSOCKET, _SIP, _VBC)}
