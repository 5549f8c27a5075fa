"""Run the steps from a place on until an NCCO is complete: the heart of the lowering (language 14).

An NCCO is built before it is heard. So everything up to the next question is decided at once, when the
request comes in; what cannot be decided so early closes the state with a `notify` to a route of our own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow import connecting
from ivrc.flow.awaiting import wait_for
from ivrc.flow.calling import call_flow, jump, return_value, returned
from ivrc.flow.confirming import confirm
from ivrc.flow.deciding import comment_on, decide, match_cases, switch_language
from ivrc.flow.dialling import dial
from ivrc.flow.effects import Parts, interruptible
from ivrc.flow.failing import failure_place
from ivrc.flow.places import (
    Accepting,
    AskAgain,
    Asking,
    Confirming,
    Dialling,
    Fail,
    Outside,
    Place,
    Rest,
    Returning,
    Steps,
    variables,
)
from ivrc.flow.questions import ask
from ivrc.flow.rooms import join
from ivrc.flow.sending import notify, transfer
from ivrc.flow.speaking import heard
from ivrc.flow.states import Chosen, Decision, Leaf
from ivrc.flow.values import ask_extern, hoisted, name_value, valued
from ivrc.semantics.fold import externs_in, specialise
from ivrc.semantics.program import (
    AskExtern,
    AskStep,
    Await,
    CallFlow,
    ConnectStep,
    EachStep,
    Hangup,
    IfStep,
    JoinStep,
    Jump,
    LetStep,
    MatchStep,
    Notify,
    Play,
    Question,
    RecordStep,
    ReturnStep,
    Say,
    SetStep,
    Step,
    SwitchLanguage,
    Transfer,
    Variable,
    Wait,
)
from ivrc.semantics.typed import Constant, FlowCall

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.flow.builder import Builder
    from ivrc.flow.states import Part
    from ivrc.semantics.program import Body, Step
    from ivrc.semantics.typed import Expr, Local


FEW_CONDITIONS = 3
"""So many conditions on what is said are written out, each way an NCCO to be reviewed; more are one reply."""
MOST_WAYS = 1000
"""A state with more endings than this is no answer that anybody could review."""


class TooManyWaysError(Exception):
    """The conditions of one state can be met in too many ways; `lower` reports it."""


class Runner:
    """Decisions from places."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.seen: dict[object, int] = {}
        self.ways = 0
        self.crowded: dict[Body, bool] = {}

    def decision(self, place: Place) -> Decision:
        """What a request that arrives at this place is answered with, or `TooManyWaysError`."""
        self.seen, self.ways = {self.builder.key(place): 0}, 0
        return self.run(place, ())

    def run(self, place: Place, parts: Parts) -> Decision:
        """Go on from a place with actions that will be sent before what comes."""
        self.ways += 1
        if self.ways > MOST_WAYS:
            raise TooManyWaysError
        while True:
            match place.rest:
                case None:
                    return Leaf(parts=parts)
                case Outside(asking=asking, then=then):
                    place = replace(place, rest=then, asking=asking)
                case Returning() as frame:
                    place = returned(frame, place, None)
                case AskAgain(asking=asking, prompted=prompted):
                    return self._ask(replace(asking, language=place.language), place, parts, prompted)
                case Fail(asking=asking, kind=kind):
                    place = failure_place(asking, kind, place)
                case Accepting() as accepting:
                    return self._accept(accepting, place, parts)
                case Confirming(asking=asking, failures=failures) as confirming:
                    before = interruptible(parts, asking) if failures else parts
                    return Leaf(parts=confirm(confirming, place, before, self.builder))
                case Dialling() as dialling:
                    return dial(self, dialling, place, parts)
                case Steps(body=body, index=index, then=then):
                    if index == len(body.steps):
                        place = place.at(then)
                        continue
                    step = body.steps[index]
                    if not isinstance(step, Say | Play | Wait | EachStep) or _asks(step):
                        return self._step(step, place, parts)
                    place, parts = self._audible(place, parts)

    def _audible(self, place: Place, parts: Parts) -> tuple[Place, Parts]:
        """Past all steps here that only speak, play or wait."""
        made: list[Part] = []
        assert isinstance(place.rest, Steps)  # noqa: S101 - asked only while running steps
        body, index = place.rest.body, place.rest.index
        while index < len(body.steps):
            step = body.steps[index]
            if not isinstance(step, Say | Play | Wait | EachStep) or _asks(step):
                break
            made += heard(step, place, self.builder)
            index += 1
        return place.at(replace(place.rest, index=index)), (*parts, *made)

    def _chosen(self, step: IfStep, place: Place, parts: Parts) -> Decision:
        """After many conditions, one that only changes what is said becomes part of one reply."""

        def chosen(test: Expr) -> Decision:
            then, otherwise = (
                tuple(part for held in body.steps for part in heard(held, place, self.builder))
                for body in (step.then, step.otherwise)
            )
            if isinstance(test, Constant):
                return self.run(place.behind(), (*parts, *(then if test.value else otherwise)))
            made = Chosen(condition=test, then=then, otherwise=otherwise, span=step.span)
            return self.run(place.behind(), (*parts, made))

        return hoisted(self, valued(step.condition, place), None, place, parts, chosen)

    def _asked(self, text: Expr, changed: Callable[[Expr], Step], place: Place, parts: Parts) -> Decision:
        """An audible step that needs externs: they are asked first."""

        def spoken(value: Expr) -> Decision:
            made = heard(changed(value), place, self.builder)
            return self.run(place.behind(), (*parts, *made))

        return hoisted(self, specialise(text, place.environment, place.language), None, place, parts, spoken)

    def _step(self, step: Step, place: Place, parts: Parts) -> Decision:
        builder = self.builder
        match step:
            case Say(text=text):
                return self._asked(text, lambda value: replace(step, text=value), place, parts)
            case Play(url=url):
                return self._asked(url, lambda value: replace(step, url=value), place, parts)
            case EachStep(subject=subject):
                return self._asked(subject, lambda value: replace(step, subject=value), place, parts)
            case Hangup():
                return Leaf(parts=parts)
            case Jump():
                return jump(self, step, place, parts)
            case AskStep(question=question):
                behind = place.behind().rest
                asking = Asking(
                    question=question, path=place.path,
                    language=place.language, environment=self._kept(question, behind, place),
                    outer=place.asking, behind=behind,
                )  # fmt: skip
                return self._ask(asking, place, parts, prompted=True)
            case ConnectStep():
                behind = place.behind().rest
                return dial(self, Dialling(step=step, targets=step.targets, behind=behind), place, parts)
            case RecordStep():
                return self.run(place.behind(), (*parts, connecting.record(step, place, builder)))
            case JoinStep():
                return Leaf(parts=(*parts, join(step, place, builder)))
            case Transfer():
                return transfer(self, step, place, parts)
            case Notify():
                return notify(self, step, place, parts)
            case Await():
                return wait_for(self, step, place, parts)
            case _:
                return self._deciding(step, place, parts)

    def _deciding(self, step: Step, place: Place, parts: Parts) -> Decision:
        match step:
            case IfStep() if self._many_ways(place) and speaks_only(step):
                return self._chosen(step, place, parts)
            case IfStep(condition=condition, then=then, otherwise=otherwise):
                rest = place.behind().rest
                yes = place.at(Steps(body=then, index=0, then=rest))
                no = place.at(Steps(body=otherwise, index=0, then=rest))
                return decide(
                    self, condition, place, parts, yes, no, comment_on(self, "if", condition, place)
                )
            case MatchStep():
                return match_cases(self, step, place, parts)
            case SwitchLanguage(language=language):
                return switch_language(self, language, place, parts)
            case LetStep(local=local, value=FlowCall() as call):
                return call_flow(self, call, local, place, parts)
            case SetStep(variable=variable, value=FlowCall() as call):
                return call_flow(self, call, variable, place, parts)
            case LetStep(local=local, value=value, on_error=on_error):
                return name_value(self, local, value, on_error, place, parts)
            case SetStep(variable=variable, value=value, on_error=on_error):
                return name_value(self, variable, value, on_error, place, parts)
            case AskExtern(call=call, on_error=on_error):
                return ask_extern(self, call, on_error, place, parts)
            case CallFlow(call=call):
                return call_flow(self, call, None, place, parts)
            case ReturnStep(value=value):
                return return_value(self, value, place, parts)
            case _:
                raise AssertionError(type(step).__name__)

    def _many_ways(self, place: Place) -> bool:
        """`many_ways` of the block here, found out once for all its conditions."""
        assert isinstance(place.rest, Steps)  # noqa: S101 - asked only while running steps
        body = place.rest.body
        if body not in self.crowded:
            self.crowded[body] = many_ways(body)
        return self.crowded[body]

    def _kept(
        self, question: Question, behind: Rest, place: Place
    ) -> frozenset[tuple[Local | Variable, Expr]]:
        names = self.builder.names_of(behind, question)
        return frozenset(
            (n, v) for n, v in place.environment.items() if n in names or isinstance(n, Variable)
        )

    def _ask(self, asking: Asking, place: Place, parts: Parts, prompted: bool) -> Decision:
        environment = {**dict(asking.environment), **variables(place)}
        now = Place(
            rest=None, environment=environment, language=asking.language, path=asking.path, asking=asking
        )
        later = self.builder.later(now).environment
        settled = replace(asking, environment=frozenset(later.items()))
        before = interruptible(parts, asking) if asking.failures or not prompted else parts
        return Leaf(parts=ask(settled, replace(now, asking=settled), before, prompted, self.builder))

    def _accept(self, accepting: Accepting, place: Place, parts: Parts) -> Decision:
        asking, question = accepting.asking, accepting.asking.question
        accepted = place.at(accepting.behind)
        if question.confirms:
            accepted = place.at(Confirming(asking=asking, behind=accepting.behind))
        if question.check is None:
            return self.run(accepted, parts)
        refused = place.at(Fail(asking=asking, kind="wrong"))
        return decide(self, question.check, place, parts, accepted, refused, f"check of {question.name}")


def _asks(step: Step) -> bool:
    """Whether what a step speaks, plays or repeats needs externs."""
    match step:
        case Say(text=needed) | Play(url=needed) | EachStep(subject=needed):
            return bool(externs_in(needed))
        case _:
            return False


def speaks_only(step: IfStep) -> bool:
    """Whether both ways of a condition only speak, play or wait."""
    held = (*step.then.steps, *step.otherwise.steps)
    return all(isinstance(s, Say | Play | Wait | EachStep) and not _asks(s) for s in held)


def many_ways(body: Body) -> bool:
    """Whether a block has more conditions on what is said than can be written out."""
    return sum(isinstance(s, IfStep) and speaks_only(s) for s in body.steps) > FEW_CONDITIONS
