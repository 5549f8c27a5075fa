"""`menu` and `collect`: prompts, options, settings, and what happens to callers who do not answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.vocabulary import COLLECT_KINDS, DTMF_ONLY, SPEECH_ONLY
from ivrc.semantics.choices import holds_options, resolve_choices
from ivrc.semantics.codes import report
from ivrc.semantics.expressions import assignable, resolve
from ivrc.semantics.failures import attempts_of, check_stranded, question_handlers, read_attempts
from ivrc.semantics.program import (
    AskStep,
    Choice,
    Question,
    Settings,
    SettingValue,
    Step,
)
from ivrc.semantics.settings import BlockParts, constant, take_apart
from ivrc.semantics.typed import Constant, Expr, Local, Mistake
from ivrc.syntax import tree
from ivrc.words import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ivrc.language.types import Type
    from ivrc.semantics.context import Context
    from ivrc.source import Span


VALUE_TYPES: dict[str, Type] = {
    "digits": types.DIGITS,
    "number": types.INT,
    "phone": types.PHONE,
    "speech": types.SPEECH,
    "any": types.ANY_ANSWER,
}
"""Kind of `collect` to what it gives (language 6)."""


def resolve_menu(statement: tree.Action, context: Context) -> tuple[AskStep | None, Context]:
    """`menu { ... }` inside a flow."""
    if statement.block is None:
        report(context.scope.found, "IVR221", statement.span, "a menu needs its block: `menu { ... }`")
        return None, context
    question = menu_question("menu", statement.block, statement.word.span, context)
    return AskStep(question=question, span=statement.span), context


def menu_question(name: str, block: tree.Block, span: Span, context: Context) -> Question:
    """The question of a menu; `span` is that of its name, where a stranded caller is reported."""
    inner = replace(context, in_question=True)
    parts = take_apart(block.statements, context.scope, "menu", open_rest=True)
    prompts = [s for s in parts.rest if _is_prompt(s)]
    _check_leading(parts.rest, context)
    choices = resolve_choices([s for s in parts.rest if not _is_prompt(s)], inner)
    taken = {k.value for c in choices if isinstance(c, Choice) for k in c.keys if isinstance(k, Constant)}
    added = tuple(c for c in context.anywhere if isinstance(c, Choice) and not _shadowed(c, taken))
    if not choices and not any(isinstance(s, tree.Missing) for s in parts.rest):
        hint = "add `press 1 -> target`"
        report(
            context.scope.found, "IVR221", span, "a menu needs options; the caller could only fail", hint=hint
        )
    settings = {**context.defaults.settings.get("menu", {}), **_own(parts, context)}
    failures, give_up = question_handlers(parts, "menu", inner)
    question = Question(
        kind="menu",
        name=name,
        owner=context.owner,
        prompts=_prompts(prompts, context),
        choices=(*choices, *added),
        settings=settings,
        attempts=attempts_of(settings),
        failures=failures,
        give_up=give_up,
        into=None,
        check=None,
        confirm=None,
        confirms=False,
        optional=False,
        span=span,
    )
    check_stranded(question, context)
    return question


def _own(parts: BlockParts, context: Context) -> Settings:
    """The settings that are written in the question; its answers go nowhere but to the module."""
    url = parts.settings.get("event_url")
    if url is not None:
        message = "the generated module takes the answer, so it cannot go to another address"
        report(context.scope.found, "IVR313", url.span, message)
    own = {name: value for name, value in parts.settings.items() if value is not url}
    attempts = parts.raw.get("attempts")
    if attempts is not None:
        values = (read_attempts(attempts, context),)
        own["attempts"] = SettingValue(name="attempts", values=values, span=attempts.name.span)
    return own


def _shadowed(choice: Choice, taken: set[object]) -> bool:
    keys = [k.value for k in choice.keys if isinstance(k, Constant)]
    return bool(keys) and all(key in taken for key in keys)


def _check_leading(statements: list[tree.Statement], context: Context) -> None:
    """Report a prompt that stands behind an option."""
    options = False
    for statement in statements:
        if options and _is_prompt(statement):
            hint = "move it above the options"
            message = "the prompts of a menu are its leading steps; this is heard before the options too"
            report(context.scope.found, "IVR208", statement.span, message, hint=hint)
        options = options or not _is_prompt(statement)


def _is_prompt(statement: tree.Statement) -> bool:
    match statement:
        case tree.Action():
            return True
        case tree.Each() | tree.If():
            return not holds_options(statement)
        case _:
            return False


def _prompts(statements: Sequence[tree.Statement], context: Context) -> tuple[Step, ...]:
    """The leading steps; only `say`, `play` and their repetition may be among them."""
    found = context.scope.found
    kept: list[tree.Statement] = []
    for statement in statements:
        if isinstance(statement, tree.Action) and statement.word.text not in ("say", "play"):
            hint = did_you_mean(statement.word.text, ("say", "play"))
            message = f"a question begins with `say` and `play`, not with `{statement.word.text}`"
            report(found, "IVR208", statement.word.span, message, hint=hint)
        elif isinstance(statement, tree.If):
            report(
                found,
                "IVR208",
                statement.span,
                "a prompt cannot be conditional here; decide before the question",
            )
        else:
            kept.append(statement)
    if not kept:
        return ()
    block = tree.Block(statements=tuple(kept), span=kept[0].span)
    return context.outcome(block, context).steps


def resolve_collect(statement: tree.Action, context: Context) -> tuple[AskStep | None, Context]:
    """`collect digits name { ... }`."""
    scope = context.scope
    words = [v.path[0] if isinstance(v, tree.Reference) else None for v in statement.values]
    kind, name = words[0], words[1]
    if kind is None or name is None or kind.text not in COLLECT_KINDS:
        kinds = listed(f"`{k}`" for k in COLLECT_KINDS)
        hint = did_you_mean(kind.text, COLLECT_KINDS) if kind else None
        span = statement.values[0].span
        report(
            scope.found, "IVR222", span, f"it is written `collect KIND name`; the kind is {kinds}", hint=hint
        )
        return None, context
    block = statement.block or tree.Block(statements=(), span=statement.span)
    parts = take_apart(block.statements, scope, "collect", open_rest=True)
    for option in parts.rest:
        if isinstance(option, tree.Option):
            report(scope.found, "IVR208", option.span, "options belong into a `menu`; this collects a value")
    secret = _flag(parts.settings, "secret")
    optional = _flag(parts.settings, "optional")
    value_type = VALUE_TYPES[kind.text]
    collected = Local(name=name.text, type=value_type, span=name.span, secret=secret)
    behind = Local(name=name.text, type=types.optional(value_type), span=name.span, secret=secret)
    local = behind if optional else collected
    question = _collect_question(kind.text, name, parts, local, collected, context)
    return AskStep(question=question, span=statement.span), context.declare(local)


def _collect_question(
    kind: str, name: tree.Name, parts: BlockParts, local: Local, collected: Local, context: Context
) -> Question:
    inherited = context.defaults.settings.get("collect", {})
    settings = {**_fitting(inherited, kind), **_own(parts, context)}
    _check_settings(kind, parts.settings, context)
    inner = replace(context, in_question=True)
    failures, give_up = question_handlers(parts, "collect", inner)
    checked = context.at(
        replace(context.scope.with_local(local), narrowed=context.scope.narrowed | {name.text})
    )
    check = _condition(parts.raw.get("check"), checked)
    confirms, confirm = _confirm(parts.raw.get("confirm"), checked)
    prompts = [s for s in parts.rest if not isinstance(s, tree.Option | tree.Missing)]
    question = Question(
        kind=kind,
        name=name.text,
        owner=context.owner,
        prompts=_prompts(prompts, context),
        choices=(),
        settings=settings,
        attempts=attempts_of(settings),
        failures=failures,
        give_up=give_up,
        into=local,
        check=check,
        confirm=confirm,
        confirms=confirms,
        optional=_flag(settings, "optional"),
        span=collected.span,
    )
    check_stranded(question, context)
    return question


def _flag(settings: Settings, name: str) -> bool:
    return constant(settings, name) is True


def _fitting(settings: Settings, kind: str) -> Settings:
    """Inherited settings that make sense for this kind of answer; the others are not this question's."""
    without = DTMF_ONLY if kind == "speech" else SPEECH_ONLY if kind != "any" else frozenset()
    return {name: value for name, value in settings.items() if name not in without}


def _check_settings(kind: str, written: Settings, context: Context) -> None:
    wrong = DTMF_ONLY if kind == "speech" else SPEECH_ONLY if kind != "any" else frozenset[str]()
    only = {"range": ("number",), "country": ("phone",)}
    for name, value in written.items():
        if name in wrong or kind not in only.get(name, COLLECT_KINDS):
            report(context.scope.found, "IVR206", value.span, f"`{name}` means nothing for `collect {kind}`")
    if not _flag(written, "secret"):
        return
    if _flag(written, "save_audio"):
        span = written["save_audio"].span
        report(context.scope.found, "IVR319", span, "the spoken secret would be kept as a recording")
    method = written["event_method"].values[0] if "event_method" in written else None
    if isinstance(method, Constant) and method.value == "GET":
        message = "the secret would stand in the address of the request, and so in the logs of servers"
        report(context.scope.found, "IVR319", method.span, message, hint="leave it out: POST is the default")


def _condition(setting: tree.Setting | None, context: Context) -> Expr | None:
    if setting is None:
        return None
    return resolve(setting.values[0], context.scope, types.BOOL)


def _confirm(setting: tree.Setting | None, context: Context) -> tuple[bool, Expr | None]:
    """Whether the value is read back, and the words if they are the author's."""
    if setting is None:
        return False, None
    local = context.scope.locals
    value = resolve(setting.values[0], context.scope)
    if isinstance(value, Constant) and isinstance(value.value, bool):
        confirms, words = value.value, None
    else:
        confirms, words = not isinstance(value, Mistake), value
        if not assignable(value.type, types.TEXT):
            span = setting.values[0].span
            report(context.scope.found, "IVR220", span, "`confirm` is `true` or the sentence that is said")
    if confirms and any(named.secret for named in list(local.values())[-1:]):
        report(context.scope.found, "IVR319", setting.name.span, "the secret would be read aloud")
    return confirms, words
