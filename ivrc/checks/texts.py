"""The texts that are spoken, with the voices that may speak them, and places inside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.checks.subject import text_of
from ivrc.ncco.ssml import Deviation, Speech, Tag, deviations, is_ssml, read_ssml
from ivrc.semantics.program import Question, Say
from ivrc.semantics.settings import constant
from ivrc.semantics.typed import PromptCall
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.checks.subject import Spoken, Subject
    from ivrc.semantics.program import Settings


def ssml(subject: Subject) -> Iterator[tuple[Spoken, Speech]]:
    """The texts that the platform reads as SSML."""
    for spoken in subject.texts:
        if is_ssml(spoken.text):
            yield spoken, read_ssml(spoken.text)


def place(subject: Subject, spoken: Spoken, offset: int, words: str) -> Span:
    """Where characters of a text stand in the source; escapes and indentation make the offsets differ."""
    written = subject.written(spoken.span)
    begin = written.find(spoken.text)
    at = begin + offset if begin >= 0 else written.find(words)
    if at < 0 or not words:
        return spoken.span
    start = spoken.span.start + at
    return Span(spoken.span.file, start, start + len(words))


def tag_at(text: str, offset: int) -> str:
    """A tag with both of its brackets."""
    found = re.compile(r"<[^>]*>?").match(text, offset)
    return found[0] if found else ""


def deviating(subject: Subject, code: str) -> Iterator[tuple[Span, Deviation]]:
    """What lies outside the platform's SSML, as W224 or W225 of reference 8.2."""
    for spoken, speech in ssml(subject):
        for tag in speech.tags:
            for deviation in deviations(Speech(tags=(tag,), spoken="")):
                if deviation.code == code:
                    offset, words = _wrong(tag, deviation, spoken.text)
                    yield place(subject, spoken, offset, words), deviation


def _wrong(tag: Tag, deviation: Deviation, text: str) -> tuple[int, str]:
    """The characters that deviate: the value of an attribute, or the whole tag."""
    whole = tag_at(text, tag.offset)
    for name, value in tag.attributes:
        found = re.search(rf"{re.escape(name)}\s*=\s*['\"]({re.escape(value)})", whole)
        if found and f"{name}='{value}'" in deviation.message:
            return tag.offset + found.start(1), value
    return tag.offset, whole


def heard_in(subject: Subject, settings: Settings) -> tuple[str, ...]:
    """The languages in which something with these settings may be heard."""
    own = settings.get("language")
    if own is not None and not own.inherited:
        return (str(constant(settings, "language")),)
    return subject.languages


def spoken_settings(subject: Subject) -> list[Settings]:
    """The settings of every `say` and of every question."""
    found = [step.settings for step in subject.every(Say)]
    return found + [question.settings for question in subject.every(Question)]


def said_in(subject: Subject, step: Say) -> Iterator[tuple[str, str]]:
    """The languages in which a `say` is heard, with its text where that is written in the program."""
    for language in heard_in(subject, step.settings):
        match step.text:
            case PromptCall(prompt=prompt) if language in prompt.texts:
                yield language, text_of(prompt.texts[language].text) or ""
            case text:
                yield language, text_of(text) or ""
