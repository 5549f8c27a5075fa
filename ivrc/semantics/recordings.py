"""`record`: the declaration's block and the step's block together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.vocabulary import AFTER
from ivrc.ncco import events
from ivrc.semantics.codes import report
from ivrc.semantics.program import Body, RecordStep, Settings, SettingValue
from ivrc.semantics.settings import BlockParts, nested, take_apart
from ivrc.semantics.typed import Constant
from ivrc.syntax import tree
from ivrc.words import did_you_mean

if TYPE_CHECKING:
    from ivrc.language.types import Type
    from ivrc.semantics.context import Context
    from ivrc.semantics.scope import Scope
    from ivrc.source import Span

_KINDS = {"text": types.TEXT, "int": types.INT, "moment": types.MOMENT, "url": types.URL}
STOPS = ("end_on_silence", "end_on_key", "timeout")


def field_types(event: events.Event, *more: events.Field) -> dict[str, Type]:
    """The fields of a webhook as types; objects cannot be used and are left out."""
    return {f.name: _KINDS[f.type] for f in (*event.fields, *more) if f.type in _KINDS}


def recording_scope(scope: Scope, kind: str) -> Scope:
    """The scope of `on saved` and `on transcribed`."""
    event = events.TRANSCRIPTION if kind == "transcribed" else events.RECORDING
    return replace(scope, events={"recording": field_types(event)}, told=None)


def handler_bodies(
    parts: BlockParts, context: Context, allowed: tuple[str, ...], what: str
) -> dict[str, Body]:
    """`on saved` and `on transcribed` by name."""
    found, bodies = context.scope.found, {}
    for handler in parts.handlers:
        for kind in handler.kinds:
            if kind.text not in allowed:
                hint = did_you_mean(kind.text, allowed)
                report(found, "IVR207", kind.span, f"`{what}` has no outcome `{kind.text}`", hint=hint)
            elif kind.text in bodies:
                report(found, "IVR209", kind.span, f"`on {kind.text}` is written twice")
            else:
                inner = replace(context, where=AFTER, scope=recording_scope(context.scope, kind.text))
                bodies[kind.text] = context.outcome(handler.outcome, inner)
    return bodies


def transcription_settings(parts: BlockParts, scope: Scope) -> Settings:
    """The `transcription { }` block as settings named `transcription.NAME`; present means on."""
    made: Settings = {}
    for block in parts.blocks:
        if block.word.text != "transcription":
            continue
        on = Constant(type=types.BOOL, value=True, span=block.span)
        made["transcription"] = SettingValue(name="transcription", values=(on,), span=block.word.span)
        inner = take_apart(block.block.statements if block.block else (), scope, "transcription")
        made |= nested("transcription", inner.settings)
    return made


def resolve_record(statement: tree.Action, context: Context) -> tuple[RecordStep | None, Context]:
    """`record name { ... }`, `record { ... }`."""
    scope, name = context.scope, ""
    called = statement.values[0] if statement.values else None
    parts = [take_apart(statement.block.statements if statement.block else (), scope, "record")]
    if called is not None:
        name = called.path[0].text if isinstance(called, tree.Reference) else ""
        declaration = context.recordings.get(name)
        if declaration is None:
            hint = did_you_mean(name, context.recordings)
            report(scope.found, "IVR225", called.span, f"no recording is called `{name}`", hint=hint)
            return None, context
        parts.insert(0, take_apart(declaration.block.statements, scope, "record"))
    settings: Settings = {}
    bodies: dict[str, Body] = {}
    for part in parts:
        settings |= part.settings | transcription_settings(part, scope)
        bodies |= handler_bodies(part, context, ("saved", "transcribed"), "record")
    written = {kind.text: kind.span for part in parts for h in part.handlers for kind in h.kinds}
    _check_handlers(settings, written, scope)
    # Who awaits it needs the event, also where nothing else is done with it.
    awaited, nothing = name in context.awaited, Body(steps=(), leaves=False, span=statement.span)
    if awaited and "event_url" in settings:
        message = f"`await {name}` waits in vain for what is sent elsewhere"
        report(scope.found, "IVR313", settings["event_url"].span, message)
    return (
        RecordStep(
            name=name,
            settings=settings,
            saved=bodies.get("saved") or (nothing if awaited else None),
            transcribed=bodies.get("transcribed"),
            waits=any(stop in settings for stop in STOPS),
            awaited=awaited,
            span=statement.span,
        ),
        context,
    )


def _check_handlers(settings: Settings, written: dict[str, Span], scope: Scope) -> None:
    if "event_url" in settings and "saved" in written:
        report(scope.found, "IVR313", settings["event_url"].span, "`on saved` already takes the result")
    if "transcription.event_url" in settings and "transcribed" in written:
        span = settings["transcription.event_url"].span
        report(scope.found, "IVR313", span, "`on transcribed` already takes the result")
    if "transcribed" in written and "transcription" not in settings:
        hint = "add `transcription { }`"
        report(
            scope.found,
            "IVR221",
            written["transcribed"],
            "`on transcribed` never runs without a transcription",
            hint=hint,
        )
    if "channels" in settings and "split" not in settings:
        hint = "add `split: conversation`"
        report(scope.found, "IVR221", settings["channels"].span, "`channels` needs `split`", hint=hint)
