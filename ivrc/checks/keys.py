"""The key entries of a menu with what is offered together (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.subject import choices
from ivrc.semantics.program import Choice, ChoiceEach, ChoiceIf
from ivrc.semantics.settings import constant
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ivrc.semantics.program import ChoiceItem, Question
    from ivrc.source import Span

Trigger = tuple[str, "Span"]
"""A key entry or phrase, and where it stands."""


def keys(choice: Choice) -> Iterator[Trigger]:
    """The key entries of an option that are known at build."""
    for key in choice.keys:
        if isinstance(key, Constant):
            yield str(key.value), key.span


def all_keys(question: Question) -> list[Trigger]:
    """The key entries of a menu that are known at build."""
    return [key for choice in choices(question.choices) for key in keys(choice)]


def ends_on_hash(question: Question) -> bool:
    """Whether the caller ends an entry with the hash key."""
    return constant(question.settings, "finish_on") == "#"


def repeated(
    items: Iterable[ChoiceItem], triggers: Callable[[Choice], Iterable[Trigger]], taken: dict[str, Span]
) -> Iterator[tuple[str, Span, Span]]:
    """Triggers that a caller may be offered twice at once, with both places; `taken` is added to.

    The two sides of an `if` are never offered together.
    """
    for item in items:
        match item:
            case ChoiceIf(then=then, otherwise=otherwise):
                here, there = dict(taken), dict(taken)
                yield from repeated(then, triggers, here)
                yield from repeated(otherwise, triggers, there)
                taken |= {**there, **here}
            case ChoiceEach(items=inside):
                yield from repeated(inside, triggers, taken)
            case Choice():
                for trigger, span in triggers(item):
                    if trigger in taken:
                        yield trigger, taken[trigger], span
                    taken.setdefault(trigger, span)
