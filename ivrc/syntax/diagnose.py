"""Why a token does not fit: the first reason of `REASONS` that applies is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ivrc.diagnostics import Diagnostic, Edit, Label
from ivrc.source import Span
from ivrc.syntax.messages import WORDS, in_words, syntax_error
from ivrc.syntax.recovery import WORD, innermost
from ivrc.syntax.table import BAD, END
from ivrc.words import closest, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.syntax.loop import Failure, Loop

Cure = Literal["leave out", "split", "skip", "lines", "cut"]
"""Leave out the statement; read on as if a `;` stood before the token; or behind the token; or as if carriage
returns ended lines; or at the next declaration."""

MOST_WORDS = 6
"""A list of more possibilities helps nobody."""

STRING = re.compile(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+"')
LONG_STRING = re.compile(r'"""(?:[^"\\]++|\\.|"(?!""))*+"""', re.DOTALL)
PIECE = re.compile(r'[^\\{}]++|\\.|\{(?:[^{}"\r\n]++|"(?:[^"\\\r\n]++|\\[^\r\n])*+")*+\}', re.DOTALL)
NUMERAL = re.compile(r"\+?[0-9](?:[\w.]|:(?=[0-9]))*+")
NUMERAL_BEGIN = re.compile(r"(?<![\w.])[0-9][\w.]*\Z")
NUMERALS = (
    (r"\+", "a phone number is `+` and 5 to 15 digits without spaces, the first of them no 0"),
    (r"[0-9]+\.[0-9]+[a-z]", "durations are whole: `1500ms` instead of `1.5s`"),
    (r"[0-9]:|[0-9]+:[0-9]\b", "times have two digits before and behind the colon: `09:00`"),
    (r"", "durations are `500ms`, `20s`, `2m` and `1h`"),
)
"""Shape of a numeral that is none, what to do about it."""
STRAY = {
    "\r": ("a carriage return without a line feed ends no line", "\n"),
    "\u00a0": ("this no-break space only looks like a space", " "),
    "\ufeff": ("a byte order mark may only begin the file", ""),
    "\u201c": ("this typographic quote begins no string", '"'),
    "\u201d": ("this typographic quote ends no string", '"'),
    "\u201e": ("this typographic quote begins no string", '"'),
    "\u2019": ("this typographic quote belongs into a string", "'"),
    "\u2192": ("an arrow is written `->`", "->"),
    "\u2013": ("this dash is no minus", "-"),
    "\u2014": ("this dash is no minus", "-"),
    "'": ("strings stand in double quotes", '"'),
    "\f": ("a form feed ends no line", "\n"),
}
"""Character -> what is wrong with it, what to write instead."""

SHAPES = ("press", "speak", "match", "given", "return", "closed", "else", "case", "each")
"""Statements of a shape of their own; a misspelt one fails behind its first words."""


@dataclass(slots=True)
class Place:
    """A failure, the state in which it happened and the text around it; `end` is where the reading ends."""

    loop: Loop
    failure: Failure
    text: str
    end: int

    def span(self, start: int, stop: int) -> Span:
        """A place of at least one character, where there is one."""
        if stop <= start:
            stop = min(start + 1, len(self.text))
            start = min(start, stop - 1) if stop else 0
        return Span(self.loop.context.source.index, start, stop)

    @property
    def token(self) -> Span:
        """The token at which reading stopped; a line break or the end counts where the last token ends."""
        if self.failure.terminal in ("_NL", END):
            return self.span(self.loop.last, self.loop.last)
        return self.span(self.failure.start, self.failure.stop)

    @property
    def found(self) -> str:
        """The token in words."""
        terminal, lexeme = self.failure.terminal, self.failure.lexeme.strip()
        if terminal == END:
            return "the end of the text" if self.end == len(self.text) else f"`{self.text[self.end]}`"
        if terminal == "_NL":
            return "`;`" if lexeme.startswith(";") else "the end of the line"
        if terminal in ("STRING", "LONG_STRING"):
            return "a string"
        return f"the keyword `{lexeme}`" if self.word == terminal else f"`{lexeme}`"

    @property
    def word(self) -> str | None:
        """The keyword that the token could be somewhere else."""
        return self.loop.table.words.get(self.failure.lexeme)

    @property
    def first(self) -> tuple[str, Span]:
        """The first word of the statement, and where it stands."""
        height, _ = innermost(self.loop)
        begin = self.loop.starts[height] if height < len(self.loop.starts) else self.failure.start
        found = WORD.match(self.text, begin)
        return (found[0], self.span(*found.span())) if found else ("", self.span(begin, begin))

    @property
    def at_top(self) -> bool:
        """Whether the place is outside of all blocks."""
        return innermost(self.loop)[1] == "item"

    def expected(self) -> list[str]:
        """What could stand here instead, in words."""
        row = self.loop.table.actions[self.loop.states[-1]]
        return in_words({terminal for terminal in row if terminal in WORDS and self.loop.accepts(terminal)})


Told = tuple[Diagnostic, Cure]


def diagnose(loop: Loop, failure: Failure, text: str, end: int) -> Told:
    """What is wrong at `failure`, and how to go on."""
    place = Place(loop, failure, text, end)
    return next(told for reason in REASONS if (told := reason(place)) is not None)


def _string(place: Place) -> Told | None:
    """A quote begins no string: never closed, or with a brace that is alone."""
    start, text = place.failure.start, place.text
    if place.failure.terminal != BAD or text[start] != '"':
        return None
    long = text.startswith('"""', start)
    whole = (LONG_STRING if long else STRING).match(text, start, place.end)
    if whole is None and long:
        message = 'the text that begins here has no closing `"""`'
        return syntax_error("IVR102", place.span(start, start + 3), message), "cut"
    if whole is None:
        stop = min(at for at in (text.find("\n", start), text.find("\r", start), place.end) if at >= start)
        message = "this string has no closing quote on its line"
        hint = 'write `"` where the text ends; text over several lines stands between `"""` and `"""`'
        return syntax_error("IVR102", place.span(start, stop), message, hint=hint), "leave out"
    at, last = whole.start() + (3 if long else 1), whole.end() - (3 if long else 1)
    while at < last and (piece := PIECE.match(text, at, last)):
        at = piece.end()
    brace = text[at]
    message = f"this `{brace}` {'is never closed' if brace == '{' else 'closes nothing'} in the string"
    edit = Edit(place.span(at, at), "\\" + brace)
    hint = f"write `\\{brace}` if the brace is meant as such"
    return syntax_error("IVR107", place.span(at, at + 1), message, hint=hint, edits=(edit,)), "leave out"


def _numeral(place: Place) -> Told | None:
    """Digits that make no number, duration, phone number, date or time."""
    start = NUMERAL_BEGIN.search(
        place.text, place.text.rfind("\n", 0, place.failure.start) + 1, place.failure.start
    )
    numeral = NUMERAL.match(place.text, start.start() if start else place.failure.start, place.end)
    if numeral is None or numeral[0] == place.failure.lexeme or numeral.end() <= place.failure.start:
        return None
    message = f"`{numeral[0]}` is no number, duration, phone number, date or time"
    hint = next(hint for shape, hint in NUMERALS if re.match(shape, numeral[0]))
    return syntax_error("IVR114", place.span(*numeral.span()), message, hint=hint), "leave out"


def _character(place: Place) -> Told | None:
    """A character that begins no token at all."""
    if place.failure.terminal != BAD:
        return None
    character = place.failure.lexeme
    name = f"`{character}`" if character.isprintable() else f"the character U+{ord(character):04X}"
    message, better = STRAY.get(character, (f"{name} means nothing here", ""))
    edits = (Edit(place.token, better),) if character in STRAY else ()
    hint = f"write `{better}`" if better.strip() else None
    cure: Cure = "skip" if character.isspace() or not character.isprintable() else "leave out"
    if character == "\r":
        cure = "lines"
    return syntax_error("IVR101", place.token, message, hint=hint, edits=edits), cure


def _bracket(place: Place) -> Told | None:
    """A `(` or `[` swallowed the rest of the statement or of the block."""
    if not place.loop.depth:
        return None
    gap = place.text[place.loop.last : place.failure.start]
    if "\n" not in gap and place.failure.terminal not in (END, "LBRACE", "RBRACE", "_NL"):
        return None
    at = place.loop.brackets[-1]
    closer = {"(": ")", "[": "]"}.get(place.text[at])
    if closer is None:
        return None
    related = (
        Label(place.span(place.loop.last, place.loop.last), f"`{closer}` is expected here at the latest"),
    )
    message = f"this `{place.text[at]}` is never closed"
    return syntax_error("IVR104", place.span(at, at + 1), message, related=related), "leave out"


def _closer(place: Place) -> Told | None:
    """A closing bracket too many."""
    terminal, sign = place.failure.terminal, place.failure.lexeme
    if terminal == "RBRACE" and not place.loop.brackets:
        message = "this `}` closes nothing: the blocks above it are already closed"
        return syntax_error("IVR105", place.token, message), "skip"
    if terminal in ("RPAR", "RSQB") and not place.loop.depth:
        return syntax_error("IVR105", place.token, f"this `{sign}` was never opened"), "leave out"
    return None


def _alone(place: Place) -> Told | None:
    """`else` or `case` without what they belong to."""
    word, span = place.first
    belongs = {"else": "`if` or `match`", "case": "`match`"}.get(word)
    if belongs is None or place.at_top or innermost(place.loop)[1] == "case":
        return None
    hint = "`else` follows directly behind the `}` or the target of its `if`" if word == "else" else None
    return syntax_error(
        "IVR109", span, f"this `{word}` has no {belongs} it belongs to", hint=hint
    ), "leave out"


def _top(place: Place) -> Told | None:
    """Something at the top of the file that is no declaration."""
    word, span = place.first
    if not place.at_top or not word or place.loop.table.words.get(word) in DECLARING:
        return None
    kinds = [text for text, terminal in place.loop.table.words.items() if terminal in DECLARING]
    near = closest(word, kinds)
    if near is None and place.failure.terminal == "COLON":
        message = f"the setting `{word}` stands outside of all blocks"
        hint = "settings for all questions stand in `defaults { }`"
        return syntax_error("IVR111", span, message, hint=hint), "leave out"
    if near is None:
        hint = "steps and options stand in a `flow`, a `menu` or an `answer`"
        return syntax_error("IVR111", span, f"`{word}` is no declaration", hint=hint), "leave out"
    message, hint = f"there is no declaration `{word}`", f"did you mean `{near}`?"
    return syntax_error("IVR111", span, message, hint=hint, edits=(Edit(span, near),)), "leave out"


def _two(place: Place) -> Told | None:
    """The statement was complete, and another begins."""
    loop, failure = place.loop, place.failure
    if loop.depth or not loop.accepts("_NL") or "\n" in place.text[loop.last : failure.start]:
        return None
    height, kind = innermost(loop)
    row = loop.table.actions[loop.states[height]]
    word, span = place.first
    shaped = word in ("press", "speak") and place.text[loop.last - 1] != "}"
    begins = {failure.terminal} - ({"NAME", "STRING", "LONG_STRING", "LANGUAGE"} if shaped else set())
    if height >= len(loop.starts) or not any(terminal in row for terminal in (place.word, *begins)):
        return None
    if kind == "statement" and (near := closest(word, SHAPES)) and near != word:
        message = f"`{word}` does not go on with `{failure.lexeme}`"
        told = syntax_error(
            "IVR100", span, message, hint=f"did you mean `{near}`?", edits=(Edit(span, near),)
        )
        return told, "leave out"
    message = f"another {'declaration' if kind == 'item' else 'statement'} begins on the same line"
    hint = "put a line break or `;` between them"
    if {place.word, failure.terminal} & {"PRESS", "SPEAK"} and word in ("press", "speak"):
        hint += ", or `or` if both choose the same option"
    gap = Span(place.token.file, loop.last, failure.start)
    return syntax_error("IVR106", place.token, message, hint=hint, edits=(Edit(gap, "; "),)), "split"


def _equals(place: Place) -> Told | None:
    """`=` for `:` in a setting, for `==` in a condition."""
    if place.failure.terminal != "EQUAL":
        return None
    word, span = place.first
    if place.loop.accepts("COMPARISON"):
        edit = Edit(place.token, "==")
        return syntax_error(
            "IVR100", place.token, "`=` compares nothing", hint="write `==`", edits=(edit,)
        ), "leave out"
    if span.end != place.loop.last or word in place.loop.table.words:
        return None
    edit = Edit(place.span(span.end, place.failure.stop), ":")
    message = f"a setting is written `{word}: value`"
    hint = f"to change a variable write `set {word} = value`"
    return syntax_error("IVR100", place.token, message, hint=hint, edits=(edit,)), "leave out"


def _outcome(place: Place) -> Told | None:
    """A handler, a condition or a case without what happens then."""
    word, span = place.first
    needs = {"on": "handler", "if": "condition", "case": "case"}.get(word)
    loop = place.loop
    if needs is None or not (loop.accepts("ARROW") and loop.accepts("LBRACE")) or loop.accepts("_NL"):
        return None
    if place.failure.terminal not in ("_NL", "RBRACE", END) and place.failure.terminal != "NAME":
        return None
    message = f"here it must be said what this {needs} leads to: `-> target` or a block"
    return syntax_error(
        "IVR110", place.token, message, related=(Label(span, f"the {needs} begins here"),)
    ), "leave out"


def _otherwise(place: Place) -> Told:
    """Nothing in particular: what was found, and what could stand here."""
    expected = place.expected()
    message = f"{place.found} does not fit here"
    if 0 < len(expected) <= MOST_WORDS:
        message = f"expected {listed(expected)}, found {place.found}"
    return syntax_error("IVR100", place.token, message), "leave out"


DECLARING = frozenset(terminal for terminal, words in WORDS.items() if words == "a declaration")

REASONS: tuple[Callable[[Place], Told | None], ...] = (
    _string, _bracket, _numeral, _character, _closer, _alone, _top, _equals, _outcome, _two, _otherwise,
)  # fmt: skip
"""In this order; the last one always applies."""
