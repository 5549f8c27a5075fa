"""Declarations with a block: prompts, externs, endpoints, conferences, the application."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from ivrc.language import types
from ivrc.language.vocabulary import ENDPOINT_KINDS
from ivrc.semantics.codes import report
from ivrc.semantics.connects import endpoint_settings, single_target
from ivrc.semantics.expressions import resolve, resolve_type
from ivrc.semantics.names import parameters
from ivrc.semantics.program import (
    App,
    Conference,
    Extern,
    Prompt,
    PromptText,
    Role,
    Settings,
    SettingValue,
)
from ivrc.semantics.schedules import check_zone
from ivrc.semantics.settings import nested, take_apart
from ivrc.semantics.typed import Constant, Expr, Mistake
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivrc.semantics.scope import Scope

EXTERN_TIMEOUT = 2.0
"""Seconds an extern may take unless it says otherwise (language 11)."""


def resolve_prompt(item: tree.Prompt, scope: Scope) -> Prompt:
    """`prompt name(params) { en-GB: "..." }`."""
    locals_ = parameters(item.parameters, scope)
    inner = replace(scope, locals={p.name: p for p in locals_}, pure=True)
    texts: dict[str, PromptText] = {}
    for statement in item.block.statements:
        if not isinstance(statement, tree.Setting):
            if not isinstance(statement, tree.Missing):
                message = 'a prompt holds one line a language: `en-GB: "..."`'
                report(scope.found, "IVR208", statement.span, message)
            continue
        language = statement.name.text
        if language in texts:
            report(scope.found, "IVR209", statement.name.span, f"`{language}` is there twice")
            continue
        texts[language] = _prompt_text(language, statement, inner)
    if not texts:
        report(scope.found, "IVR221", item.name.span, "a prompt without text cannot be heard")
    return Prompt(name=item.name.text, parameters=locals_, texts=texts, doc=item.doc, span=item.name.span)


def _prompt_text(language: str, statement: tree.Setting, scope: Scope) -> PromptText:
    span, url = statement.name.span, _audio(statement.values[0], scope)
    if url is not None:
        return PromptText(language=language, text=url, audio=True, phrases=(), span=span)
    values = [resolve(v, scope, types.TEXT) for v in statement.values]
    phrases = tuple(v.value for v in values if isinstance(v, Constant) and isinstance(v.value, str))
    return PromptText(language=language, text=values[0], audio=False, phrases=phrases, span=span)


def _audio(written: tree.Expression, scope: Scope) -> Expr | None:
    """The address of `audio("https://...")`; None if it is something else."""
    match written:
        case tree.Reference(path=(name,), arguments=(argument,)) if name.text == "audio":
            return resolve(argument.value, scope, types.URL)
        case tree.Reference(path=(name,), arguments=tuple()) if name.text == "audio":
            report(scope.found, "IVR222", written.span, 'it is written `audio("https://...")`')
            return Mistake(type=types.UNKNOWN, span=written.span)
        case _:
            return None


def resolve_extern(item: tree.Extern, scope: Scope) -> Extern:
    """`extern name(params) -> type { ... }`; `on error` is resolved later, when flows are known."""
    locals_ = parameters(item.parameters, scope)
    inner = replace(scope, locals={p.name: p for p in locals_}, pure=True, environment=True)
    parts = take_apart(item.block.statements if item.block else (), inner, "extern")
    settings = parts.settings
    method: Literal["", "GET", "POST"] = "GET" if "get" in settings else "POST" if "post" in settings else ""
    if "get" in settings and "post" in settings:
        report(scope.found, "IVR313", settings["post"].span, "an extern is fetched with `get` or with `post`")
    pairs = {b.word.text: _pairs(b, inner) for b in parts.blocks}
    if "body" in pairs and method != "POST":
        report(scope.found, "IVR208", parts.blocks[-1].word.span, "only `post` sends a body")
    if pairs and not method:
        report(scope.found, "IVR221", item.name.span, "`headers` and `body` need a URL: `get:` or `post:`")
    reads = settings.get("reads")
    url = settings["get"].values[0] if method == "GET" else settings["post"].values[0] if method else None
    return Extern(
        name=item.name.text,
        parameters=locals_,
        result=resolve_type(item.result, scope) if item.result else None,
        method=method,
        url=url,
        headers=pairs.get("headers", ()),
        body=pairs.get("body"),
        reads=method == "GET" or (reads is not None and _constant(reads) is True),
        timeout=seconds(settings.get("timeout"), EXTERN_TIMEOUT),
        doc=item.doc,
        span=item.name.span,
    )


def _pairs(block: tree.Action, scope: Scope) -> tuple[tuple[str, Expr], ...]:
    made = []
    for held in block.block.statements if block.block else ():
        if isinstance(held, tree.Setting):
            made.append((held.name.text, resolve(held.values[0], scope)))
        elif not isinstance(held, tree.Missing):
            report(
                scope.found, "IVR208", held.span, f"`{block.word.text}` holds names and values: `name: value`"
            )
    return tuple(made)


def _constant(setting: SettingValue) -> object:
    value = setting.values[0]
    return value.value if isinstance(value, Constant) else None


def seconds(setting: SettingValue | None, default: float) -> float:
    """A constant duration in seconds."""
    value = _constant(setting) if setting else None
    if isinstance(value, timedelta):
        return value.total_seconds()
    return float(value) if isinstance(value, int | Decimal) else default


def resolve_endpoint(item: tree.Endpoint, scope: Scope) -> None:
    """`endpoint name kind value { ... }`."""
    kind = item.kind.text
    if kind not in ENDPOINT_KINDS:
        kinds = listed(f"`{k}`" for k in ENDPOINT_KINDS)
        hint = did_you_mean(kind, ENDPOINT_KINDS)
        report(scope.found, "IVR402", item.kind.span, f"an endpoint is {kinds}", hint=hint)
        return
    parts = take_apart(item.block.statements if item.block else (), scope, kind)
    target = single_target(kind, item.value, endpoint_settings(parts, scope), scope)
    if target is not None:
        scope.names.endpoints[item.name.text] = target


def resolve_conference(item: tree.Conference, scope: Scope) -> Conference:
    """The roles; the room's own settings are read at each `join`."""
    roles: dict[str, Role] = {}
    for held in item.block.statements:
        if not (isinstance(held, tree.Action) and held.word.text == "role"):
            continue
        word = held.values[0].path[0] if held.values and isinstance(held.values[0], tree.Reference) else None
        if word is None or len(held.values) != 1:
            report(scope.found, "IVR222", held.span, "it is written `role name { ... }`")
            continue
        parts = take_apart(held.block.statements if held.block else (), scope, "role")
        if word.text in roles:
            report(scope.found, "IVR203", word.span, f"the role `{word.text}` is there twice")
        roles[word.text] = Role(name=word.text, settings=parts.settings, span=word.span)
    for role in roles.values():
        check_audience(role.settings, roles, scope)
    if not roles:
        hint = "add `role guest { }`"
        report(
            scope.found, "IVR221", item.name.span, "nobody can join a conference without a role", hint=hint
        )
    return Conference(name=item.name.text, roles=roles, block=item.block, doc=item.doc, span=item.name.span)


def check_audience(settings: Settings, roles: Mapping[str, Role], scope: Scope) -> None:
    """Whom somebody hears and speaks to, in a role or behind a `transfer` (which has no roles)."""
    mute = settings.get("mute")
    if mute is not None and _constant(mute) is True and "speaks_to" in settings:
        report(scope.found, "IVR313", settings["speaks_to"].span, "somebody who is muted speaks to nobody")
    for name in ("hears", "speaks_to"):
        values = settings[name].values if name in settings else ()
        for value in values:
            _check_other(value, roles, scope)
        alone = next((v for v in values if isinstance(v, Constant) and v.value in ALL_OR_NONE), None)
        if alone is not None and len(values) > 1:
            message = f"`{alone.value}` leaves no room for the others of `{name}`"
            report(scope.found, "IVR313", alone.span, message)


def _check_other(value: Expr, roles: Mapping[str, Role], scope: Scope) -> None:
    """Whether a value of `hears` or `speaks_to` is somebody."""
    word = str(value.value) if isinstance(value, Constant) else ""
    if word not in roles and word not in ALL_OR_NONE:
        hint = did_you_mean(word, (*roles, *ALL_OR_NONE))
        report(scope.found, "IVR225", value.span, f"no role is called `{word}`", hint=hint)


ALL_OR_NONE = ("nobody", "everybody")


def resolve_app(item: tree.App | None, scope: Scope) -> App:
    """The application; without one the module listens on this machine only."""
    if item is None:
        return App(name="ivrc", settings={}, doc=None, span=Span(0, 0, 0))
    name = "".join(p for p in item.name.parts if isinstance(p, str))
    if not name.strip():
        report(scope.found, "IVR221", item.name.span, "the application needs a name")
    parts = take_apart(item.block.statements, replace(scope, pure=True), "application")
    settings = dict(parts.settings)
    zone = settings.get("timezone")
    if zone is not None:
        check_zone(str(_constant(zone)), zone.values[0].span, scope)
    for block in parts.blocks:
        kind = "vbc_capability" if block.word.text == "vbc" else block.word.text
        inner = take_apart(block.block.statements if block.block else (), scope, kind)
        on = Constant(type=types.BOOL, value=True, span=block.span)
        settings[block.word.text] = SettingValue(name=block.word.text, values=(on,), span=block.word.span)
        settings |= nested(block.word.text, inner.settings)
    word = Span(item.span.file, item.span.start, item.span.start + len("app"))
    return App(name=name, settings=settings, doc=item.doc, span=word)
