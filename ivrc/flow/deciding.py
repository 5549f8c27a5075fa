"""`if`, `match` and `language`: conditions that only the call can answer become branches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ivrc.flow.places import Place, Steps
from ivrc.flow.states import Branch, Decision
from ivrc.flow.values import hoisted, valued
from ivrc.language import types
from ivrc.semantics.fold import externs_in, specialise
from ivrc.semantics.typed import Constant, Expr, KnownLanguage, Not, Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.flow.effects import Parts, Runs
    from ivrc.semantics.program import Body, MatchStep

    Way = Callable[[], Decision]

LONGEST_COMMENT = 60


def decide(
    runs: Runs, condition: Expr, place: Place, parts: Parts, yes: Place, no: Place, comment: str
) -> Decision:
    def go(after: Place) -> Way:
        return lambda: runs.run(after, parts)

    return _choose(runs, valued(condition, place), place, parts, go(yes), go(no), comment)


def _choose(runs: Runs, test: Expr, place: Place, parts: Parts, yes: Way, no: Way, comment: str) -> Decision:
    """`a and lookup(x)`: the extern is asked only if it matters."""

    def choose(part: Expr, then: Way, otherwise: Way) -> Decision:
        return _choose(runs, part, place, parts, then, otherwise, comment)

    match test:
        case Operation(operator="and", left=left, right=right) if externs_in(right):
            return choose(left, lambda: choose(right, yes, no), no)
        case Operation(operator="or", left=left, right=right) if externs_in(right):
            return choose(left, yes, lambda: choose(right, yes, no))
        case Not(operand=operand) if externs_in(operand):
            return choose(operand, no, yes)

    def branch(value: Expr) -> Decision:
        if isinstance(value, Constant):
            return yes() if value.value else no()
        return Branch(condition=value, then=yes(), otherwise=no(), comment=comment, span=test.span)

    return hoisted(runs, test, None, place, parts, branch)


def match_cases(runs: Runs, step: MatchStep, place: Place, parts: Parts) -> Decision:
    rest = place.behind().rest

    def cases(subject: Expr, left: tuple[tuple[tuple[Expr, ...], Body], ...]) -> Decision:
        if not left:
            if step.otherwise is None:
                return runs.run(place.at(rest), parts)
            return runs.run(place.at(Steps(body=step.otherwise, index=0, then=rest)), parts)
        (values, body), *others = left
        inner = place.at(Steps(body=body, index=0, then=rest))
        if step.otherwise is None and not others:
            return runs.run(inner, parts)
        test = specialise(_one_of(subject, values), place.environment, "")
        if isinstance(test, Constant):
            return runs.run(inner, parts) if test.value else cases(subject, tuple(others))
        return Branch(
            condition=test, then=runs.run(inner, parts), otherwise=cases(subject, tuple(others)),
            comment=comment_on(runs, "match", step.subject, place), span=step.span,
        )  # fmt: skip

    subject = valued(step.subject, place)
    pairs = tuple((case.values, case.body) for case in step.cases)
    return hoisted(runs, subject, None, place, parts, lambda value: cases(value, pairs))


def switch_language(runs: Runs, language: Expr, place: Place, parts: Parts) -> Decision:
    """`language x`; one that is known only now is one of the program's, or changes nothing."""
    value = specialise(language, place.environment, "")
    after = place.behind()
    if isinstance(value, Constant):
        return runs.run(replace(after, language=str(value.value)), parts)

    languages = runs.builder.languages
    others = [known for known in languages if known != place.language]

    def choose(given: Expr) -> Decision:
        made = runs.run(after, parts)
        for known in reversed(others):
            left = given
            if known == others[0]:
                left = KnownLanguage(
                    language=given, languages=languages, type=types.LANGUAGE, span=given.span
                )
            one = Constant(type=types.LANGUAGE, value=known, span=given.span)
            test = Operation(operator="==", left=left, right=one, type=types.BOOL, span=given.span)
            then = runs.run(replace(after, language=known), parts)
            made = Branch(
                condition=test,
                then=then,
                otherwise=made,
                comment=comment_on(runs, "language", language, place),
                span=given.span,
            )
        return made

    return hoisted(runs, value, None, place, parts, choose)


def comment_on(runs: Runs, word: str, expr: Expr, place: Place) -> str:
    """The declaration and the words behind a decision: `answer: if office is closed`."""
    span = expr.span
    text = " ".join(runs.builder.program.sources[span.file].text[span.start : span.end].split())
    short = text if len(text) <= LONGEST_COMMENT else f"{text[: LONGEST_COMMENT - 3]}..."
    return f"{place.path[-1]}: {word} {short}"


def _one_of(subject: Expr, values: tuple[Expr, ...]) -> Expr:
    made: Expr | None = None
    for value in values:
        test = Operation(operator="==", left=subject, right=value, type=types.BOOL, span=value.span)
        made = (
            test
            if made is None
            else Operation(operator="or", left=made, right=test, type=types.BOOL, span=value.span)
        )
    assert made is not None  # noqa: S101 - a case has a value
    return made
