"""Warnings about single actions: accepted by the platform, but doubtful, risky or charged (reference 8.2)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ivrc.ncco.finding import Finding, is_false, is_true

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.ncco.finding import ObjectCheck, Path

_AUDIO_FILE = re.compile(r"[^?#]*\.(mp3|wav)(?![^?#])", re.IGNORECASE)
_LONGEST_SIP_URI = 50
_LARGEST_HEADERS = 512
_SAFE_BEEP_TIMEOUT = 45


def _record(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    channels = action.get("channels")
    if action.get("format") == "mp3" and isinstance(channels, int) and channels > 2:
        message = "more than 2 channels are recorded as wav; what mp3 does is not documented"
        found.append(Finding(code="W236", path=(*path, "format"), message=message, hint="write `wav`"))
    _transcription(action, path, found)


def _transcription(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    if "transcription" not in action:
        return
    at = (*path, "transcription")
    found.append(Finding(code="W244", path=at, message="transcription is charged"))
    settings = action["transcription"]
    if isinstance(settings, dict) and is_true(settings.get("sentimentAnalysis")):
        message = "sentiment analysis is a developer preview"
        found.append(Finding(code="W248", path=(*at, "sentimentAnalysis"), message=message))


def _conversation(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    waits = is_false(action.get("startOnEnter"))
    if "musicOnHoldUrl" in action and not waits:
        message = "the music is not heard, because this leg starts the conference"
        hint = 'add `"startOnEnter": false`'
        found.append(Finding(code="W242", path=(*path, "musicOnHoldUrl"), message=message, hint=hint))
    if waits and is_true(action.get("endOnExit")):
        message = "who cannot start the conference ends it for all by leaving"
        found.append(Finding(code="W243", path=(*path, "endOnExit"), message=message))
    if "eventUrl" in action:
        message = "only the recording event is sent here; call states go to the application's event URL"
        found.append(Finding(code="W245", path=(*path, "eventUrl"), message=message))
    _transcription(action, path, found)


def _connect(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    endpoints = action.get("endpoint")
    kinds = [_kind(endpoint) for endpoint in endpoints] if isinstance(endpoints, list) else []
    if action.get("eventType") == "synchronous" and "eventUrl" not in action:
        message = "without `eventUrl` the application's event webhook must answer with the next NCCO"
        found.append(Finding(code="W218", path=(*path, "eventType"), message=message))
    if "phone" in kinds and "ringbackTone" in action:
        message = "the phone network plays its own ringing tone; this one covers its announcements"
        found.append(Finding(code="W219", path=(*path, "ringbackTone"), message=message))
    if "phone" in kinds and "from" not in action and not is_true(action.get("randomFromNumber")):
        message = "without a caller id that is one of your numbers the call may not be connected"
        hint = "add `from`, or `randomFromNumber: true`"
        found.append(Finding(code="W228", path=path, message=message, hint=hint))
    _detection(action, path, found)
    for index, endpoint in enumerate(endpoints if isinstance(endpoints, list) else ()):
        if isinstance(endpoint, dict):
            found.extend(_endpoint(endpoint, (*path, "endpoint", index)))


def _kind(endpoint: object) -> object:
    return endpoint.get("type") if isinstance(endpoint, dict) else None


def _detection(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    given = [name for name in ("machineDetection", "advancedMachineDetection") if name in action]
    if not given:
        return
    if len(given) == 2:
        message = "`advancedMachineDetection` overrides this"
        found.append(
            Finding(code="W209", path=(*path, "machineDetection"), message=message, hint="remove it")
        )
    message = "while the detection runs, the caller hears no ringing or announcement of the network"
    found.append(Finding(code="W246", path=(*path, given[-1]), message=message))
    settings = action.get("advancedMachineDetection")
    if settings is not None:
        at = (*path, "advancedMachineDetection")
        found.append(Finding(code="W244", path=at, message="advanced detection is charged"))
        seconds = settings.get("beep_timeout") if isinstance(settings, dict) else None
        if isinstance(seconds, int) and 30 <= seconds < _SAFE_BEEP_TIMEOUT:
            message = f"some platforms take {_SAFE_BEEP_TIMEOUT} seconds or more only"
            found.append(Finding(code="W235", path=(*at, "beep_timeout"), message=message))


def _endpoint(endpoint: Mapping[str, object], path: Path) -> Iterator[Finding]:
    uri, headers = endpoint.get("uri"), endpoint.get("headers")
    if endpoint.get("type") == "sip" and isinstance(uri, str) and len(uri) > _LONGEST_SIP_URI:
        message = f"the address has {len(uri)} characters; {_LONGEST_SIP_URI} are sure to work"
        yield Finding(code="W232", path=(*path, "uri"), message=message)
    if endpoint.get("type") == "websocket":
        size = len(json.dumps(headers, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace"))
        if size > _LARGEST_HEADERS:
            message = f"the headers are {size} bytes of JSON; {_LARGEST_HEADERS} are sure to work"
            yield Finding(code="W233", path=(*path, "headers"), message=message)
        if endpoint.get("content-type") == "audio/l16;rate=24000":
            message = "24000 samples a second are not in the reference"
            yield Finding(code="W234", path=(*path, "content-type"), message=message, hint="use 16000")


def _talk(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    _level(action, path, found)
    if is_true(action.get("premium")):
        found.append(Finding(code="W244", path=(*path, "premium"), message="premium voices are charged"))


def _level(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    level = action.get("level")
    if isinstance(level, float) and abs(level * 10 - round(level * 10)) > 1e-6:
        message = "volume has steps of 0.1"
        found.append(Finding(code="W239", path=(*path, "level"), message=message, hint=f"write {level:.1f}"))


def _stream(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    _level(action, path, found)
    urls = action.get("streamUrl")
    url = urls[0] if isinstance(urls, list) and len(urls) == 1 else None
    if isinstance(url, str) and not _AUDIO_FILE.match(url):
        message = "the platform plays mp3 and wav; this address promises neither"
        found.append(Finding(code="W238", path=(*path, "streamUrl", 0), message=message))


def _input(action: Mapping[str, object], path: Path, found: list[Finding]) -> None:
    kinds, settings = action.get("type"), action.get("dtmf", {})
    takes_keys = kinds == "dtmf" or (isinstance(kinds, list) and "dtmf" in kinds)
    if not takes_keys or not isinstance(settings, dict) or action.get("mode") == "asynchronous":
        return
    if "maxDigits" not in settings and "maxDigits" not in action:
        message = "without `maxDigits` four keys are expected, so a caller who presses one waits"
        found.append(Finding(code="W249", path=path, message=message, hint="write `dtmf.maxDigits`"))


DOUBTS: dict[str, tuple[ObjectCheck, ...]] = {
    "record": (_record,),
    "conversation": (_conversation,),
    "connect": (_connect,),
    "talk": (_talk,),
    "stream": (_stream,),
    "input": (_input,),
}
