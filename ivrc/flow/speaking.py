"""`say`, `play`, `wait` and their repetition: what the caller hears, in the caller's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Label
from ivrc.flow.states import NccoAction, Part, Repeated, Several
from ivrc.flow.templates import action, constant, plain, settings_fields
from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.fold import specialise
from ivrc.semantics.program import EachStep, Play, Say, Step, SwitchLanguage, Wait
from ivrc.semantics.typed import Constant, Formatted, Joined, PromptCall, SlotValue
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.places import Place
    from ivrc.semantics.program import PromptText, Settings
    from ivrc.semantics.typed import Expr
    from ivrc.source import Span

_VOICE = frozenset({"language", "barge_in"})


def heard(
    step: Step, place: Place, builder: Builder, *, barge: bool | None = None, voice: Settings | None = None
) -> list[Part]:
    """The actions of an audible step or a pause.

    `barge`: whether a key interrupts, None as the step says; `voice`: what a question's prompts inherit.
    """
    match step:
        case Say():
            return [_say(step, place, builder, barge, voice or {})]
        case Play():
            return [_play(step.url, step.settings, step.span, place, builder, barge)]
        case Wait():
            seconds = plain(specialise(step.seconds, place.environment, ""))
            return [action("wait", [("timeout", seconds)] if not _is_ten(seconds) else [], step.span)]
        case EachStep():
            return _each(step, place, builder, barge, voice)
        case _:
            return []


def _is_ten(seconds: Expr) -> bool:
    return isinstance(seconds, Constant) and seconds.value == 10


def _say(step: Say, place: Place, builder: Builder, barge: bool | None, voice: Settings) -> Part:
    settings = {**voice, **step.settings}
    language = _language(settings, place)
    if isinstance(step.text, PromptCall):
        text = prompt_text(step.text, language, builder)
        if text is not None and text.audio:
            stream = {
                name: value for name, value in settings.items() if name in ("loop", "level", "barge_in")
            }
            return _play(step.text, stream, step.span, place, builder, barge)
    words = specialise(_as_text(step.text), place.environment, language)
    return talk(words, settings, step.span, place, barge)


def _as_text(spoken: Expr) -> Expr:
    """Only literals and prompts can be SSML (language 9): a value is spoken as if it stood in a text."""
    if isinstance(spoken, Constant | Joined | PromptCall):
        return spoken
    return Formatted(value=spoken, format="", type=types.TEXT, span=spoken.span)


def talk(words: Expr, settings: Settings, span: Span, place: Place, barge: bool | None) -> Part:
    """One `talk` action."""
    language = _language(settings, place)
    fields = [("text", words), *settings_fields("talk", "say", settings, place, _VOICE)]
    if _barges(settings, barge):
        fields.append(("bargeIn", constant(True, _place_of(settings, span))))
    if language != "en-US":
        fields.append(("language", constant(language, span)))
    return action("talk", fields, span)


def _play(
    url: Expr, settings: Settings, span: Span, place: Place, builder: Builder, barge: bool | None
) -> Part:
    if isinstance(url, PromptCall):
        text = prompt_text(url, place.language, builder)
        if text is not None and not text.audio:
            message = f"`{url.prompt.name}` is text in {place.language}, not audio"
            report(builder.found, "IVR220", url.span, message, hint=f"`say {url.prompt.name}` speaks it")
    address = specialise(url, place.environment, place.language)
    fields = [
        ("streamUrl", Several(items=(address,))),
        *settings_fields("stream", "play", settings, place, _VOICE),
    ]
    if _barges(settings, barge):
        fields.append(("bargeIn", constant(True, _place_of(settings, span))))
    return action("stream", fields, span)


def _barges(settings: Settings, barge: bool | None) -> bool:
    own = settings.get("barge_in")
    if own is not None and isinstance(own.values[0], Constant) and barge is not False:
        return own.values[0].value is True
    return bool(barge)


def _place_of(settings: Settings, span: Span) -> Span:
    """Where interrupting was asked for: the step itself, or the whole prompt."""
    own = settings.get("barge_in")
    return own.values[0].span if own is not None else span


def _language(settings: Settings, place: Place) -> str:
    own = settings.get("language")
    inherited = own.values[0] if own else None
    if isinstance(inherited, Constant) and own is not None and not own.inherited:
        return str(inherited.value)
    return place.language


def prompt_text(call: PromptCall, language: str, builder: Builder) -> PromptText | None:
    """The prompt in a language; a missing one is reported where it is heard."""
    text = call.prompt.texts.get(language)
    if text is None:
        labels = (*_switches(language, builder), Label(call.prompt.span, f"it has no `{language}`"))
        message = f"a caller can hear `{call.prompt.name}` here in {language}, and it has no words for it"
        hint = f'add `{language}: "..."` to the prompt'
        report(builder.found, "IVR308", call.span, message, hint=hint, related=labels)
    return text


def _switches(language: str, builder: Builder) -> tuple[Label, ...]:
    """Where a caller comes to hear a language; nowhere, if it is the one that every call starts in."""
    program = builder.program
    return tuple(
        Label(step.span, f"here the caller's language becomes {language}")
        for step in inside(program.heard)
        if isinstance(step, SwitchLanguage) and _may_be(step.language, language)
    )


def _may_be(given: Expr, language: str) -> bool:
    return not isinstance(given, Constant) or given.value == language


def _each(
    step: EachStep, place: Place, builder: Builder, barge: bool | None, voice: Settings | None
) -> list[Part]:
    subject = specialise(step.subject, place.environment, place.language)
    made: list[Part] = []
    if isinstance(subject, Constant) and isinstance(subject.value, tuple):
        for number, value in enumerate(subject.value, start=1):
            inner = place.knowing(step.element, Constant(type=step.element.type, value=value, span=step.span))
            if step.counter is not None:
                inner = inner.knowing(step.counter, Constant(type=types.INT, value=number, span=step.span))
            for held in step.body.steps:
                made += heard(held, inner, builder, barge=barge, voice=voice)
        return made
    element = builder.value(step.element, place)
    inner = place.knowing(step.element, element)
    counter: SlotValue | None = None
    if step.counter is not None:
        counter = builder.value(step.counter, place)
        inner = inner.knowing(step.counter, counter)
    for held in step.body.steps:
        made += heard(held, inner, builder, barge=barge, voice=voice)
    actions = tuple(part for part in made if isinstance(part, NccoAction))
    return [
        Repeated(
            element=element.slot,
            counter=counter.slot if counter else "",
            subject=subject,
            actions=actions,
            span=step.span,
        )
    ]
