"""What rules look at: the program, its nodes by kind, and what stands behind a step."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ivrc.node import node
from ivrc.semantics.program import (
    AskStep,
    ChoiceIf,
    ConnectStep,
    Hangup,
    IfStep,
    MatchStep,
    Question,
    Say,
    SwitchLanguage,
)
from ivrc.semantics.typed import Constant, FlowCall, Joined, Typed
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ivrc.semantics.program import Body, Choice, ChoiceItem, Program, Step
    from ivrc.semantics.typed import Expr

T = TypeVar("T")


@node
class Spoken:
    """A text that is known at build but for its interpolations, which stand in it as `0`."""

    span: Span
    text: str


class Subject:
    """A program as rules see it. `today` is None where the day is not known; rules about dates are silent."""

    def __init__(self, program: Program, today: date | None) -> None:
        self.program = program
        self.today = today
        self.nodes: dict[type, list[object]] = {}
        for at in _nodes(program):
            self.nodes.setdefault(type(at), []).append(at)

    def every(self, kind: type[T]) -> list[T]:
        """Every node of exactly this kind, each once."""
        return self.nodes.get(kind, [])  # type: ignore[return-value]  # filed under its own type

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which a caller may be spoken to: where calls begin, then those switched to."""
        switches = [step.language for step in self.every(SwitchLanguage)]
        found = [self.program.default_language]
        found += [str(value.value) for value in switches if isinstance(value, Constant)]
        if len(found) <= len(switches):  # one is known only during the call: any that the prompts have
            found += [language for prompt in self.program.prompts.values() for language in prompt.texts]
        return tuple(dict.fromkeys(found))

    @cached_property
    def texts(self) -> tuple[Spoken, ...]:
        """Every text of a `say`, a prompt, a label or a confirmation."""
        held: list[Expr | None] = [step.text for step in self.every(Say)]
        for question in self.every(Question):
            held += [question.confirm, *(choice.label for choice in choices(question.choices))]
        for prompt in self.program.prompts.values():
            held += [text.text for text in prompt.texts.values() if not text.audio]
        found = [(expr.span, text_of(expr)) for expr in held if expr is not None]
        return tuple(Spoken(span=span, text=text) for span, text in found if text is not None)

    @cached_property
    def endings(self) -> tuple[tuple[Step, bool], ...]:
        """Every step but those of the fallback, with whether more steps are run when it is over."""
        called = {call.flow for call in self.every(FlowCall)}
        found: list[tuple[Step, bool]] = []
        for name, flow in self.program.flows.items():
            found += _endings(flow.body, name in called)
        if self.program.answer is not None:
            found += _endings(self.program.answer.body, False)
        for outbound in self.program.outbounds.values():
            for body in (outbound.body, *outbound.handlers.values()):
                found += _endings(body, False)
        return tuple(found)

    def written(self, span: Span) -> str:
        """The characters of a place."""
        return self.program.sources[span.file].text[span.start : span.end]

    def head(self, span: Span) -> Span:
        """A step without its block."""
        shown = self.written(span).partition(" {")[0]
        return Span(span.file, span.start, span.start + len(shown))

    def within(self, span: Span, words: str) -> Span:
        """The first place inside another where these words stand; the whole place if they do not."""
        at = self.written(span).find(words)
        return Span(span.file, span.start + at, span.start + at + len(words)) if at >= 0 else span


def text_of(expr: Expr) -> str | None:
    """The text of an expression; None if it is not written in the program."""
    match expr:
        case Constant(value=str() as text):
            return text
        case Joined(parts=parts):
            return "".join(str(part.value) if isinstance(part, Constant) else "0" for part in parts)
        case _:
            return None


def choices(items: Iterable[ChoiceItem]) -> Iterator[Choice]:
    """The options of a menu in written order, also those offered conditionally or made from a list."""
    for item in items:
        if isinstance(item, ChoiceIf):
            yield from choices((*item.then, *item.otherwise))
        elif hasattr(item, "items"):
            yield from choices(item.items)
        else:
            yield item


_PARTS: dict[type, tuple[str, ...] | None] = {}
"""The fields of each kind of node in which there may be others; None for what is no node or not looked at."""

_WITHOUT = frozenset(
    {"span", "sources", "declared", "mentioned", "constants", "variables", "records", "enums", "hours"}
    | {"name", "doc", "kind", "type", "local", "variable", "element", "counter", "into", "block", "recording"}
    | {"trials"}
)
"""Fields without nodes that rules look for, or with declarations that are reached from the program itself."""


def _nodes(program: Program) -> Iterator[object]:
    """Every declaration, step, question, target, setting and flow call, each once: the handlers of `defaults`
    are shared by many questions. Other expressions are not gone into."""
    seen: set[int] = set()
    stack: list[object] = [program]
    while stack:
        at = stack.pop()
        if isinstance(at, tuple):
            stack.extend(at)
        elif isinstance(at, dict):
            stack.extend(at.values())
        elif (parts := _parts(type(at))) is not None and id(at) not in seen:
            seen.add(id(at))
            yield at
            stack.extend([getattr(at, name) for name in parts])


def _parts(kind: type) -> tuple[str, ...] | None:
    if kind not in _PARTS:
        fields = getattr(kind, "__dataclass_fields__", None)
        expression = issubclass(kind, Typed) and kind is not FlowCall
        _PARTS[kind] = None if fields is None or expression else tuple(n for n in fields if n not in _WITHOUT)
    return _PARTS[kind]


def _endings(body: Body, more: bool) -> Iterator[tuple[Step, bool]]:
    ends = any(isinstance(step, Hangup) for step in body.steps)
    last = max((i for i, step in enumerate(body.steps) if not isinstance(step, Hangup)), default=0)
    for index, step in enumerate(body.steps):
        behind = index < last or (more and not ends)
        yield step, behind
        for inner, again in _bodies(step):
            yield from _endings(inner, behind or again)


def _bodies(step: Step) -> Iterator[tuple[Body, bool]]:
    """The bodies of a step, and whether something is run behind them in any case."""
    match step:
        case IfStep(then=then, otherwise=otherwise):
            yield from ((then, False), (otherwise, False))
        case MatchStep(cases=cases, otherwise=otherwise):
            yield from ((case.body, False) for case in cases)
            if otherwise is not None:
                yield otherwise, False
        case AskStep(question=question):
            yield from ((choice.body, False) for choice in choices(question.choices))
            yield from ((failure.body, True) for failure in question.failures)
            if question.give_up is not None:
                yield question.give_up, False
        case ConnectStep(outcomes=outcomes):
            yield from ((body, False) for body in outcomes.values())
        case _:
            pass
