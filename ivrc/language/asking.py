"""The settings and handlers of questions (language 5, 6)."""

from __future__ import annotations

from ivrc.language.rows import Handler, Kind, event_settings, setting
from ivrc.language.speaking import BARGE_IN, VOICE

_ATTEMPTS = setting(
    "attempts", "expression", "failures until `on give_up`: 1 to 10, or `unlimited`", constant=True
)
_CONFIDENCE = setting(
    "min_confidence", "number", "speech results below it are not looked at", low=0, high=1, constant=True
)
_TIMEOUT = setting(
    "timeout", "duration", "how long the caller may do nothing", "input:dtmf.timeOut", constant=True
)
_FINISH = setting(
    "finish_on", "key", "the key that ends the entry: #", "input:dtmf.submitOnHash", constant=True
)
_SPEECH_LANGUAGE = setting(
    "speech_language", "language", "the language that is recognised", "input:speech.language", constant=True
)
SPEECH = (
    setting(
        "end_on_silence",
        "duration",
        "silence that ends what the caller says",
        "input:speech.endOnSilence",
        constant=True,
    ),
    setting(
        "start_timeout",
        "duration",
        "how long to wait for the first word",
        "input:speech.startTimeout",
        constant=True,
    ),
    setting("max_duration", "duration", "longest answer", "input:speech.maxDuration", constant=True),
    setting("save_audio", "bool", "keep a recording of the answer", "input:speech.saveAudio", constant=True),
    setting(
        "sensitivity", "int", "10 quiet to 100 loud surroundings", "input:speech.sensitivity", constant=True
    ),
    setting("uuid", "text", "the leg that is listened to", "input:speech.uuid"),
    _SPEECH_LANGUAGE,
)
_QUESTION_HANDLERS = (
    Handler(name="silence", doc="the caller did nothing", counted=True),
    Handler(name="invalid", doc="the answer is none of those that are asked for", counted=True),
)
_GIVE_UP = Handler(name="give_up", doc="after the last attempt")
ASKING = (
    Kind(
        name="menu",
        doc="a question answered by key or voice",
        settings=(
            _ATTEMPTS,
            _TIMEOUT,
            _FINISH,
            *SPEECH,
            *VOICE,
            BARGE_IN,
            _CONFIDENCE,
            setting(
                "option_prompt", "sentence", "the sentence made of {label} and {key}", words=("label", "key")
            ),
            *event_settings("input"),
        ),
        handlers=(*_QUESTION_HANDLERS, _GIVE_UP),
    ),
    Kind(
        name="collect",
        doc="ask for digits, a number, a phone number or words",
        settings=(
            setting(
                "length", "length", "how many digits: `6` or `4..8`", "input:dtmf.maxDigits", constant=True
            ),
            setting("range", "range", "smallest and largest number: `1..100`", constant=True),
            setting("country", "text", 'completes national phone numbers: "GB"', constant=True),
            _ATTEMPTS,
            _TIMEOUT,
            _FINISH,
            setting("hints", "text", "words that are likely", "input:speech.context", many=True),
            *SPEECH,
            *VOICE,
            BARGE_IN,
            _CONFIDENCE,
            setting("check", "expression", "whether a well-formed value is accepted"),
            setting("confirm", "expression_or_true", "read the value back and ask"),
            setting("optional", "bool", "go on without a value after the last attempt", constant=True),
            setting("secret", "bool", "never spoken, sent, logged or shown", constant=True),
            *event_settings("input"),
        ),
        handlers=(
            *_QUESTION_HANDLERS,
            Handler(name="wrong", doc="well-formed but refused by `check`", counted=True),
            _GIVE_UP,
        ),
    ),
)
