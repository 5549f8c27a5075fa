"""Addresses without encryption (reference 8.2, W215)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.subject import text_of
from ivrc.semantics.program import Extern, Notify, Play, SettingValue, Target

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SETTINGS = (
    "event_url",
    "music_on_hold_url",
    "ringback_tone",
    "transcription.event_url",
    "fallback_base_url",
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    urls = [step.url for step in subject.every(Play)] + [step.url for step in subject.every(Notify)]
    urls += [extern.url for extern in subject.every(Extern) if extern.url is not None]
    urls += [t.text for p in subject.program.prompts.values() for t in p.texts.values() if t.audio]
    urls += [s.values[0] for s in subject.every(SettingValue) if s.name in _SETTINGS]
    urls += [target.value for target in subject.every(Target) if target.kind == "websocket"]
    for url in urls:
        scheme, _, rest = (text_of(url) or "").partition("://")
        if scheme in ("http", "ws") and urlsplit(f"//{rest}").hostname not in LOOPBACK:
            message = (
                "what is sent can be read and changed on its way; use https" if scheme == "http" else _WS
            )
            yield Finding(span=url.span, message=message, hint=f"write `{scheme}s://...`")


_WS = "the audio of the call can be heard on its way; use wss"


RULE = Rule(
    code="IVR421",
    title="Not encrypted",
    severity="warning",
    explanation="""\
`http://` and `ws://` send everything in the clear: everybody on the way can read and change it. Use
`https://` and `wss://`.""",
    valid=('answer { play "https://cdn.example.com/hold.mp3" }',),
    invalid=('answer { play «"http://cdn.example.com/hold.mp3"» }',),
    check=_check,
)
