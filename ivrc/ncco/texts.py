"""Rules about what `talk` says, and in which voice (reference 8.1 and 8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.ncco.finding import Finding, is_true, surely_meant
from ivrc.ncco.recognition import RECOGNITION
from ivrc.ncco.ssml import LONGEST_TEXT, deviations, is_ssml, read_ssml, stray_tag
from ivrc.ncco.voices import UNLISTED_LANGUAGES, VOICES, Voices
from ivrc.words import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.ncco.finding import ObjectCheck, Path


def _text(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    text = action.get("text")
    if not isinstance(text, str):
        return
    at = (*path, "text")
    if is_ssml(text):
        _ssml(text, at, found)
        return
    if (tag := stray_tag(text)) is not None:
        message = f"`{tag[0]}` would be read aloud, because the text is not inside `<speak>`"
        found.append(Finding(code="E162", path=at, message=message, hint="write `<speak>` ... `</speak>`"))
    _length(len(text), at, found)


def _ssml(text: str, path: Path, found: list[Finding]) -> None:
    speech = read_ssml(text)
    if speech.problem:
        message = f"at character {speech.offset + 1}: {speech.problem}"
        found.append(Finding(code="E163", path=path, message=message))
        return
    _length(len(speech.spoken), path, found)
    found.extend(Finding(code=d.code, path=path, message=d.message) for d in deviations(speech))


def _length(length: int, path: Path, found: list[Finding]) -> None:
    if length > LONGEST_TEXT:
        message = f"the text has {length} characters without tags; the platform takes {LONGEST_TEXT}"
        found.append(
            Finding(code="E161", path=path, message=message, hint="split it into two `talk` actions")
        )


def _voice(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    """Language, style and premium against the table of voices; a legacy `voiceName` brings its own."""
    language = action.get("language", "en-US")
    if not isinstance(language, str) or "voiceName" in action or language in UNLISTED_LANGUAGES:
        return
    voices = VOICES.get(language)
    if voices is None:
        message = f"no voice is known for `{language}`"
        hint, meant = did_you_mean(language, VOICES), surely_meant(language, closest(language, VOICES))
        found.append(Finding(code="W220", path=(*path, "language"), message=message, hint=hint, meant=meant))
    else:
        _style(action, voices, path, found)


def _style(action: Mapping[str, object], voices: Voices, path: Path, found: list[Finding]) -> None:
    style, text = action.get("style", 0), action.get("text")
    if not isinstance(style, int) or style < 0:
        return
    if style not in voices.styles:
        styles = ", ".join(map(str, sorted(voices.styles)))
        message = f"style {style} is not known for `{voices.code}`"
        found.append(
            Finding(code="W221", path=(*path, "style"), message=message, hint=f"known styles: {styles}")
        )
        return
    premium = is_true(action.get("premium"))
    if premium and style not in voices.premium:
        message = f"`{voices.code}` style {style} has no premium voice; the standard voice is heard"
        found.append(Finding(code="W222", path=(*path, "premium"), message=message))
    elif not premium and style in voices.premium_only:
        message = f"`{voices.code}` style {style} exists as a premium voice only"
        found.append(Finding(code="W222", path=path, message=message, hint='add `"premium": true`'))
    if style in voices.plain and isinstance(text, str) and is_ssml(text):
        message = f"`{voices.code}` style {style} does not understand SSML"
        found.append(Finding(code="W223", path=(*path, "text"), message=message))


def _recognition(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    """The language of `speech` or `transcription`."""
    for name in ("speech", "transcription"):
        settings = action.get(name)
        language = settings.get("language") if isinstance(settings, dict) else None
        if isinstance(language, str) and language not in RECOGNITION:
            message = f"`{language}` is not known to speech recognition"
            near = closest(language, RECOGNITION)
            hint, meant = f"write `{near}`" if near else None, surely_meant(language, near)
            at = (*path, name, "language")
            found.append(Finding(code="W226", path=at, message=message, hint=hint, meant=meant))


TEXTS: dict[str, tuple[ObjectCheck, ...]] = {"talk": (_text,)}
LISTS: dict[str, tuple[ObjectCheck, ...]] = {
    "talk": (_voice,),
    "record": (_recognition,),
    "conversation": (_recognition,),
    "input": (_recognition,),
}
