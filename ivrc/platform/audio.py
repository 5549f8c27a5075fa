"""How long audio takes: speech by its letters, files by their known length."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ivrc.ncco.ssml import is_ssml, read_ssml

if TYPE_CHECKING:
    from collections.abc import Mapping

# Letters a second of the standard voices; scripts with a sign for a syllable or a word are slower.
LETTERS_A_SECOND = 15.0
_BY_LANGUAGE = {"cmn": 4.5, "yue": 4.5, "ja": 7.5, "ko": 7.0, "th": 12.0}
# Seconds of an audio file of which nothing is known.
FILE_SECONDS = 5.0

_PAUSE = re.compile(r"<break[^>]*\btime\s*=\s*[\"']([0-9.]+)(ms|s)[\"']")
_SPACE_BEFORE_MARK = re.compile(r"\s+([.,;:!?])")


@lru_cache(maxsize=1024)
def spoken(text: str) -> str:
    """What is heard of a text: without its SSML."""
    if not is_ssml(text):
        return text
    return _SPACE_BEFORE_MARK.sub(r"\1", " ".join(read_ssml(text).spoken.split()))


@lru_cache(maxsize=1024)
def speech_seconds(text: str, language: str = "en-US") -> float:
    """How long a text takes to say, with the pauses of its SSML."""
    rate = _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0], LETTERS_A_SECOND)
    pauses = sum(float(n) / (1000 if unit == "ms" else 1) for n, unit in _PAUSE.findall(text))
    return round(len(spoken(text)) / rate + pauses, 3)


def action_seconds(action: Mapping[str, Any], files: Mapping[str, float]) -> float | None:
    """How long a talk or stream plays; none if it never ends."""
    loop = action.get("loop", 1)
    if loop == 0:
        return None
    if action["action"] == "talk":
        once = speech_seconds(action["text"], action.get("language", "en-US"))
    else:
        once = files.get(first_of(action["streamUrl"]), FILE_SECONDS)
    return once * int(loop)


def first_of(value: Any) -> str:
    """The URL of a one-element array, or of the bare text that old NCCOs have."""
    return str(value[0]) if isinstance(value, list) and value else str(value)
