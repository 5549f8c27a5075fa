"""A preview of the vendor (reference 8.2, W248)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.checks.rule import Finding, Rule
from ivrc.semantics.program import JoinStep, RecordStep
from ivrc.semantics.settings import constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    made = [step.settings for step in subject.every(RecordStep)]
    made += [step.settings for step in subject.every(JoinStep)]
    for settings in made:
        if constant(settings, "transcription.sentiment_analysis") is True:
            span = settings["transcription.sentiment_analysis"].span
            yield Finding(
                span=span, message="sentiment analysis is a developer preview and may change or end"
            )


RULE = Rule(
    code="IVR434",
    title="Developer preview",
    severity="warning",
    explanation="""\
The vendor offers sentiment analysis as a developer preview: it is free of promises, and what it returns may
change.""",
    valid=("answer { record { timeout: 1m; transcription { language: en-GB } } }",),
    invalid=(
        """\
answer {
  record {
    timeout: 1m
    transcription { language: en-GB; «sentiment_analysis»: true }
  }
}
""",
    ),
    check=_check,
)
