"""The settings and outcomes of calls to others, and of their targets (language 7)."""

from __future__ import annotations

from ivrc.language.rows import Handler, Kind, event_settings, setting

CONNECTING = (
    Kind(
        name="connect",
        doc="call somebody and join the two",
        settings=(
            setting("from", "phone", "the number that is shown", "connect:from"),
            setting(
                "random_from_number",
                "bool",
                "show any number of the application",
                "connect:randomFromNumber",
                constant=True,
            ),
            setting("timeout", "duration", "how long it rings", "connect:timeout", constant=True),
            setting("limit", "duration", "longest talk", "connect:limit", constant=True),
            setting(
                "machine_detection",
                "word",
                "what to do about an answering machine",
                "connect:machineDetection",
                ("continue", "hangup"),
            ),
            setting("ringback_tone", "url", "what the caller hears while it rings", "connect:ringbackTone"),
            *event_settings("connect"),
        ),
        handlers=(
            Handler(name="busy", doc="the line is busy"),
            Handler(name="timeout", doc="it rang and nobody answered in time"),
            Handler(name="failed", doc="the call could not be set up"),
            Handler(name="rejected", doc="the call was refused"),
            Handler(name="unanswered", doc="not available or declined"),
            Handler(name="unreachable", doc="every outcome of these five without its own handler"),
            Handler(name="disconnected", doc="a websocket broke off"),
            Handler(name="answer", doc="what the called party hears before being joined", body="callee"),
            Handler(name="human", doc="a person answered", body="callee"),
            Handler(name="machine", doc="an answering machine answered", body="callee"),
            Handler(name="beep", doc="the machine's beep was heard", body="callee"),
        ),
        blocks=("advanced_machine_detection",),
    ),
    Kind(
        name="advanced_machine_detection",
        doc="tells people from machines (charged)",
        settings=(
            setting(
                "behavior",
                "word",
                "go on or hang up",
                "connect:advancedMachineDetection.behavior",
                ("continue", "hangup"),
            ),
            setting(
                "mode",
                "word",
                "what is detected",
                "connect:advancedMachineDetection.mode",
                ("default", "detect", "detect_beep"),
            ),
            setting(
                "beep_timeout",
                "duration",
                "how long to wait for the beep",
                "connect:advancedMachineDetection.beep_timeout",
                constant=True,
                low=45,
            ),
        ),
    ),
    Kind(
        name="phone",
        doc="a phone number",
        settings=(
            setting("dtmf_answer", "text", "keys sent when it is answered; p pauses", "phone:dtmfAnswer"),
            setting("shaken", "text", "a STIR/SHAKEN identity header", "phone:shaken"),
        ),
    ),
    Kind(name="app", doc="a user of the Client SDK"),
    Kind(
        name="sip",
        doc="a SIP address or a user of a trunk",
        settings=(
            setting("domain", "text", "the name of the trunk", "sip:domain"),
            setting("user_to_user", "text", "the User-to-User header", "sip:standardHeaders.User-to-User"),
        ),
        blocks=("headers",),
    ),
    Kind(
        name="websocket",
        doc="a websocket server",
        settings=(
            setting("content_type", "text", "the audio format", "websocket:content-type"),
            setting("authorization", "text", "`vonage`, or the header's value", "websocket:authorization"),
        ),
        blocks=("headers",),
    ),
    Kind(name="vbc", doc="a Vonage Business Communications extension"),
)
