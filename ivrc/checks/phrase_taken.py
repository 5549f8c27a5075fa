"""One phrase, one option (language 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.keys import repeated
from ivrc.checks.rule import HANDLERS, Finding, Rule
from ivrc.diagnostics import Label
from ivrc.runtime.matching import words_of
from ivrc.semantics.program import Question
from ivrc.semantics.typed import Constant, PromptCall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.keys import Trigger
    from ivrc.checks.subject import Subject
    from ivrc.semantics.program import Choice


def _phrases(choice: Choice) -> Iterator[Trigger]:
    """What is said to choose an option; each phrase once, though several languages may have it."""
    said = (*choice.phrases, *((choice.label,) if choice.own_label and choice.label is not None else ()))
    for phrase in said:
        match phrase:
            case Constant(value=str() as words):
                yield words_of(words).strip(), phrase.span
            case PromptCall(prompt=prompt):
                texts = (words_of(words).strip() for text in prompt.texts.values() for words in text.phrases)
                yield from ((words, phrase.span) for words in sorted(set(texts)))


def _check(subject: Subject) -> Iterator[Finding]:
    for question in subject.every(Question):
        for phrase, first, second in repeated(question.choices, _phrases, {}):
            if first != second:
                message = f'"{phrase}" is claimed by another option already'
                yield Finding(span=second, message=message, related=(Label(first, "the first one"),))


RULE = Rule(
    code="IVR311",
    title="A phrase is taken",
    severity="error",
    explanation="""\
Two options cannot be chosen by the same words. Case and punctuation make no difference: the first option
would always win, and a caller who means the second is sent astray.""",
    valid=(
        HANDLERS
        + """\
answer {
  menu {
    press 1 or speak "sales" { hangup }
    press 2 or speak "help" { hangup }
  }
}
""",
    ),
    invalid=(
        HANDLERS
        + """\
answer {
  menu {
    press 1 or speak "sales" { hangup }
    press 2 or speak «"Sales!"» { hangup }
  }
}
""",
    ),
    check=_check,
)
