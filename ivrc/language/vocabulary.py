"""The words of the language: every declaration, step, setting and handler, one row each.

A setting that is an option of the target names its row of `ncco.spec` in `ncco`; ranges, lists and
defaults are read there and not repeated. Parsing of settings, messages, completion, formatter order and
the reference page all read this table.
"""

from __future__ import annotations

from typing import Literal

from ivrc.node import node

Form = Literal[
    "text", "url", "phone", "phones", "language", "duration", "hours", "days", "milliseconds", "int", "number",
    "bool", "key", "length", "range", "word", "roles", "sentence", "expression", "expression_or_true",
]  # fmt: skip


@node
class Setting:
    """`form` says how the value is written; `ncco` is (action, path) in the target's table.

    `words` are the values of form `word` and the places of form `sentence`; `many`: several values may stand behind the colon; `constant`:
    the value must be known at build.
    """

    name: str
    form: Form
    doc: str
    ncco: tuple[str, str] | None = None
    words: tuple[str, ...] = ()
    many: bool = False
    constant: bool = False
    low: float | None = None
    high: float | None = None


@node
class Handler:
    """`on NAME`; `counted`: `on NAME 2` is allowed; `body`: which steps its block may hold."""

    name: str
    doc: str
    body: Literal["flow", "callee", "after"] = "flow"
    counted: bool = False


@node
class Kind:
    """Something with a block of settings, handlers and nested blocks."""

    name: str
    doc: str
    settings: tuple[Setting, ...] = ()
    handlers: tuple[Handler, ...] = ()
    blocks: tuple[str, ...] = ()


@node
class Step:
    """A step written as `word value... { block }`. `where`: flow, callee, after, fallback (language 4, 7)."""

    name: str
    doc: str
    usage: str
    values: tuple[int, int]
    where: frozenset[str]


def _s(
    name: str,
    form: Form,
    doc: str,
    ncco: str = "",
    words: tuple[str, ...] = (),
    many: bool = False,
    constant: bool = False,
    low: float | None = None,
    high: float | None = None,
) -> Setting:
    action, _, path = ncco.partition(":")
    target = (action, path) if ncco else None
    return Setting(
        name=name,
        form=form,
        doc=doc,
        ncco=target,
        words=words,
        many=many,
        constant=constant,
        low=low,
        high=high,
    )


EVENT_URL = "where the results go instead of the generated module"
EVENT_METHOD = "how that URL is called"
METHODS = ("GET", "POST")


def _event(action: str) -> tuple[Setting, Setting]:
    return (
        _s("event_url", "url", EVENT_URL, f"{action}:eventUrl"),
        _s("event_method", "word", EVENT_METHOD, f"{action}:eventMethod", METHODS),
    )


_LANGUAGE = _s("language", "language", "the language it is spoken in", "talk:language", constant=True)
_STYLE = _s("style", "int", "the voice of that language", "talk:style", constant=True)
_PREMIUM = _s("premium", "bool", "use the premium voice (charged)", "talk:premium", constant=True)
_BARGE_IN = _s("barge_in", "bool", "a key or a word interrupts it", "talk:bargeIn", constant=True)
_VOICE = (_LANGUAGE, _STYLE, _PREMIUM)
_ATTEMPTS = _s(
    "attempts", "expression", "failures until `on give_up`: 1 to 10, or `unlimited`", constant=True
)
_CONFIDENCE = _s(
    "min_confidence", "number", "speech results below it are not looked at", low=0, high=1, constant=True
)
_TIMEOUT = _s(
    "timeout", "duration", "how long the caller may do nothing", "input:dtmf.timeOut", constant=True
)
_FINISH = _s("finish_on", "key", "the key that ends the entry: #", "input:dtmf.submitOnHash", constant=True)
_SPEECH_LANGUAGE = _s(
    "speech_language", "language", "the language that is recognised", "input:speech.language", constant=True
)
_SPEECH = (
    _s("end_on_silence", "duration", "silence that ends what the caller says", "input:speech.endOnSilence", constant=True),
    _s("start_timeout", "duration", "how long to wait for the first word", "input:speech.startTimeout", constant=True),
    _s("max_duration", "duration", "longest answer", "input:speech.maxDuration", constant=True),
    _s("save_audio", "bool", "keep a recording of the answer", "input:speech.saveAudio", constant=True),
    _s("sensitivity", "int", "10 quiet to 100 loud surroundings", "input:speech.sensitivity", constant=True),
    _s("uuid", "text", "the leg that is listened to", "input:speech.uuid"),
    _SPEECH_LANGUAGE,
)  # fmt: skip
_QUESTION_HANDLERS = (
    Handler(name="silence", doc="the caller did nothing", counted=True),
    Handler(name="invalid", doc="the answer is none of those that are asked for", counted=True),
)
_GIVE_UP = Handler(name="give_up", doc="after the last attempt")
_SAVED = Handler(name="saved", doc="the recording was delivered, perhaps after the call", body="after")
_TRANSCRIBED = Handler(name="transcribed", doc="the transcript was delivered", body="after")
_TRANSCRIPTION = (
    _s("language", "language", "what is spoken in the recording", "record:transcription.language", constant=True),
    _s("sentiment_analysis", "bool", "a score of the mood (developer preview)", "record:transcription.sentimentAnalysis", constant=True),
    _s("event_url", "url", EVENT_URL, "record:transcription.eventUrl"),
    _s("event_method", "word", EVENT_METHOD, "record:transcription.eventMethod", METHODS),
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="say",
            doc="speak text to the caller",
            settings=(
                _s("loop", "int", "how often; 0 is endless", "talk:loop", constant=True),
                _s("level", "number", "loudness, -1 to 1", "talk:level", constant=True),
                *_VOICE,
                _BARGE_IN,
            ),
        ),
        Kind(
            name="play",
            doc="play an audio file to the caller",
            settings=(
                _s("loop", "int", "how often; 0 is endless", "stream:loop", constant=True),
                _s("level", "number", "loudness, -1 to 1", "stream:level", constant=True),
                _BARGE_IN,
            ),
        ),
        Kind(
            name="menu",
            doc="a question answered by key or voice",
            settings=(
                _ATTEMPTS, _TIMEOUT, _FINISH, *_SPEECH, *_VOICE, _BARGE_IN, _CONFIDENCE,
                _s("option_prompt", "sentence", "the sentence made of {label} and {key}", words=("label", "key")),
                *_event("input"),
            ),
            handlers=(*_QUESTION_HANDLERS, _GIVE_UP),
        ),
        Kind(
            name="collect",
            doc="ask for digits, a number, a phone number or words",
            settings=(
                _s("length", "length", "how many digits: `6` or `4..8`", "input:dtmf.maxDigits", constant=True),
                _s("range", "range", "smallest and largest number: `1..100`", constant=True),
                _s("country", "text", "completes national phone numbers: \"GB\"", constant=True),
                _ATTEMPTS, _TIMEOUT, _FINISH,
                _s("hints", "text", "words that are likely", "input:speech.context", many=True),
                *_SPEECH, *_VOICE, _BARGE_IN, _CONFIDENCE,
                _s("check", "expression", "whether a well-formed value is accepted"),
                _s("confirm", "expression_or_true", "read the value back and ask"),
                _s("optional", "bool", "go on without a value after the last attempt", constant=True),
                _s("secret", "bool", "never spoken, sent, logged or shown", constant=True),
                *_event("input"),
            ),
            handlers=(
                *_QUESTION_HANDLERS,
                Handler(name="wrong", doc="well-formed but refused by `check`", counted=True),
                _GIVE_UP,
            ),
        ),
        Kind(
            name="connect",
            doc="call somebody and join the two",
            settings=(
                _s("from", "phone", "the number that is shown", "connect:from"),
                _s("random_from_number", "bool", "show any number of the application", "connect:randomFromNumber", constant=True),
                _s("timeout", "duration", "how long it rings", "connect:timeout", constant=True),
                _s("limit", "duration", "longest talk", "connect:limit", constant=True),
                _s("machine_detection", "word", "what to do about an answering machine", "connect:machineDetection", ("continue", "hangup")),
                _s("ringback_tone", "url", "what the caller hears while it rings", "connect:ringbackTone"),
                *_event("connect"),
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
                _s("behavior", "word", "go on or hang up", "connect:advancedMachineDetection.behavior", ("continue", "hangup")),
                _s("mode", "word", "what is detected", "connect:advancedMachineDetection.mode", ("default", "detect", "detect_beep")),
                _s("beep_timeout", "duration", "how long to wait for the beep", "connect:advancedMachineDetection.beep_timeout", constant=True, low=45),
            ),
        ),
        Kind(
            name="phone",
            doc="a phone number",
            settings=(
                _s("dtmf_answer", "text", "keys sent when it is answered; p pauses", "phone:dtmfAnswer"),
                _s("shaken", "text", "a STIR/SHAKEN identity header", "phone:shaken"),
            ),
        ),
        Kind(name="app", doc="a user of the Client SDK"),
        Kind(
            name="sip",
            doc="a SIP address or a user of a trunk",
            settings=(
                _s("domain", "text", "the name of the trunk", "sip:domain"),
                _s("user_to_user", "text", "the User-to-User header", "sip:standardHeaders.User-to-User"),
            ),
            blocks=("headers",),
        ),
        Kind(
            name="websocket",
            doc="a websocket server",
            settings=(
                _s("content_type", "text", "the audio format", "websocket:content-type"),
                _s("authorization", "text", "`vonage`, or the header's value", "websocket:authorization"),
            ),
            blocks=("headers",),
        ),
        Kind(name="vbc", doc="a Vonage Business Communications extension"),
        Kind(
            name="record",
            doc="record the call",
            settings=(
                _s("format", "word", "the file format", "record:format", ("mp3", "wav", "ogg")),
                _s("split", "word", "one channel for each party", "record:split", ("conversation",)),
                _s("channels", "int", "how many channels", "record:channels", constant=True),
                _s("end_on_silence", "duration", "silence that ends it", "record:endOnSilence", constant=True),
                _s("end_on_key", "key", "the key that ends it", "record:endOnKey", constant=True),
                _s("timeout", "duration", "the longest recording", "record:timeOut", constant=True),
                _s("beep_start", "bool", "beep when it starts", "record:beepStart", constant=True),
                *_event("record"),
            ),
            handlers=(_SAVED, _TRANSCRIBED),
            blocks=("transcription",),
        ),
        Kind(name="transcription", doc="turn the recording into text (charged)", settings=_TRANSCRIPTION),
        Kind(
            name="conference",
            doc="a room in which several callers talk",
            settings=(
                _s("name", "text", "the room's name", "conversation:name"),
                _s("music_on_hold_url", "url", "heard until the room starts", "conversation:musicOnHoldUrl"),
                _s("record", "bool", "record the room", "conversation:record", constant=True),
                *_event("conversation"),
            ),
            handlers=(_SAVED, _TRANSCRIBED),
            blocks=("transcription", "role"),
        ),
        Kind(
            name="role",
            doc="how somebody takes part in a conference",
            settings=(
                _s("start_on_enter", "bool", "the room starts when one enters", "conversation:startOnEnter", constant=True),
                _s("end_on_exit", "bool", "the room ends when one leaves", "conversation:endOnExit", constant=True),
                _s("mute", "bool", "nobody hears them", "conversation:mute", constant=True),
                _s("hears", "roles", "whom they hear: roles, `nobody` or `everybody`", "conversation:canHear", many=True),
                _s("speaks_to", "roles", "who hears them: roles, `nobody` or `everybody`", "conversation:canSpeak", many=True),
            ),
        ),
        Kind(name="notify", doc="tell a server something", settings=_event("notify")),
        Kind(
            name="transfer",
            doc="move every leg to another conversation",
            settings=(_s("mute", "bool", "nobody hears them", "transfer:mute", constant=True),),
        ),
        Kind(
            name="await",
            doc="hold the caller until the recording was delivered",
            settings=(_s("timeout", "duration", "how long at most", constant=True),),
            handlers=(Handler(name="timeout", doc="it did not come in time"),),
        ),
        Kind(
            name="extern",
            doc="a function of your own system",
            settings=(
                _s("get", "url", "fetched with GET; values in braces are percent-encoded"),
                _s("post", "url", "called with POST and a JSON object"),
                _s("timeout", "duration", "how long it may take", constant=True, low=0.1, high=4.5),
                _s("reads", "bool", "it changes nothing, so it may be asked early", constant=True),
            ),
            handlers=(Handler(name="error", doc="it failed, took too long or gave a wrong result"),),
            blocks=("headers", "body"),
        ),
        Kind(name="headers", doc="names and values"),
        Kind(name="body", doc="the JSON object that is sent"),
        Kind(
            name="application",
            doc="the Vonage application",
            settings=(
                _s("base_url", "url", "where the webhook module is reached", constant=True),
                _s("timezone", "text", "the zone of `now`", constant=True),
                _s("number", "phones", "the application's numbers", many=True, constant=True),
                _s("region", "word", "where calls are handled", "application:capabilities.voice.region",
                   ("na-east", "na-west", "eu-west", "eu-east", "apac-sng", "apac-australia"), constant=True),
                _s("signed_callbacks", "bool", "requests are signed and unsigned ones refused", constant=True),
                _s("answer_method", "word", "how the answer webhook is called", words=METHODS),
                _s("event_method", "word", "how the event webhook is called", words=METHODS),
                _s("connect_timeout", "milliseconds", "time to connect to the module", constant=True, low=0.3, high=1),
                _s("socket_timeout", "milliseconds", "time for the module to answer", constant=True, low=1, high=5),
                _s("fallback_base_url", "url", "where the fallback NCCO is hosted", constant=True),
                _s("conversations_ttl", "hours", "how long a named room lives", constant=True, low=1, high=9000),
                _s("leg_persistence_time", "days", "how long legs are kept", constant=True, low=1, high=31),
                _s("improve_ai", "bool", "let the vendor learn from the data", constant=True),
                _s("public_key", "text", "a PEM file beside the source", constant=True),
            ),
            blocks=("messages", "rtc", "vbc", "verify"),
        ),
        Kind(
            name="messages",
            doc="the Messages capability",
            settings=(
                _s("inbound_url", "url", "called for incoming messages", constant=True),
                _s("status_url", "url", "called for delivery states", constant=True),
            ),
        ),
        Kind(name="rtc", doc="the RTC capability", settings=(_s("event_url", "url", "called for events", constant=True),)),
        Kind(name="vbc_capability", doc="the VBC capability"),
        Kind(name="verify", doc="the Verify capability", settings=(_s("status_url", "url", "called for states", constant=True),)),
        Kind(
            name="outbound",
            doc="where a call that we place starts",
            settings=(
                _s("machine_detection", "word", "what to do about an answering machine", words=("continue", "hangup")),
                _s("timeout", "duration", "how long it rings", constant=True, low=1, high=120),
                _s("limit", "duration", "longest call", constant=True, low=1, high=86400),
                _s("from", "phone", "the number that is shown"),
            ),
            handlers=(
                Handler(name="human", doc="a person answered"),
                Handler(name="machine", doc="an answering machine answered"),
                Handler(name="beep", doc="the machine's beep was heard"),
                Handler(name="unreachable", doc="nobody answered", body="after"),
            ),
            blocks=("advanced_machine_detection",),
        ),
    )
}  # fmt: skip

# What a `defaults` block may hold, for all kinds at once or in a block of one kind (language 3).
INHERITING = ("say", "play", "menu", "collect", "connect", "extern")

FLOW, CALLEE, AFTER, FALLBACK = "flow", "callee", "after", "fallback"


def _step(name: str, usage: str, doc: str, low: int, high: int, *where: str) -> Step:
    return Step(name=name, usage=usage, doc=doc, values=(low, high), where=frozenset(where))


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        _step("say", 'say "text"', "speak text to the caller", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("play", 'play "https://..."', "play an audio file", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("menu", "menu { ... }", "ask a question answered by key or voice", 0, 0, FLOW),
        _step("collect", "collect digits name { ... }", "ask for digits, a number, a phone number or words", 2, 2, FLOW),
        _step("connect", "connect target { ... }", "call somebody and join the two", 1, 2, FLOW, FALLBACK),
        _step("record", "record name", "record a message or the call", 0, 1, FLOW),
        _step("await", "await name { ... }", "hold the caller until a recording was delivered", 1, 1, FLOW),
        _step("join", "join conference as role", "enter a conference", 1, 3, FLOW),
        _step("notify", 'notify "https://..." { ... }', "tell a server something", 1, 1, FLOW),
        _step("wait", "wait 2s", "a pause", 1, 1, FLOW, CALLEE, FALLBACK),
        _step("transfer", "transfer conversation", "move the call to an existing conversation", 1, 1, FLOW),
        _step("language", "language fr-FR", "switch the caller's language", 1, 1, FLOW, FALLBACK),
        _step("hangup", "hangup", "end the call", 0, 0, FLOW, FALLBACK),
    )
}  # fmt: skip

COLLECT_KINDS = ("digits", "number", "phone", "speech", "any")
ENDPOINT_KINDS = ("phone", "app", "sip", "websocket", "vbc")
# Which settings make sense for which kind of answer.
DTMF_ONLY = frozenset({"length", "range", "country", "finish_on"})
SPEECH_ONLY = frozenset(s.name for s in _SPEECH) | {"hints"}

DECLARATIONS: dict[str, str] = {
    "import": "adds another file's declarations",
    "app": "the Vonage application",
    "defaults": "what menus, collects and calls start from",
    "param": "a value given at build with -D",
    "const": "a named constant",
    "var": "a value kept through the call",
    "endpoint": "a named connect target",
    "prompt": "what is said, for each language",
    "hours": "opening hours",
    "type": "a record or an enumeration",
    "extern": "a function of your own system",
    "recording": "how something is recorded",
    "conference": "a room in which several callers talk",
    "answer": "where an incoming call starts",
    "outbound": "where a call that we place starts",
    "fallback": "what is heard when the webhook server is down",
    "event": "reacts to call events",
    "flow": "a sequence of steps",
    "menu": "a question answered by key or voice",
    "anywhere": "options of every menu",
    "test": "a scripted call",
    "ensure": "a property that is proved",
}

# Statements with a grammar rule of their own, for did-you-mean among the words that may start a step.
STATEMENT_WORDS = ("if", "match", "let", "set", "return", "each", "press", "speak", "on")
