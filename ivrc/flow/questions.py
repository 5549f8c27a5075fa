"""Menus and collects as one `input` and a route that understands the answer (language 5 and 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.flow.failing import FAILURES, attempt, failed, with_counts
from ivrc.flow.options import OptionReader, spoken_options
from ivrc.flow.places import Accepting, AskAgain, Asking, Outside, Place
from ivrc.flow.speaking import heard, talk
from ivrc.flow.states import Part, Several
from ivrc.flow.templates import Fields, action, constant, settings_fields, texts
from ivrc.language import types
from ivrc.ncco.recognition import RECOGNITION, recognition_language
from ivrc.semantics.codes import report
from ivrc.semantics.typed import Constant, SlotValue

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.options import Options
    from ivrc.flow.states import Route, RouteUrl
    from ivrc.semantics.program import Question, Settings

DEFAULT_TIMEOUT = 5
"""Seconds a caller may do nothing, unless `timeout` says otherwise (language 5)."""
BOTH_TIMEOUT = 10
"""`dtmf.timeOut` when speech is taken too: the first of the two to finish ends the question."""
MOST_DIGITS = 20
MIN_CONFIDENCE = 0.3
_VOICE = ("language", "style", "premium", "level", "barge_in")


def ask(
    asking: Asking, place: Place, parts: tuple[Part, ...], prompted: bool, builder: Builder
) -> tuple[Part, ...]:
    """The actions that ask, behind those that come before: prompts, options, `input`."""
    question = asking.question
    barge = setting(question.settings, "barge_in", True) is not False
    voice = {name: value for name, value in question.settings.items() if name in _VOICE}
    place = in_own_language(question.settings, place)
    name = question_name(asking, builder)
    made = [*parts]
    options = None
    if question.kind == "menu":
        template = str(setting(question.settings, "option_prompt", ""))
        options = OptionReader(builder.later(place), asking, template, builder, name).read(question.choices)
    if prompted:
        for step in question.prompts:
            made += heard(step, place, builder, barge=barge, voice=voice)
        for language, words in spoken_options(options, question.span) if options else ():
            spoken = replace(place, language=language)
            made.append(talk(words, {**voice, **_no_language(voice)}, question.span, spoken, barge))
    later = builder.later(place)
    route = _route(asking, later, options, builder, name)
    url = builder.url(route, place)
    made.append(action("input", _input(question, place, options, route, url), question.span))
    return tuple(made)


def _no_language(voice: Settings) -> Settings:
    return {name: value for name, value in voice.items() if name != "language"}


def in_own_language(settings: Settings, place: Place) -> Place:
    """The same place for the prompts of a question that has a `language` of its own."""
    own = settings.get("language")
    if own is None or own.inherited or not isinstance(own.values[0], Constant):
        return place
    return replace(place, language=str(own.values[0].value))


def setting(settings: Settings, name: str, default: object) -> object:
    """A setting's constant, or the default."""
    written = settings.get(name)
    value = written.values[0] if written else None
    return value.value if isinstance(value, Constant) else default


def question_name(asking: Asking, builder: Builder) -> str:
    """`main`, `support.ticket`, `main.fr-FR`: what the question's states are called after."""
    question = asking.question
    path = [p for i, p in enumerate(asking.path) if i == 0 or p != asking.path[i - 1]]
    own = [] if path and path[-1] == question.name else [question.name]
    return ".".join(filter(None, (*path, *own, builder.variant(asking.language))))


# --- the input action


def _input(question: Question, place: Place, options: Options | None, route: Route, url: RouteUrl) -> Fields:
    kind, settings, span = question.kind, question.settings, question.span
    presses = options.presses or not options.listens if options else kind != "speech"
    listens = options.listens if options else kind in ("speech", "any")
    timeout = input_timeout(settings)
    fields: Fields = [("type", texts([*(["dtmf"] * presses), *(["speech"] * listens)], span))]
    if presses:
        fields.append(("dtmf.timeOut", constant(BOTH_TIMEOUT if listens else timeout, span)))
        fields.append(("dtmf.maxDigits", constant(_digits(question, options), span)))
        if setting(settings, "finish_on", "") == "#":
            fields.append(("dtmf.submitOnHash", constant(True, span)))
    if listens:
        skip = frozenset({"timeout", "finish_on", "speech_language", "start_timeout"})
        fields += [
            f for f in settings_fields("input", "collect", settings, place, skip) if f[0][:6] == "speech"
        ]
        fields.append(("speech.language", constant(route.details["recognised"], span)))
        if options and options.hints:
            fields = [f for f in fields if f[0] != "speech.context"]
            fields.append(("speech.context", Several(items=tuple(dict.fromkeys(options.hints)))))
        fields.append(
            ("speech.startTimeout", constant(_seconds(settings, "start_timeout", timeout or 1), span))
        )
    fields.append(("eventUrl", Several(items=(url,))))
    if setting(settings, "event_method", "POST") != "POST":
        fields.append(("eventMethod", constant("GET", span)))
    return fields


def input_timeout(settings: Settings) -> int:
    """Seconds that the caller may do nothing."""
    return _seconds(settings, "timeout", DEFAULT_TIMEOUT)


def _seconds(settings: Settings, name: str, default: int) -> int:
    value = setting(settings, name, None)
    return int(value.total_seconds()) if isinstance(value, timedelta) else default


def min_confidence(settings: Settings) -> float:
    """How sure the recogniser must be of what is looked at."""
    return float(str(setting(settings, "min_confidence", MIN_CONFIDENCE)))


def _digits(question: Question, options: Options | None) -> int:
    if options is not None:
        return max((len(key) for key, _ in options.keys), default=1)
    length = setting(question.settings, "length", None)
    if isinstance(length, tuple):
        return int(length[1])
    number_range = setting(question.settings, "range", None)
    if isinstance(number_range, tuple) and question.kind == "number":
        return len(str(number_range[1]))
    return MOST_DIGITS


def recognised(question: Question, language: str, builder: Builder) -> str:
    """The language that the recogniser is told (language 9)."""
    own = setting(question.settings, "speech_language", None)
    known = str(own) if own else recognition_language(language)
    if known is None:
        message = f"there is no speech recognition for {language}"
        hint = f"add `speech_language: ...`; known are {', '.join(sorted(RECOGNITION)[:4])} and others"
        report(builder.found, "IVR221", question.span, message, hint=hint)
    return known or language


# --- the route


def _route(asking: Asking, place: Place, options: Options | None, builder: Builder, name: str) -> Route:
    question = asking.question
    number = attempt(asking)
    key = (asking, place.language)
    path = f"{name.replace('.', '/')}/{number}"
    route, new = builder.route(key, "menu" if options else "collect", path, asking.source, question.span)
    if not new:
        return route
    listens = options.listens if options else question.kind in ("speech", "any")
    if listens:
        route.details["recognised"] = recognised(question, place.language, builder)
    route.details["language"] = place.language
    route.details["min_confidence"] = min_confidence(question.settings)
    route.longest = input_timeout(question.settings) + 120
    if options:
        route.rows = tuple(options.rows)
    else:
        _collected(asking, place, route, builder)
    for kind in ("silence", "invalid"):
        route.outcomes[kind] = failed(asking, kind, place, builder, name)
    again = with_counts(asking, dict.fromkeys(FAILURES, 0))
    route.outcomes["again"] = builder.state(
        place.at(AskAgain(asking=again, prompted=True)), name, asking.source, question.span
    )
    return route


def _collected(asking: Asking, place: Place, route: Route, builder: Builder) -> None:
    question, local = asking.question, asking.question.into
    assert local is not None  # noqa: S101 - every collect names its value
    slot = builder.value(local, replace(place, path=asking.path))
    given = SlotValue(slot=slot.slot, type=types.present(local.type), span=local.span)
    route.details |= {"kind": question.kind, "into": slot.slot}
    route.gives[slot.slot] = given.type
    route.secret = local.secret
    for name in ("length", "range", "country"):
        value = setting(question.settings, name, None)
        if value is not None:
            route.details[name] = value
    behind = Outside(asking=asking.outer, then=asking.behind)
    inner = Place(
        rest=behind,
        environment={**place.environment, local: given},
        language=asking.language,
        path=asking.path,
        asking=asking,
    )
    plain = question.check is None and not question.confirms
    accepted = behind if plain else Accepting(asking=asking, behind=behind)
    title = question.name
    after = f"{'.'.join(asking.path)}.after_{title}"
    variant = builder.variant(asking.language)
    route.outcomes["then"] = builder.state(
        inner.at(accepted), ".".join(filter(None, (after, variant))), f"collect {title}", question.span
    )
