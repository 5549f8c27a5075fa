"""Menus with more options than a caller remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import keys
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.semantics.program import Choice, ChoiceEach, ChoiceIf, Question
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.checks.subject import Subject
    from ivrc.semantics.program import ChoiceItem

MOST = 5
_AIDS = frozenset({"0", "*", "#", "9"})
"""Keys for a person, repetition, the way back and the end, which callers expect."""


def _heard(items: Iterable[ChoiceItem]) -> int:
    """How many labelled options a caller hears at most."""
    count = 0
    for item in items:
        match item:
            case Choice():
                count += item.label is not None and not _AIDS & {key for key, _ in keys(item)}
            case ChoiceIf():
                count += max(_heard(item.then), _heard(item.otherwise))
            case ChoiceEach(subject=Constant(value=tuple() as elements)):
                count += len(elements) * _heard(item.items)
    return count


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        heard = _heard(question.choices)
        if heard > MOST:
            message = f"{heard} options are more than a caller remembers; {MOST} is a good limit"
            yield Finding(span=question.span, message=message, hint="group them in menus of their own")


_FIVE = "; ".join(f'press {key} for "number {key}" {{ hangup }}' for key in "12345")

RULE = Rule(
    code="IVR601",
    title="Many options",
    severity="advice",
    explanation="""\
Callers remember few options while they listen for a better one: guidelines for phone menus give limits
between three and seven, most of them five. Options on 0, 9, `*` and `#`, which callers know from other
menus, are not counted.""",
    valid=(f'{HANDLERS}answer -> main\nmenu main {{ {_FIVE}; press 0 for "a person" {{ hangup }} }}',),
    invalid=(f'{HANDLERS}answer -> main\nmenu «main» {{ {_FIVE}; press 6 for "more" {{ hangup }} }}',),
    check=_check,
)
