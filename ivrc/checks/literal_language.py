"""Texts in one language where callers hear several (language 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.checks.subject import choices, text_of
from ivrc.checks.texts import heard_in
from ivrc.semantics.program import Question, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    heard = [
        step.text
        for step in subject.every(Say)
        if len(heard_in(subject, step.settings)) > 1 and text_of(step.text)
    ]
    for question in subject.every(Question):
        if len(heard_in(subject, question.settings)) > 1:
            labels = [
                c.label for c in choices(question.choices) if c.label is not None and not c.label_language
            ]
            heard += [label for label in labels if text_of(label)]
    for text in heard:
        message = f"this is heard in every language of the program: {', '.join(subject.languages)}"
        yield Finding(
            span=text.span, message=message, hint="make it a `prompt` with a text for each language"
        )


RULE = Rule(
    code="IVR607",
    title="One text for several languages",
    severity="warning",
    explanation="""\
A text that stands in a `say` or a label is spoken in whatever language the caller has chosen: English words
by a French voice. A `prompt` has a text for each language.""",
    valid=(
        """\
prompt bye { en-US: "Goodbye."; fr-FR: "Au revoir." }
answer { language fr-FR; say bye }
""",
        'answer { say "Goodbye." }',
    ),
    invalid=('answer { language fr-FR; say «"Goodbye."» }',),
    check=_check,
)
