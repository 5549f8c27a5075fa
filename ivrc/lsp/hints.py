"""What is not written and happens all the same: settings of questions, sentences of options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.flow.questions import DEFAULT_TIMEOUT
from ivrc.flow.sentencing import sentence_form
from ivrc.language.sentences import key_name, sentences
from ivrc.semantics.program import Choice, Question
from ivrc.semantics.typed import Constant
from ivrc.semantics.visiting import around_expressions
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.view import View
    from ivrc.semantics.program import SettingValue
    from ivrc.semantics.typed import Expr
    from ivrc.source import Source

INHERITED = ("language", "min_confidence", "finish_on")
"""Settings by which a caller notices that they come from `defaults`."""

WAITING = frozenset({"timeout", "start_timeout"})
"""Settings that say how long a caller may do nothing."""


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
    settings = question.settings
    own = {name for name, setting in settings.items() if not setting.inherited}
    said = []
    if "attempts" not in own:
        said.append(counted(question.attempts, "attempt") if question.attempts else "attempts: unlimited")
    if not own & WAITING:
        inherited = settings.get("timeout")
        said.append(_written(view, inherited) if inherited else f"timeout: {DEFAULT_TIMEOUT}s")
    said += [_written(view, settings[name]) for name in INHERITED if name in settings and name not in own]
    if said:
        yield question.span.end, ", ".join(said)
    sentence_setting = settings.get("option_prompt")
    template = _text(sentence_setting.values[0]) if sentence_setting is not None else ""
    for choice in around_expressions(question.choices):
        if isinstance(choice, Choice) and (sentence := _sentence(view, choice, template)):
            yield choice.label.span.end if choice.label else choice.span.end, sentence


def _written(view: View, setting: SettingValue) -> str:
    return f"{setting.name}: {', '.join(view.written(value.span) for value in setting.values)}"


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
