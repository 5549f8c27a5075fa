"""What is not written and happens all the same: inherited settings of questions, sentences of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.sentencing import sentence_form
from ivrc.language.sentences import key_name, sentences
from ivrc.semantics.program import Choice, Question
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import around_expressions
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.view import View
    from ivrc.semantics.typed import Expr
    from ivrc.source import Source

INHERITED = ("timeout", "language", "min_confidence", "finish_on")
"""Settings by which a caller notices that they come from `defaults`."""


def hints(view: View, source: Source) -> dict[int, str]:
    """Text by the character behind which it is shown."""
    found: dict[int, str] = {}
    for question in _questions(view):
        if question.span.file == source.index:
            found |= dict(_of_question(view, question))
    return found


def _questions(view: View) -> list[Question]:
    parts = around_expressions(view.compilation.program.heard)
    return [part for part in parts if isinstance(part, Question)]


def _of_question(view: View, question: Question) -> Iterator[tuple[int, str]]:
    said = []
    attempts = question.settings.get("attempts")
    if question.attempts is not None and (attempts is None or attempts.inherited):
        said.append(counted(question.attempts, "attempt"))
    for name in INHERITED:
        setting = question.settings.get(name)
        if setting is not None and setting.inherited:
            value = ", ".join(view.written(value.span) for value in setting.values)
            said.append(f"{name}: {value}")
    if said:
        yield question.span.end, ", ".join(said)
    own = question.settings.get("option_prompt")
    template = _text(own.values[0]) if own is not None else ""
    for choice in around_expressions(question.choices):
        if isinstance(choice, Choice) and (sentence := _sentence(view, choice, template)):
            yield choice.label.span.end if choice.label else choice.span.end, sentence


def _sentence(view: View, choice: Choice, template: str) -> str:
    """What is said of an option whose label and key are known, in the first language in which it is heard."""
    language = choice.label_language or view.compilation.program.default_language
    label, key = _text(choice.label), _text(choice.keys[0]) if choice.keys else ""
    known = sentences(language)
    if not label or not key or (known is None and not template):
        return ""
    if not template and known is not None:
        template, label = sentence_form(label, known)
    spoken = key_name(key, language) or key
    return f'"{template.replace("{label}", label).replace("{key}", spoken)}"'


def _text(value: Expr | None) -> str:
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""
