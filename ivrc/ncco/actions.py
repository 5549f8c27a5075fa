"""The actions of an NCCO: every key, in the order of the reference's tables (reference 2.1 to 2.9)."""

from __future__ import annotations

from ivrc.ncco.keys import METHODS, ActionSpec, Key, row


def _webhook(doc: str, prefix: str = "", missing: str = "") -> tuple[Key, Key]:
    """The pair of keys with which every action names its webhook (reference 1, rules 3 and 4)."""
    return (
        row(f"{prefix}eventUrl", "urls", doc, code="E109", missing=missing),
        row(
            f"{prefix}eventMethod", "choices", "HTTP method of the webhook.",
            default="POST", choices=METHODS, code="E110",
        ),
    )  # fmt: skip  # one row a key


_TRANSCRIPTION = (
    row("transcription", "object", "Transcribe the recording; `{}` is enough. Charged.", code="E118"),
    row("transcription.language", "language", "Spoken language of the recording.", default="en-US"),
    *_webhook("Webhook that is told where the transcript is.", "transcription."),
    row("transcription.sentimentAnalysis", "bool", "Score each segment (preview).", default=False),
)
_BARGE_IN = row("bargeIn", "bool", "Let a key or speech interrupt; needs an input later.", default=False)
_LOOP = row("loop", "int", "How often it is played; 0 is endless.", default=1, within=(0, None), code="E165")
_LEVEL = row(
    "level", "number", "Volume in steps of 0.1; 0 is neutral.", default=0, within=(-1, 1), code="E164"
)
_CAN_SPEAK = row("canSpeak", "legs", "Leg ids that hear this one; `[]` is nobody.", code="E122")
_CAN_HEAR = row("canHear", "legs", "Leg ids that this one hears; `[]` is nobody.", code="E122")

_RECORD = ActionSpec(
    name="record",
    doc="Record the call. With a stop condition it waits for the end of the recording.",
    keys=(
        row(
            "format", "choices", "File type; wav when there are more than 2 channels.",
            default="mp3", choices=("mp3", "wav", "ogg"), code="E111",
        ),
        row(
            "split", "choices", "`conversation` gives every party a channel.",
            choices=("conversation",), code="E112",
        ),
        row("channels", "int", "Number of channels; needs `split`.", within=(1, 32), code="E113"),
        row(
            "endOnSilence", "int", "Stop after so much silence.",
            within=(3, 10), unit="seconds", code="E115",
        ),
        row("endOnKey", "key", "Stop at this key.", code="E116"),
        row("timeOut", "int", "Stop after this time.", within=(3, 7200), unit="seconds", code="E117"),
        row("beepStart", "bool", "Beep when the recording starts.", default=False),
        *_TRANSCRIPTION,
        *_webhook("Webhook that is told when the recording is finished."),
    ),
)  # fmt: skip  # one row a key

_CONVERSATION = ActionSpec(
    name="conversation",
    doc="Join a conference by its name; the first to join creates it.",
    keys=(
        row("name", "text", "Name of the room in this application and region.", code="E120", missing="E120"),
        row("musicOnHoldUrl", "urls", "Audio that is heard until the conference starts.", code="E121"),
        row("startOnEnter", "bool", "Whether the conference starts when this leg joins.", default=True),
        row("endOnExit", "bool", "End the conference for all when this leg leaves.", default=False),
        row("record", "bool", "Record the room.", default=False),
        *_TRANSCRIPTION,
        _CAN_SPEAK,
        _CAN_HEAR,
        row("mute", "bool", "Join without being heard.", default=False),
        *_webhook("Webhook for the recording event only."),
    ),
)

_CONNECT = ActionSpec(
    name="connect",
    doc="Dial a phone, an app user, a SIP address, a websocket or a VBC extension and join it to the call.",
    keys=(
        row("endpoint", "endpoints", "Whom to dial: exactly one.", code="E131", missing="E130"),
        row("from", "number_e164", "Caller id: one of the account's numbers.", code="E151"),
        row("randomFromNumber", "bool", "Use one of the application's numbers as `from`.", default=False),
        row(
            "eventType", "choices", "`synchronous`: a failed dial may be answered with a new NCCO.",
            choices=("synchronous",), code="E145",
        ),
        row(
            "timeout", "int", "How long it rings.",
            default=60, within=(1, 120), unit="seconds", code="E146",
        ),
        row(
            "limit", "int", "Longest connected call.",
            default=7200, within=(1, 7200), unit="seconds", code="E147",
        ),
        row(
            "machineDetection", "choices", "What to do when a machine answers.",
            choices=("continue", "hangup"), code="E148",
        ),
        row("advancedMachineDetection", "object", "Detection with more settings. Charged.", code="E149"),
        row(
            "advancedMachineDetection.behavior", "choices", "What to do when a machine answers.",
            default="continue", choices=("continue", "hangup"), code="E149",
        ),
        row(
            "advancedMachineDetection.mode", "choices", "Whether to wait for the result or the beep.",
            default="detect", choices=("default", "detect", "detect_beep"), code="E149",
        ),
        row(
            "advancedMachineDetection.beep_timeout", "int", "How long to wait for the beep; 45 is safe.",
            default=45, within=(30, 120), unit="seconds", code="E149",
        ),
        row("ringbackTone", "url", "Audio that the caller hears while it rings.", code="E150"),
        *_webhook("Webhook for the call states of the new leg."),
    ),
)  # fmt: skip  # one row a key

_TALK = ActionSpec(
    name="talk",
    doc="Say a text.",
    keys=(
        row(
            "text", "text", "At most 1500 characters without tags; SSML inside `<speak>`.",
            code="E160", missing="E160",
        ),
        _BARGE_IN,
        _LOOP,
        _LEVEL,
        row("language", "language", "Language of the voice.", default="en-US"),
        row("style", "int", "Number of the voice.", default=0, within=(0, None), code="E166"),
        row("premium", "bool", "Use the better voice of this style. Charged.", default=False),
    ),
)  # fmt: skip  # one row a key

_STREAM = ActionSpec(
    name="stream",
    doc="Play an audio file.",
    keys=(
        row("streamUrl", "urls", "Address of an mp3 or wav file.", code="E168", missing="E168"),
        _LEVEL,
        _BARGE_IN,
        _LOOP,
    ),
)

_INPUT = ActionSpec(
    name="input",
    doc="Wait for keys, for speech, or for the first of both.",
    keys=(
        row(
            "type", "choice_list", "What to listen for.",
            choices=("dtmf", "speech"), code="E181", missing="E180",
        ),
        row(
            "mode", "choices", "`asynchronous` sends every key by itself while the flow goes on.",
            default="synchronous", choices=("synchronous", "asynchronous"), code="E189",
        ),
        row("dtmf", "object", "Settings for keys."),
        row(
            "dtmf.timeOut", "int", "Time without a key that ends the input.",
            default=3, within=(0, 10), unit="seconds", code="E182",
        ),
        row("dtmf.maxDigits", "int", "Most keys to take.", default=4, within=(1, 20), code="E183"),
        row("dtmf.submitOnHash", "bool", "End the input with `#`.", default=False),
        row("speech", "object", "Settings for speech."),
        row("speech.uuid", "leg", "The leg to listen to; the first one if absent.", code="E188"),
        row(
            "speech.endOnSilence", "number", "Silence that ends the speech.",
            default=2.0, within=(0.4, 10.0), unit="seconds", code="E184",
        ),
        row("speech.language", "language", "Language to recognise.", default="en-US"),
        row("speech.context", "texts", "Words and phrases to expect.", code="E192"),
        row(
            "speech.startTimeout", "int", "How long to wait for the first word.",
            default=10, within=(1, 60), unit="seconds", code="E185",
        ),
        row(
            "speech.maxDuration", "int", "Longest speech.",
            default=60, within=(1, 60), unit="seconds", code="E186",
        ),
        row("speech.saveAudio", "bool", "Keep the audio; the result has its address.", default=False),
        row(
            "speech.sensitivity", "int", "How loud speech must be; 10 is the least sensitive.",
            default=90, within=(10, 100), code="E187",
        ),
        *_webhook("Webhook that gets the result and may answer with a new NCCO."),
    ),
)  # fmt: skip  # one row a key

_NOTIFY = ActionSpec(
    name="notify",
    doc="Send data to a webhook, which may answer with a new NCCO.",
    keys=(
        row("payload", "object", "The data: any JSON object.", code="E193", missing="E193"),
        *_webhook("Webhook that gets the data.", missing="E194"),
    ),
)

_WAIT = ActionSpec(
    name="wait",
    doc="Wait without sound.",
    keys=(
        row(
            "timeout", "number", "How long; out of range is clamped.",
            default=10, within=(0.1, 7200), unit="seconds", code="E195", range_code="W231",
        ),
    ),
)  # fmt: skip  # one row a key

_TRANSFER = ActionSpec(
    name="transfer",
    doc="Move all legs of the call to an existing conversation.",
    keys=(
        row(
            "conversationId",
            "conversation_id",
            "Id of the conversation to move to.",
            code="E196",
            missing="E196",
        ),
        _CAN_HEAR,
        _CAN_SPEAK,
        row("mute", "bool", "Arrive without being heard.", default=False),
    ),
)

ACTIONS: dict[str, ActionSpec] = {
    spec.name: spec
    for spec in (
        _RECORD,
        _CONVERSATION,
        _CONNECT,
        _TALK,
        _STREAM,
        _INPUT,
        _NOTIFY,
        _WAIT,
        _TRANSFER,
    )
}
