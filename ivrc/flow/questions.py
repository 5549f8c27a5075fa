"""Menus and collects as one `input` and a route that understands the answer (language 5 and 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ivrc.flow.options import OptionReader, spoken_options
from ivrc.flow.places import Accepting, AskAgain, Asking, Outside, Place, Rest, Returning, Steps
from ivrc.flow.speaking import heard, talk
from ivrc.flow.states import Part, Several
from ivrc.flow.templates import Fields, action, constant, settings_fields, texts
from ivrc.language import types
from ivrc.ncco.recognition import RECOGNITION, recognition_language
from ivrc.semantics.codes import report
from ivrc.semantics.program import Jump
from ivrc.semantics.typed import Constant, SlotValue
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.options import Options
    from ivrc.flow.states import Route, RouteUrl, State
    from ivrc.semantics.program import Body, FailureHandler, Question, Settings

DEFAULT_TIMEOUT = 5
"""Seconds a caller may do nothing, unless `timeout` says otherwise (language 5)."""
BOTH_TIMEOUT = 10
"""`dtmf.timeOut` when speech is taken too: the first of the two to finish ends the question."""
MOST_DIGITS = 20
MIN_CONFIDENCE = 0.3
FAILURES = ("silence", "invalid", "wrong")
_VOICE = ("language", "style", "premium", "level", "barge_in")


def ask(
    asking: Asking, place: Place, parts: tuple[Part, ...], prompted: bool, builder: Builder
) -> tuple[Part, ...]:
    """The actions that ask, behind those that come before: prompts, options, `input`."""
    question = asking.question
    barge = setting(question.settings, "barge_in", True) is not False
    voice = {name: value for name, value in question.settings.items() if name in _VOICE}
    place = _in_own_language(question.settings, place)
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


def _in_own_language(settings: Settings, place: Place) -> Place:
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
        skip = frozenset({"timeout", "finish_on", "speech_language"})
        fields += [
            f for f in settings_fields("input", "collect", settings, place, skip) if f[0][:6] == "speech"
        ]
        fields.append(("speech.language", constant(route.details["recognised"], span)))
        if options and options.hints:
            fields = [f for f in fields if f[0] != "speech.context"]
            fields.append(("speech.context", Several(items=tuple(dict.fromkeys(options.hints)))))
        if not any(path == "speech.startTimeout" for path, _ in fields):
            fields.append(("speech.startTimeout", constant(timeout or 1, span)))
    fields.append(("eventUrl", Several(items=(url,))))
    return fields


def input_timeout(settings: Settings) -> int:
    """Seconds that the caller may do nothing."""
    value = setting(settings, "timeout", None)
    return int(value.total_seconds()) if isinstance(value, timedelta) else DEFAULT_TIMEOUT


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
    number = _attempt(asking)
    source = f"menu {question.name}" if options else f"collect {question.name}"
    key = (asking, place.language)
    path = f"{name.replace('.', '/')}/{number}"
    route, new = builder.route(key, "menu" if options else "collect", path, source, question.span)
    if not new:
        return route
    listens = options.listens if options else question.kind in ("speech", "any")
    if listens:
        route.details["recognised"] = recognised(question, place.language, builder)
    route.details["language"] = place.language
    route.details["min_confidence"] = float(str(setting(question.settings, "min_confidence", MIN_CONFIDENCE)))
    route.longest = input_timeout(question.settings) + 120
    if options:
        route.rows = tuple(options.rows)
    else:
        _collected(asking, place, route, builder)
    for kind in ("silence", "invalid"):
        route.outcomes[kind] = failed(asking, kind, place, builder, name)
    again = replace(asking, silence=0, invalid=0, wrong=0)
    route.outcomes["again"] = builder.state(
        place.at(AskAgain(asking=again, prompted=True)), name, source, question.span
    )
    return route


def _attempt(asking: Asking) -> str:
    """`1`, `2`: the attempt; with counted handlers also what failed: `3/silence-2`."""
    apart = _counted(asking.question)
    kinds = ((kind, getattr(asking, kind)) for kind in FAILURES if kind in apart)
    return "/".join([str(asking.failures + 1), *(f"{kind}-{count}" for kind, count in kinds if count)])


def _counted(question: Question) -> frozenset[str]:
    """The kinds of failure that a handler counts: their numbers must be known apart from the others."""
    return frozenset(f.kind for f in question.failures if f.count > 1)


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


# --- failures


def failed(asking: Asking, kind: str, place: Place, builder: Builder, name: str) -> State:
    """The state behind one more failure of a kind."""
    after = failure_place(asking, kind, place)
    counted = replace(asking, **{kind: getattr(asking, kind) + 1})
    number = _attempt(counted).replace("/", ".")
    return builder.state(after, f"{name}.{kind}.{number}", f"on {kind}", asking.question.span)


def failure_place(asking: Asking, kind: str, place: Place) -> Place:
    """Where the call goes on after one more failure: the handler and the question again, or giving up."""
    question = asking.question
    counted = replace(asking, **{kind: getattr(asking, kind) + 1})
    handler = handler_for(question, kind, getattr(counted, kind))
    place = Place(
        rest=None,
        environment=dict(asking.environment),
        language=asking.language,
        path=asking.path,
        asking=counted,
    )
    exhausted = question.attempts is not None and counted.failures >= question.attempts
    if exhausted and not (handler is not None and leaves_question(handler.body)):
        return given_up(counted, place)
    kept = collapsed(counted)
    again = AskAgain(asking=kept, prompted=True)
    if handler is None:
        return replace(place, asking=kept).at(again)
    return replace(place, asking=kept).at(Steps(body=handler.body, index=0, then=again))


def collapsed(asking: Asking) -> Asking:
    """One counter is enough unless a counted handler needs another; unlimited attempts stop counting."""
    question = asking.question
    apart = _counted(question)
    rest = next((kind for kind in FAILURES if kind not in apart), "")
    counts = dict.fromkeys(FAILURES, 0)
    for kind in FAILURES:
        counts[kind if kind in apart else rest] += getattr(asking, kind)
    if question.attempts is None:
        most = max((f.count for f in question.failures), default=1)
        counts = {kind: min(count, most) for kind, count in counts.items()}
    return replace(asking, silence=counts["silence"], invalid=counts["invalid"], wrong=counts["wrong"])


def handler_for(question: Question, kind: str, count: int) -> FailureHandler | None:
    """The handler with the largest number that is reached; `wrong` falls back to `invalid`."""
    fitting = [f for f in question.failures if f.kind == kind and f.count <= count]
    if not fitting and kind == "wrong":
        fitting = [f for f in question.failures if f.kind == "invalid" and f.count == 1]
    return max(fitting, key=lambda f: f.count, default=None)


def leaves_question(body: Body) -> bool:
    """Whether a handler ends elsewhere: it neither runs out nor asks or listens again."""
    asks = any(isinstance(at, Jump) and at.target in ("again", "listen") for at in inside(body))
    return body.leaves and not asks


def given_up(asking: Asking, place: Place) -> Place:
    """`on give_up`; an optional collect goes on without a value."""
    question = asking.question
    outside = Outside(asking=asking.outer, then=asking.behind)
    if question.optional and question.into is not None:
        none = Constant(type=types.optional(question.into.type), value=None, span=question.span)
        return replace(place.knowing(question.into, none), asking=asking.outer).at(outside)
    if question.give_up is None:
        return place
    end = Outside(asking=asking.outer, then=_end_of_flow(asking.behind))
    return place.at(Steps(body=question.give_up, index=0, then=end))


def _end_of_flow(rest: Rest) -> Rest:
    """The end of the flow that asks: a `give_up` that runs out does not go on behind its question."""
    while rest is not None and not isinstance(rest, Returning):
        rest = rest.then if isinstance(rest, Steps | Outside) else None
    return rest
