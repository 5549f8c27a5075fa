"""What is said of options: a sentence for each, in its language, and sentences together (language 5)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ivrc.language import types
from ivrc.language.sentences import key_name, sentences
from ivrc.semantics.codes import report
from ivrc.semantics.fold import specialise
from ivrc.semantics.typed import Constant, Either, Expr, ForEach, Formatted, Joined, Sentences

if TYPE_CHECKING:
    from ivrc.flow.builder import Builder
    from ivrc.language.sentences.row import Sentences as Row
    from ivrc.source import Span


def option_sentence(
    label: Expr, keys: tuple[Expr, ...], language: str, template: str, span: Span, builder: Builder
) -> tuple[Expr, ...]:
    """`For sales, press 1.`: the label and the first key in the author's sentence or that of the language.

    An option without a key is not spoken of.
    """
    known = sentences(language)
    if not template and known is None:
        message = f"there is no sentence for options in {language}"
        hint = 'add `option_prompt: "... {label} ... {key} ..."`, or say the option in the prompt'
        report(builder.found, "IVR315", label.span, message, hint=hint)
        return ()
    if not template and known is not None:
        written = str(label.value) if isinstance(label, Constant) else ""
        template, words = sentence_form(written, known)
        if words != written:
            label = Constant(type=types.TEXT, value=words, span=label.span)
    if not keys:
        return ()
    return (_filled(template, label, _spoken_key(keys[0], language), language, span),)


def sentence_form(label: str, known: Row) -> tuple[str, str]:
    """The sentence for a label, and the label as it stands there: a purpose of its own begins it."""
    if known.infinitive and label.lower().startswith(known.infinitive):
        return known.option_to, label[:1].upper() + label[1:]
    return known.option, label


def _spoken_key(key: Expr, language: str) -> Expr:
    if isinstance(key, Constant):
        text = str(key.value)
        return Constant(type=types.TEXT, value=key_name(text, language) or text, span=key.span)
    return Formatted(value=key, format="", language=language, type=types.TEXT, span=key.span)


def _filled(template: str, label: Expr, key: Expr, language: str, span: Span) -> Expr:
    """The option sentence with its label and key."""
    parts: list[Expr] = []
    rest = template
    while rest:
        at = min((i for i in (rest.find("{label}"), rest.find("{key}")) if i >= 0), default=-1)
        if at < 0:
            parts.append(Constant(type=types.TEXT, value=rest, span=span))
            break
        if at:
            parts.append(Constant(type=types.TEXT, value=rest[:at], span=span))
        is_label = rest.startswith("{label}", at)
        parts.append(_spoken(label, language) if is_label else key)
        rest = rest[at + (7 if is_label else 5) :]
    return specialise(Joined(parts=tuple(parts), type=types.TEXT, span=span), {}, language)


def _spoken(label: Expr, language: str) -> Expr:
    if isinstance(label, Constant | Joined):
        return label
    return Formatted(value=label, format="", language=language, type=types.TEXT, span=label.span)


def together(texts: list[Expr], span: Span) -> Expr:
    """Sentences one after the other; nothing is an empty text."""
    together: list[Expr] = []
    for uncertain, group in groupby(texts, lambda text: isinstance(text, Either | ForEach | Sentences)):
        some = list(group)
        together += some if uncertain else (_joined(some, span),)
    if all(isinstance(text, Constant | Joined) for text in together):
        return together[0] if together else Constant(type=types.TEXT, value="", span=span)
    return Sentences(parts=tuple(together), type=types.TEXT, span=span)


def _joined(texts: list[Expr], span: Span) -> Expr:
    """Texts that are always there."""
    space = Constant(type=types.TEXT, value=" ", span=span)
    parts = [
        part for text in texts for part in (space, *(text.parts if isinstance(text, Joined) else (text,)))
    ]
    return specialise(Joined(parts=tuple(parts[1:]), type=types.TEXT, span=span), {}, "")
