"""Why a token does not fit: the first reason of `REASONS` that applies is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.diagnostics import Edit, Label
from ivrc.source import Span
from ivrc.syntax.characters import character, numeral, string
from ivrc.syntax.expected import DECLARATION, WORDS
from ivrc.syntax.habits import COMMENTS, LITERALS, QUOTES, SIGNS
from ivrc.syntax.habits_of_shape import OPTIONS, STATEMENTS
from ivrc.syntax.messages import syntax_error
from ivrc.syntax.notations import first_word, habit
from ivrc.syntax.place import Place
from ivrc.syntax.recovery import innermost
from ivrc.syntax.table import END
from ivrc.words import closest, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ivrc.syntax.loop import Failure, Loop
    from ivrc.syntax.place import Told

MOST_WORDS = 6
"""A list of more possibilities helps nobody."""

SHAPES = ("press", "speak", "match", "given", "return", "closed", "else", "case", "each")
"""Statements of a shape of their own; a misspelt one fails behind its first words."""


def diagnose(loop: Loop, failure: Failure, text: str, end: int) -> Told:
    """What is wrong at `failure`, and how to go on."""
    place = Place(loop, failure, text, end)
    return next(told for reason in REASONS if (told := reason(place)) is not None)


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
        return syntax_error("IVR105", place.token, f"this `{sign}` was never opened"), "skip"
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
    if place.failure.terminal == "EQUAL":
        edit = Edit(place.exactly(span.start, span.start), "const ")
        message = f"a value with a name is declared: `const {word} = ...`"
        return syntax_error("IVR111", span, message, hint="write `const`", edits=(edit,)), "leave out"
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


def _habit(place: Place) -> Told | None:
    """As in another language."""
    return habit(place, HABITS)


def _otherwise(place: Place) -> Told:
    """Nothing in particular: what was found, and what could stand here."""
    expected = place.expected()
    message = f"{place.found} does not fit here"
    if 0 < len(expected) <= MOST_WORDS:
        message = f"expected {listed(expected)}, found {place.found}"
    return syntax_error("IVR100", place.token, message), "leave out"


HABITS = (*COMMENTS, *LITERALS, *OPTIONS, *SIGNS, *QUOTES, *STATEMENTS)

DECLARING = frozenset(terminal for terminal, words in WORDS.items() if words == DECLARATION)

REASONS: tuple[Callable[[Place], Told | None], ...] = (
    string, _bracket, first_word, _top, _habit, numeral, character, _closer, _alone, _equals, _outcome, _two,
    _otherwise,
)  # fmt: skip
"""In this order; the last one always applies."""
