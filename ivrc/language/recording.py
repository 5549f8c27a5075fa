"""The settings of recordings, conferences, and what else a step may do (language 7, 8)."""

from __future__ import annotations

from ivrc.language.rows import EVENT_METHOD, EVENT_URL, METHODS, Handler, Kind, event_settings, setting

_SAVED = Handler(name="saved", doc="the recording was delivered, perhaps after the call", body="after")
_TRANSCRIBED = Handler(name="transcribed", doc="the transcript was delivered", body="after")
_TRANSCRIPTION = (
    setting(
        "language",
        "language",
        "what is spoken in the recording",
        "record:transcription.language",
        constant=True,
    ),
    setting(
        "sentiment_analysis",
        "bool",
        "a score of the mood (developer preview)",
        "record:transcription.sentimentAnalysis",
        constant=True,
    ),
    setting("event_url", "url", EVENT_URL, "record:transcription.eventUrl"),
    setting("event_method", "word", EVENT_METHOD, "record:transcription.eventMethod", METHODS),
)

RECORDING = (
    Kind(
        name="record",
        doc="record the call",
        settings=(
            setting("format", "word", "the file format", "record:format", ("mp3", "wav", "ogg")),
            setting("split", "word", "one channel for each party", "record:split", ("conversation",)),
            setting("channels", "int", "how many channels", "record:channels", constant=True),
            setting(
                "end_on_silence", "duration", "silence that ends it", "record:endOnSilence", constant=True
            ),
            setting("end_on_key", "key", "the key that ends it", "record:endOnKey", constant=True),
            setting("timeout", "duration", "the longest recording", "record:timeOut", constant=True),
            setting("beep_start", "bool", "beep when it starts", "record:beepStart", constant=True),
            *event_settings("record"),
        ),
        handlers=(_SAVED, _TRANSCRIBED),
        blocks=("transcription",),
    ),
    Kind(name="transcription", doc="turn the recording into text (charged)", settings=_TRANSCRIPTION),
    Kind(
        name="conference",
        doc="a room in which several callers talk",
        settings=(
            setting("name", "text", "the room's name", "conversation:name"),
            setting("music_on_hold_url", "url", "heard until the room starts", "conversation:musicOnHoldUrl"),
            setting("record", "bool", "record the room", "conversation:record", constant=True),
            *event_settings("conversation"),
        ),
        handlers=(_SAVED, _TRANSCRIBED),
        blocks=("transcription", "role"),
    ),
    Kind(
        name="role",
        doc="how somebody takes part in a conference",
        settings=(
            setting(
                "start_on_enter",
                "bool",
                "the room starts when one enters",
                "conversation:startOnEnter",
                constant=True,
            ),
            setting(
                "end_on_exit",
                "bool",
                "the room ends when one leaves",
                "conversation:endOnExit",
                constant=True,
            ),
            setting("mute", "bool", "nobody hears them", "conversation:mute", constant=True),
            setting(
                "hears",
                "roles",
                "whom they hear: roles, `nobody` or `everybody`",
                "conversation:canHear",
                many=True,
            ),
            setting(
                "speaks_to",
                "roles",
                "who hears them: roles, `nobody` or `everybody`",
                "conversation:canSpeak",
                many=True,
            ),
        ),
    ),
    Kind(
        name="await",
        doc="hold the caller until the recording was delivered",
        settings=(setting("timeout", "duration", "how long at most", constant=True),),
        handlers=(Handler(name="timeout", doc="it did not come in time"),),
    ),
    Kind(name="notify", doc="tell a server something", settings=event_settings("notify")),
    Kind(
        name="transfer",
        doc="move every leg to another conversation",
        settings=(
            setting("mute", "bool", "nobody hears them", "transfer:mute", constant=True),
            setting("hears", "roles", "whom they hear: `nobody`, `everybody`", "transfer:canHear", many=True),
            setting("speaks_to", "roles", "who hears them: the same words", "transfer:canSpeak", many=True),
        ),
    ),
)
