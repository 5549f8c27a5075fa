"""One key, one meaning (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import keys, repeated
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.diagnostics import Label
from ivrc.semantics.program import Question
from ivrc.semantics.typed import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.keys import Trigger
    from ivrc.checks.subject import Subject
    from ivrc.semantics.program import Choice

COUNTED = "the keys from 1 on"
"""Stands for all keys of a counted list."""


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        for key, first, second in repeated(question.choices, _pressed, {}):
            taken = f"{key} count another list" if key == COUNTED else f"key {key} leads somewhere else"
            message = f"{taken} already, so no caller gets here"
            yield Finding(span=second, message=message, related=(Label(first, "the first one"),))


def _pressed(choice: Choice) -> Iterator[Trigger]:
    """The keys that are written, and those that count a list which only the call knows: they begin with 1."""
    yield from keys(choice)
    yield from ((COUNTED, key.span) for key in choice.keys if not isinstance(key, Constant))


RULE = Rule(
    code="IVR309",
    title="A key is taken",
    severity="error",
    explanation="""\
One key can mean one thing in a menu. Of two options with the same key the second can never be chosen. The
two sides of an `if` may use the same key: they are never offered together. Keys that count a list which only
the call knows begin with 1, so one menu can hold one such list.""",
    valid=(
        HANDLERS
        + """\
var vip: bool = true
answer { menu { if vip { press 1 { hangup } } else { press 1 -> again } } }
""",
    ),
    invalid=(
        HANDLERS
        + """\
answer {
  menu { press 1 for "sales" { hangup }; press «1» for "support" { hangup } }
}
""",
        HANDLERS
        + """\
extern songs() -> text[]
extern books() -> text[]
answer {
  let both = songs()
  let more = books()
  menu {
    each song, n in both { press n for song { hangup } }
    each book, m in more { press «m» for book { hangup } }
  }
}
""",
    ),
    check=_check,
)
