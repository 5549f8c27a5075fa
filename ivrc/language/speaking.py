"""The settings of what a caller hears."""

from __future__ import annotations

from ivrc.language.rows import Kind, setting

_LANGUAGE = setting("language", "language", "the language it is spoken in", "talk:language", constant=True)
_STYLE = setting("style", "int", "the voice of that language", "talk:style", constant=True)
_PREMIUM = setting("premium", "bool", "use the premium voice (charged)", "talk:premium", constant=True)
BARGE_IN = setting("barge_in", "bool", "a key or a word interrupts it", "talk:bargeIn", constant=True)
VOICE = (_LANGUAGE, _STYLE, _PREMIUM)
SPEAKING = (
    Kind(
        name="say",
        doc="speak text to the caller",
        settings=(
            setting("loop", "int", "how often; 0 is endless", "talk:loop", constant=True),
            setting("level", "number", "loudness, -1 to 1", "talk:level", constant=True),
            *VOICE,
            BARGE_IN,
        ),
    ),
    Kind(
        name="play",
        doc="play an audio file to the caller",
        settings=(
            setting("loop", "int", "how often; 0 is endless", "stream:loop", constant=True),
            setting("level", "number", "loudness, -1 to 1", "stream:level", constant=True),
            BARGE_IN,
        ),
    ),
)
