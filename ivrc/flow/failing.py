"""What comes after a failed attempt: a handler and the question again, or giving up (language 5 and 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.places import AskAgain, Asking, Outside, Place, Rest, Returning, Steps
from ivrc.language import types
from ivrc.semantics.program import Jump
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import inside

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.flow.states import State
    from ivrc.semantics.program import Body, FailureHandler, Question

FAILURES = ("silence", "invalid", "wrong", "declined")


def attempt(asking: Asking) -> str:
    """`1`, `2`: the attempt; with counted handlers also what failed: `3/silence-2`."""
    apart = _counted(asking.question)
    kinds = ((kind, getattr(asking, kind)) for kind in FAILURES if kind in apart)
    return "/".join([str(asking.failures + 1), *(f"{kind}-{count}" for kind, count in kinds if count)])


def _counted(question: Question) -> frozenset[str]:
    """The kinds of failure that a handler counts: their numbers must be known apart from the others."""
    return frozenset(f.kind for f in question.failures if f.count > 1)


def failed(asking: Asking, kind: str, place: Place, builder: Builder, name: str) -> State:
    """The state behind one more failure of a kind."""
    after = failure_place(asking, kind, place)
    counted = replace(asking, **{kind: getattr(asking, kind) + 1})
    number = attempt(counted).replace("/", ".")
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
    rest = next(kind for kind in FAILURES if kind not in apart)
    counts = dict.fromkeys(FAILURES, 0)
    for kind in FAILURES:
        counts[kind if kind in apart else rest] += getattr(asking, kind)
    if question.attempts is None:
        most = max((f.count for f in question.failures), default=1)
        counts = {kind: min(count, most) for kind, count in counts.items()}
    return with_counts(asking, counts)


def with_counts(asking: Asking, counts: dict[str, int]) -> Asking:
    """The same question after so many failures of each kind."""
    silence, invalid, wrong, declined = (counts[kind] for kind in FAILURES)
    return replace(asking, silence=silence, invalid=invalid, wrong=wrong, declined=declined)


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
