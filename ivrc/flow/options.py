"""The options of a menu: what is said of them, and the rows that an answer is looked up in."""

from __future__ import annotations

from dataclasses import field
from itertools import count
from typing import TYPE_CHECKING

from ivrc.flow.builder import slug
from ivrc.flow.places import Outside, Place, Steps
from ivrc.flow.sentencing import option_sentence, together
from ivrc.flow.speaking import prompt_text
from ivrc.flow.states import Row, RowEach, RowIf, RowItem, State
from ivrc.language import types
from ivrc.semantics.codes import report
from ivrc.semantics.fold import specialise
from ivrc.semantics.program import Choice, ChoiceEach, ChoiceIf, ChoiceItem
from ivrc.semantics.typed import (
    Constant,
    Either,
    Expr,
    ForEach,
    PromptCall,
)
from ivrc.semantics.walking import inside
from ivrc.slotted import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.flow.builder import Builder
    from ivrc.flow.places import Asking
    from ivrc.source import Span

_KEY_NAMES = str.maketrans({"*": "star", "#": "hash"})


@record
class Options:
    """A menu's options at one place. `sentences`: what is said, by language in order of appearance.

    `hints`: the phrases for the recogniser; a `ForEach` among them gives one for each element.
    """

    rows: list[RowItem] = field(default_factory=list)
    sentences: dict[str, list[Expr]] = field(default_factory=dict)
    keys: list[tuple[str, Span]] = field(default_factory=list)
    hints: list[Expr] = field(default_factory=list)
    listens: bool = False
    presses: bool = False
    run_time: bool = False


class OptionReader:
    """Lowers the options of one question at one place."""

    def __init__(self, place: Place, asking: Asking, template: str, builder: Builder, name: str) -> None:
        self.place = place
        self.asking = asking
        self.template = template
        self.builder = builder
        self.name = name
        self.taken: frozenset[str] = frozenset()
        self.made = Options()

    def read(self, items: tuple[ChoiceItem, ...]) -> Options:
        """Rows and sentences of all options."""
        self.taken = frozenset(_written(items))
        self.made.rows = self._rows(items, self.place, {})
        return self.made

    def _rows(self, items: tuple[ChoiceItem, ...], place: Place, values: dict[str, Expr]) -> list[RowItem]:
        rows: list[RowItem] = []
        for item in items:
            match item:
                case Choice():
                    rows.append(self._row(item, place, values))
                case ChoiceIf():
                    rows += self._conditional(item, place, values)
                case ChoiceEach():
                    rows += self._each(item, place, values)
        return rows

    def _conditional(self, item: ChoiceIf, place: Place, values: dict[str, Expr]) -> list[RowItem]:
        test = specialise(item.condition, place.environment, place.language)
        if isinstance(test, Constant):
            offered, never = (item.then, item.otherwise) if test.value else (item.otherwise, item.then)
            self._never(item.condition, never)
            return self._rows(offered, place, values)
        self.made.run_time = True
        outer, self.made.sentences = self.made.sentences, {}
        then = self._rows(item.then, place, values)
        spoken, self.made.sentences = self.made.sentences, {}
        otherwise = self._rows(item.otherwise, place, values)
        other, self.made.sentences = self.made.sentences, outer
        for language in (*spoken, *(o for o in other if o not in spoken)):
            text = Either(
                condition=test,
                then=together(spoken.get(language, []), item.span),
                otherwise=together(other.get(language, []), item.span),
                type=types.TEXT,
                span=item.span,
            )
            outer.setdefault(language, []).append(text)
        return [RowIf(condition=test, then=tuple(then), otherwise=tuple(otherwise))]

    def _never(self, condition: Expr, items: tuple[ChoiceItem, ...]) -> None:
        """Options behind a condition that is false in every build; a `param` may be another one's switch."""
        constants = self.builder.program.constants
        for part in inside(condition):
            if not isinstance(part, Constant) or (part.name and constants[part.name].is_param):
                return
        for item in items:
            if isinstance(item, Choice):
                message = "no caller can choose this: its condition is never true"
                report(
                    self.builder.found,
                    "IVR316",
                    item.span,
                    message,
                    hint="remove the option or the condition",
                )

    def _each(self, item: ChoiceEach, place: Place, values: dict[str, Expr]) -> list[RowItem]:
        subject = specialise(item.subject, place.environment, place.language)
        if isinstance(subject, Constant) and isinstance(subject.value, tuple):
            rows: list[RowItem] = []
            free = (number for number in count(1) if str(number) not in self.taken)
            for number, value in zip(free, subject.value, strict=False):
                inner = place.knowing(
                    item.element, Constant(type=item.element.type, value=value, span=item.span)
                )
                if item.counter is not None:
                    counted = Constant(type=types.INT, value=number, span=item.span)
                    inner = inner.knowing(item.counter, counted)
                rows += self._rows(item.items, inner, values)
            self._tell_apart(rows, item)
            return rows
        return self._run_time(item, subject, place, values)

    def _tell_apart(self, rows: list[RowItem], item: ChoiceEach) -> None:
        """The elements of a list that is known at build have keys that differ, also at their beginning."""
        keys = [
            str(k.value) for row in rows if isinstance(row, Row) for k in row.keys if isinstance(k, Constant)
        ]
        for index, key in enumerate(keys):
            if key in self.taken or key in keys[:index]:
                message, hint = (
                    f"two options have the key `{key}`",
                    "count them: `each x, n in ...` and `press n`",
                )
                report(self.builder.found, "IVR316", item.span, message, hint=hint)
                return
        begun = next((key for key in keys if any(k != key and k.startswith(key) for k in keys)), None)
        if begun is not None and "finish_on" not in self.asking.question.settings:
            message = (
                f"the key `{begun}` is the beginning of another: nobody can tell when an entry is complete"
            )
            report(self.builder.found, "IVR316", item.span, message, hint="add `finish_on: #`")

    def _run_time(
        self, item: ChoiceEach, subject: Expr, place: Place, values: dict[str, Expr]
    ) -> list[RowItem]:
        self.made.run_time = True
        element = self.builder.value(item.element, place)
        inner = place.knowing(item.element, element)
        values = {**values, element.slot: element}
        counter = taken = ""
        if item.counter is not None:
            number = self.builder.value(item.counter, place)
            inner = inner.knowing(item.counter, number)
            counter, taken = number.slot, "".join(key for key in "123456789" if key in self.taken)
            values[counter] = number
        outer, self.made.sentences = self.made.sentences, {}
        hints, self.made.hints = self.made.hints, []
        rows = self._rows(item.items, inner, values)
        spoken, self.made.sentences = self.made.sentences, outer

        def repeated(text: Expr) -> ForEach:
            return ForEach(
                element=element.slot, counter=counter, subject=subject, text=text, taken=taken,
                type=types.TEXT, span=item.span,
            )  # fmt: skip

        for language, texts in spoken.items():
            outer.setdefault(language, []).append(repeated(together(texts, item.span)))
        self.made.hints = [*hints, *(h if isinstance(h, Constant) else repeated(h) for h in self.made.hints)]
        each = RowEach(
            element=element.slot,
            element_type=element.type,
            counter=counter,
            subject=subject,
            taken=taken,
            items=tuple(rows),
        )
        return [each]

    def _row(self, item: Choice, place: Place, values: dict[str, Expr]) -> Row:
        language = item.label_language or place.language
        keys = tuple(_as_key(specialise(k, place.environment, "")) for k in item.keys)
        label = self._label(item, place, language)
        phrases = [p for written in item.phrases for p in self._phrases(written, place)]
        if item.own_label and label is not None:
            phrases.append(label)
        self._note(keys, phrases, item)
        if label is not None:
            template = "" if item.label_language else self.template
            for sentence in option_sentence(label, keys, language, template, item.span, self.builder):
                self.made.sentences.setdefault(language, []).append(sentence)
        return Row(
            keys=keys,
            phrases=tuple(phrases),
            state=self._state(item, place, keys, phrases),
            values=tuple(values.items()),
            span=item.span,
        )

    def _note(self, keys: tuple[Expr, ...], phrases: list[Expr], item: Choice) -> None:
        self.made.presses = self.made.presses or bool(keys)
        self.made.listens = self.made.listens or bool(phrases)
        self.made.keys += [(str(k.value), item.span) for k in keys if isinstance(k, Constant)]
        self.made.hints += phrases

    def _label(self, item: Choice, place: Place, language: str) -> Expr | None:
        if item.label is None:
            return None
        if isinstance(item.label, PromptCall):
            prompt_text(item.label, language, self.builder)
        return specialise(item.label, place.environment, language)

    def _phrases(self, written: Expr, place: Place) -> list[Expr]:
        """`speak "x"`, `speak song.title`, `speak prompt`: a prompt's phrases of the current language."""
        if isinstance(written, PromptCall):
            text = prompt_text(written, place.language, self.builder)
            return (
                [Constant(type=types.TEXT, value=p, span=written.span) for p in text.phrases] if text else []
            )
        return [specialise(written, place.environment, "")]

    def _state(self, item: Choice, place: Place, keys: tuple[Expr, ...], phrases: list[Expr]) -> State:
        pressed = next((str(k.value).translate(_KEY_NAMES) for k in keys if isinstance(k, Constant)), "")
        spoken = next(filter(None, (slug(p.value) for p in phrases if isinstance(p, Constant))), "")
        name = f"press_{pressed}" if pressed else f"speak_{spoken}" if spoken else "chosen"
        behind = Outside(asking=self.asking.outer, then=self.asking.behind)
        inner = Place(
            rest=Steps(body=item.body, index=0, then=behind),
            environment=place.environment,
            language=place.language,
            path=self.asking.path,
            asking=self.asking,
        )
        return self.builder.state(
            self.builder.later(inner), f"{self.name}.{name}", self.asking.source, item.span
        )


def _written(items: tuple[ChoiceItem, ...]) -> Iterator[str]:
    """The keys of the options that are no part of a list: they win over those that a list counts."""
    for item in items:
        match item:
            case Choice(keys=keys):
                yield from (str(key.value) for key in keys if isinstance(key, Constant))
            case ChoiceIf(then=then, otherwise=otherwise):
                yield from _written((*then, *otherwise))


def _as_key(key: Expr) -> Expr:
    """A key as text; a number from a counter becomes its digit."""
    if isinstance(key, Constant):
        return Constant(type=types.DIGITS, value=str(key.value), span=key.span)
    return key


def spoken_options(options: Options, span: Span) -> list[tuple[str, Expr]]:
    """What is said of the options: one text a language."""
    return [(language, together(texts, span)) for language, texts in options.sentences.items()]
