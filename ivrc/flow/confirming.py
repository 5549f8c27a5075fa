"""`confirm`: read the value back and ask whether it is right (language 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.failing import collapsed, given_up, handler_for
from ivrc.flow.places import AskAgain, Confirming, Place, Steps
from ivrc.flow.questions import (
    BOTH_TIMEOUT,
    in_own_language,
    input_timeout,
    min_confidence,
    question_name,
    recognised,
    setting,
)
from ivrc.flow.speaking import talk
from ivrc.flow.states import Part, Route, RouteUrl, Row, Several
from ivrc.flow.templates import Fields, action, constant, texts
from ivrc.language import types
from ivrc.language.sentences import Sentences, sentences
from ivrc.semantics.codes import report
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import Constant, Field, Formatted, Joined

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.semantics.program import Question
    from ivrc.semantics.typed import Expr

_FORMATS = {"digits": "digits", "number": "number", "phone": "phone"}


def confirm(
    confirming: Confirming, place: Place, parts: tuple[Part, ...], builder: Builder
) -> tuple[Part, ...]:
    """The actions that ask for a confirmation, behind those that come before."""
    question = confirming.asking.question
    place = in_own_language(question.settings, place)
    known = sentences(place.language)
    if known is None:
        message = f"there are no words for a confirmation in {place.language}"
        report(builder.found, "IVR315", question.span, message, hint="ask with a `menu` of your own")
        return parts
    listens = question.kind in ("speech", "any")
    route = _route(confirming, builder.later(place), known, listens, builder)
    url = builder.url(route, place)
    made = [*parts]
    if confirming.prompted:
        voice = {n: v for n, v in question.settings.items() if n in ("style", "premium", "level")}
        barge = setting(question.settings, "barge_in", True) is not False
        made.append(talk(_sentence(question, known, place), voice, question.span, place, barge))
    made.append(action("input", _input(question, listens, known, route, url), question.span))
    return tuple(made)


def _sentence(question: Question, known: Sentences, place: Place) -> Expr:
    """`You entered 1 2 3 4.` or the author's words, and how to answer."""
    local = question.into
    assert local is not None  # noqa: S101 - every collect names its value
    span = question.span
    ask = Constant(type=types.TEXT, value=f" {known.confirm}", span=span)
    if question.confirm is not None:
        first = specialise(question.confirm, place.environment, place.language)
        parts = first.parts if isinstance(first, Joined) else (first,)
        return specialise(Joined(parts=(*parts, ask), type=types.TEXT, span=span), {}, place.language)
    value: Expr = place.environment[local]
    if question.kind in ("speech", "any"):
        value = Field(of=value, name="text", type=types.TEXT, span=span)
    before, _, after = known.entered.partition("{value}")
    spoken = Formatted(
        value=value,
        format=_FORMATS.get(question.kind, ""),
        language=place.language,
        type=types.TEXT,
        span=span,
    )
    parts = (
        Constant(type=types.TEXT, value=before, span=span),
        spoken,
        Constant(type=types.TEXT, value=f"{after}{ask.value}", span=span),
    )
    return Joined(parts=parts, type=types.TEXT, span=span)


def _input(question: Question, listens: bool, known: Sentences, route: Route, url: RouteUrl) -> Fields:
    span, timeout = question.span, input_timeout(question.settings)
    fields: Fields = [
        ("type", texts(["dtmf", *(["speech"] * listens)], span)),
        ("dtmf.timeOut", constant(BOTH_TIMEOUT if listens else timeout, span)),
        ("dtmf.maxDigits", constant(1, span)),
        ("eventUrl", Several(items=(url,))),
    ]
    if listens:
        fields += [
            ("speech.language", constant(route.details["recognised"], span)),
            ("speech.context", texts((*known.yes, *known.no), span)),
            ("speech.startTimeout", constant(max(timeout, 1), span)),
        ]
    return fields


def _route(confirming: Confirming, place: Place, known: Sentences, listens: bool, builder: Builder) -> Route:
    asking, question = confirming.asking, confirming.asking.question
    name = f"{question_name(asking, builder)}.confirm"
    number = f"{asking.failures + 1}/{confirming.failures + 1}"
    path = f"{name.replace('.', '/')}/{number}"
    source = f"collect {question.name}: confirm"
    key = builder.key(replace(place, rest=replace(confirming, prompted=True), asking=None))
    route, new = builder.route(key, "menu", path, source, question.span)
    if not new:
        return route
    route.details |= {"language": place.language, "min_confidence": min_confidence(question.settings)}
    if listens:
        route.details["recognised"] = recognised(question, place.language, builder)
    route.secret = question.into is not None and question.into.secret
    behind = place.at(confirming.behind)
    yes = builder.state(behind, f"{name}.yes", source, question.span)
    again = _declined(confirming, place)
    no = builder.state(again, f"{name}.no.{asking.failures + 2}", source, question.span)
    phrases = (known.yes, known.no) if listens else ((), ())
    route.rows = tuple(
        Row(
            keys=(constant(key, question.span),),
            phrases=tuple(constant(word, question.span) for word in words),
            state=state,
            values=(),
            span=question.span,
        )
        for key, words, state in (("1", phrases[0], yes), ("2", phrases[1], no))
    )
    for kind in ("silence", "invalid"):
        after = _unclear(confirming, kind, place)
        made = f"{name}.{kind}.{asking.failures + 1}.{confirming.failures + 2}"
        route.outcomes[kind] = builder.state(after, made, source, question.span)
    first = place.at(replace(confirming, failures=0, prompted=True))
    route.outcomes["again"] = builder.state(first, name, source, question.span)
    return route


def _declined(confirming: Confirming, place: Place) -> Place:
    """`No` collects again and counts as one attempt."""
    asking = replace(confirming.asking, declined=confirming.asking.declined + 1)
    attempts = asking.question.attempts
    place = replace(place, asking=asking, environment=dict(asking.environment))
    if attempts is not None and asking.failures >= attempts:
        return given_up(asking, place)
    return place.at(AskAgain(asking=collapsed(asking), prompted=True))


def _unclear(confirming: Confirming, kind: str, place: Place) -> Place:
    """Neither yes nor no: the collect's handler speaks and the confirmation is asked again."""
    asking = confirming.asking
    failures, attempts = confirming.failures + 1, asking.question.attempts
    if attempts is not None and failures >= attempts:
        return given_up(asking, replace(place, asking=asking))
    again = replace(confirming, failures=failures if attempts is not None else 1, prompted=True)
    handler = handler_for(asking.question, kind, failures)
    if handler is None:
        return place.at(again)
    asked = replace(asking, confirming=again)
    return replace(place, asking=asked).at(Steps(body=handler.body, index=0, then=again))
