"""Steps written as `word value... { block }`: one resolver each, in one table."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.connects import resolve_connect
from ivrc.semantics.constants import constant
from ivrc.semantics.context import Context
from ivrc.semantics.declarations import check_audience, seconds
from ivrc.semantics.expressions import resolve
from ivrc.semantics.fitting import fit
from ivrc.semantics.program import (
    Await,
    Body,
    Hangup,
    JoinStep,
    Jump,
    Notify,
    Play,
    ReturnStep,
    Say,
    Step,
    SwitchLanguage,
    Transfer,
    Wait,
)
from ivrc.semantics.questions import resolve_collect, resolve_menu
from ivrc.semantics.recordings import handler_bodies, resolve_record, transcription_settings
from ivrc.semantics.settings import take_apart
from ivrc.semantics.spoken import spoken
from ivrc.semantics.typed import Constant, Local, Mistake, PromptCall
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.semantics.program import Conference, Role, Settings

Resolved = tuple[Step | None, Context]

AWAIT_TIMEOUT = 30.0
"""Seconds that a caller waits for a recording when nothing is said."""

LEAVING = (Jump, Hangup, ReturnStep, Transfer, JoinStep)


def _block_settings(statement: tree.Action, context: Context, kind: str) -> Settings:
    """The step's own settings over those it inherits."""
    inherited = context.defaults.settings.get(kind, {})
    if statement.block is None:
        return inherited
    parts = take_apart(statement.block.statements, context.scope, kind)
    for handler in parts.handlers:
        report(context.scope.found, "IVR207", handler.kinds[0].span, f"`{kind}` has no outcomes to react to")
    return {**inherited, **parts.settings}


def resolve_say(statement: tree.Action, context: Context) -> Resolved:
    """`say value { ... }`."""
    text = spoken(statement.values[0], context)
    settings = _block_settings(statement, context, "say")
    return Say(text=text, settings=settings, span=statement.span), context


def resolve_play(statement: tree.Action, context: Context) -> Resolved:
    """`play value { ... }`."""
    url = resolve(statement.values[0], context.scope)
    if not isinstance(url, PromptCall):
        url = fit(url, types.URL, context.scope)
    settings = _block_settings(statement, context, "play")
    return Play(url=url, settings=settings, span=statement.span), context


def resolve_wait(statement: tree.Action, context: Context) -> Resolved:
    """`wait 2s`."""
    value = constant(statement.values[0], context.scope, types.DURATION)
    if not (isinstance(value, Constant) and isinstance(value.value, timedelta)):
        return None, context
    if not 0.1 <= value.value.total_seconds() <= 7200:
        report(context.scope.found, "IVR401", value.span, "a pause is between 0.1 s and 2 h")
        return None, context
    return Wait(seconds=value, span=statement.span), context


def resolve_notify(statement: tree.Action, context: Context) -> Resolved:
    """`notify "url" { key: value ... }`: the settings are the payload."""
    scope = context.scope
    url = resolve(statement.values[0], scope, types.URL)
    payload = []
    for held in statement.block.statements if statement.block else ():
        if isinstance(held, tree.Setting):
            payload.append((held.name.text, resolve(held.values[0], scope)))
        elif not isinstance(held, tree.Missing):
            report(scope.found, "IVR208", held.span, "the block of `notify` is its payload: `key: value`")
    return Notify(url=url, payload=tuple(payload), settings={}, span=statement.span), context


def resolve_transfer(statement: tree.Action, context: Context) -> Resolved:
    """`transfer conversation_id { ... }`."""
    value = resolve(statement.values[0], context.scope, types.TEXT)
    settings = _block_settings(statement, context, "transfer")
    check_audience(settings, {}, context.scope)
    return Transfer(conversation=value, settings=settings, span=statement.span), context


def resolve_language(statement: tree.Action, context: Context) -> Resolved:
    """`language fr-FR`."""
    value = resolve(statement.values[0], context.scope, types.LANGUAGE)
    if isinstance(value, Mistake):
        return None, context
    return SwitchLanguage(language=value, span=statement.span), context


def resolve_hangup(statement: tree.Action, context: Context) -> Resolved:
    """`hangup`."""
    return Hangup(span=statement.span), context


def resolve_await(statement: tree.Action, context: Context) -> Resolved:
    """`await recording { ... }`: behind it the recording is known, unless it may not have come."""
    scope, written = context.scope, statement.values[0]
    name = written.path[0].text if isinstance(written, tree.Reference) else ""
    parts = take_apart(statement.block.statements if statement.block else (), scope, "await")
    late: Body | None = None
    for handler in parts.handlers:
        for kind in handler.kinds:
            if kind.text != "timeout":
                report(scope.found, "IVR207", kind.span, "`await` has one outcome: `on timeout`")
            elif late is not None:
                report(scope.found, "IVR209", kind.span, "`on timeout` is written twice")
        late = context.outcome(handler.outcome, context)
    if name not in context.recordings:
        hint = did_you_mean(name, context.recordings)
        report(scope.found, "IVR225", written.span, f"no recording is called `{name}`", hint=hint)
        return None, context
    comes = late is not None and late.leaves
    known = types.RECORDED if comes else types.optional(types.RECORDED)
    into = Local(name=name, type=known, span=written.span)
    timeout = math.ceil(seconds(parts.settings.get("timeout"), AWAIT_TIMEOUT))
    step = Await(recording=name, into=into, timeout=timeout, late=late, span=statement.span)
    return step, context.at(scope.with_local(into))


def resolve_join(statement: tree.Action, context: Context) -> Resolved:
    """`join room as role`; with a single role `join room`."""
    words = [
        v.path[0] if isinstance(v, tree.Reference) and len(v.path) == 1 else None for v in statement.values
    ]
    found, conferences = context.scope.found, context.scope.names.conferences
    if None in words or (len(words) > 1 and (len(words) != 3 or words[1] is None or words[1].text != "as")):
        report(found, "IVR222", statement.span, "it is written `join conference as role`")
        return None, context
    room, role_word = words[0], words[2] if len(words) == 3 else None
    conference = conferences.get(room.text) if room else None
    if conference is None or room is None:
        name = room.text if room else ""
        hint = did_you_mean(name, conferences) or f"declare it: `conference {name} {{ role guest {{ }} }}`"
        report(found, "IVR225", statement.values[0].span, f"no conference is called `{name}`", hint=hint)
        return None, context
    roles = conference.roles
    name = role_word.text if role_word else next(iter(roles)) if len(roles) == 1 else ""
    if name not in roles:
        span = role_word.span if role_word else statement.span
        known = listed((f"`{r}`" for r in roles), "and")
        message = f"`{room.text}` has no role `{name}`" if role_word else f"say which role: {known}"
        report(found, "IVR225", span, message, hint=did_you_mean(name, roles))
        return None, context
    return _join(conference, roles[name], statement, context), context


def _join(conference: Conference, role: Role, statement: tree.Action, context: Context) -> JoinStep:
    parts = take_apart(conference.block.statements, context.scope, "conference")
    bodies = handler_bodies(parts, context, ("saved", "transcribed"), "conference")
    return JoinStep(
        conference=conference,
        role=role,
        settings=parts.settings | transcription_settings(parts, context.scope),
        saved=bodies.get("saved"),
        transcribed=bodies.get("transcribed"),
        span=statement.span,
    )


STEP_RESOLVERS: dict[str, Callable[[tree.Action, Context], Resolved]] = {
    "say": resolve_say,
    "play": resolve_play,
    "menu": resolve_menu,
    "collect": resolve_collect,
    "connect": resolve_connect,
    "record": resolve_record,
    "await": resolve_await,
    "join": resolve_join,
    "notify": resolve_notify,
    "wait": resolve_wait,
    "transfer": resolve_transfer,
    "language": resolve_language,
    "hangup": resolve_hangup,
}
