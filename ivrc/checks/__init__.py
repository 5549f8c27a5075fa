"""The rules about programs, in the order of their codes (language 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ivrc.checks import (
    attempts_unlimited,
    await_unrecorded,
    base_url,
    base_url_missing,
    caller_id,
    connect_alone,
    connect_events,
    connect_handlers,
    dates_end,
    dates_past,
    dtmf_answer,
    early_media,
    exit_before_start,
    fallback_host,
    fallback_static,
    key_before_purpose,
    key_hash,
    key_lengths,
    key_prefix,
    key_taken,
    level_steps,
    literal_language,
    many_options,
    mp3_channels,
    music_on_hold,
    naming_style,
    notify_host,
    phrase_taken,
    plain_detection,
    plain_http,
    recognition,
    record_connect,
    record_last,
    ringback,
    role_enters_later,
    role_unused,
    room_name,
    room_transcription,
    sentiment,
    sip_address,
    sip_headers,
    sip_length,
    ssml_broken,
    ssml_region,
    ssml_stray_tag,
    ssml_subset,
    ssml_voice,
    stream_type,
    text_empty,
    text_length,
    transfer_id,
    two_detections,
    unsigned,
    unused_declaration,
    voice_language,
    voice_premium,
    voice_style,
    websocket_address,
    websocket_audio,
    websocket_headers,
    websocket_rate,
)
from ivrc.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ivrc.checks.rule import Rule
    from ivrc.diagnostics import Diagnostic
    from ivrc.semantics.program import Program

Level = Literal["off", "advice", "warning", "error"]

RULES: tuple[Rule, ...] = (
    unused_declaration.RULE,
    key_taken.RULE,
    key_prefix.RULE,
    phrase_taken.RULE,
    connect_handlers.RULE,
    connect_alone.RULE,
    fallback_static.RULE,
    connect_events.RULE,
    await_unrecorded.RULE,
    key_hash.RULE,
    role_unused.RULE,
    role_enters_later.RULE,
    text_empty.RULE,
    text_length.RULE,
    ssml_broken.RULE,
    ssml_stray_tag.RULE,
    ssml_voice.RULE,
    ssml_subset.RULE,
    ssml_region.RULE,
    voice_language.RULE,
    voice_style.RULE,
    voice_premium.RULE,
    recognition.RULE,
    plain_http.RULE,
    stream_type.RULE,
    level_steps.RULE,
    sip_length.RULE,
    websocket_headers.RULE,
    websocket_rate.RULE,
    mp3_channels.RULE,
    music_on_hold.RULE,
    exit_before_start.RULE,
    caller_id.RULE,
    ringback.RULE,
    two_detections.RULE,
    early_media.RULE,
    sentiment.RULE,
    record_last.RULE,
    dtmf_answer.RULE,
    sip_address.RULE,
    sip_headers.RULE,
    websocket_address.RULE,
    websocket_audio.RULE,
    plain_detection.RULE,
    room_transcription.RULE,
    room_name.RULE,
    transfer_id.RULE,
    record_connect.RULE,
    base_url_missing.RULE,
    base_url.RULE,
    unsigned.RULE,
    fallback_host.RULE,
    many_options.RULE,
    attempts_unlimited.RULE,
    key_before_purpose.RULE,
    key_lengths.RULE,
    notify_host.RULE,
    literal_language.RULE,
    dates_past.RULE,
    dates_end.RULE,
    naming_style.RULE,
)


def check(
    program: Program, levels: Mapping[str, Level], today: date | None, *, understood: bool = True
) -> list[Diagnostic]:
    """What the rules find. `levels` changes the severity of a code of the group IVR6xx, or turns it off.

    Without `today` the rules about dates find nothing. Unless all of the program was `understood`, only
    errors are looked for: what is doubtful is often so because of what was not understood.
    """
    subject = Subject(program, today)
    found: list[Diagnostic] = []
    for rule in RULES:
        level = levels.get(rule.code, rule.severity) if rule.code.startswith("IVR6") else rule.severity
        if level != "off" and (understood or rule.severity == "error"):
            found += [rule.diagnostic(finding, level) for finding in rule.check(subject)]
    return found
