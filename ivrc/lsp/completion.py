"""What may be written at a place, with the words of the compiler's own tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.lsp.behind import (
    TRIGGERS,
    behind_arrow,
    behind_as,
    behind_colon,
    behind_is,
    behind_option,
    behind_word,
    fields_of,
    within_text,
)
from ivrc.lsp.proposing import Place, Proposal, declared_as, words_of
from ivrc.lsp.statements import ELSE, handlers, statements
from ivrc.lsp.surroundings import INTERPOLATION, surroundings
from ivrc.lsp.values_here import arguments, values_of
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.view import View
    from ivrc.source import Source

AFTER_VALUES = frozenset(
    {"(", ",", "=", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "and", "or", "not", "in", ":", "["}
)
"""What has a value behind it wherever it stands."""

TAKING_VALUES = frozenset({"say", "play", "if", "match", "case", "return", "transfer", "notify", "wait"})
RESULTS = frozenset({"let", "set", "return"})
"""Statements whose value may be what a flow returns."""

OPERATORS = {
    "is": "the hours are open, or a value is absent",
    "in": "one of a list",
    "and": "both",
    "or": "one of both",
}
DASHED = re.compile(r"(?<![\w-])[a-z]{2,4}-[\w-]*$")
"""The beginning of a language, or of another word with a dash: what stands in front of it tells its place."""

CONDITIONS = frozenset({"if", "else", "match", "return", "check"})


def proposals(view: View, source: Source, offset: int) -> list[Proposal]:
    """What may stand at a character."""
    file = view.trees[source.index]
    dashed = DASHED.search(source.text, source.text.rfind("\n", 0, offset) + 1, offset)
    around = surroundings(source, file, dashed.start() if dashed else offset)
    at = Span(source.index, offset, offset)
    found: dict[str, Proposal] = {}
    if around is not None:
        proposed = _proposed(Place(view=view, around=around, owner=view.owner(source, offset), at=at))
    else:
        proposed = within_text(source, file, offset)
    for one in proposed:
        found.setdefault(one.label, one)
    return list(found.values())


def _proposed(place: Place) -> Iterator[Proposal]:
    around = place.around
    words, last = around.words, around.last
    if last in BEHIND:
        yield from BEHIND[last](place)
    elif words[-2:] == ("is", "not"):
        yield from behind_is(place)
    elif around.block == INTERPOLATION:
        yield from _interpolated(place)
    elif not words:
        yield from statements(place)
    elif around.opened >= 0:
        yield from _bracketed(place)
    elif words[0] == "on" and (len(words) == 1 or last == ","):
        yield from (Proposal(label=name, kind="handler", doc=doc) for name, doc in handlers(around))
    elif last == ":" or (last == "," and words[1:2] == (":",)):
        yield from behind_colon(place)
    elif of_word := list(behind_word(place)):
        yield from of_word
    elif words[0] in TRIGGERS and not around.inside("test"):
        yield from behind_option(place)
    else:
        yield from _expression(place)


BEHIND = {"->": behind_arrow, ".": fields_of, "as": behind_as, "is": behind_is}
"""Signs and words behind which the same stands everywhere."""


def _interpolated(place: Place) -> Iterator[Proposal]:
    """Inside the braces of a string."""
    around = place.around
    if around.outer[:1] == ("option_prompt",):
        yield from words_of("word", {"label": "the label of the option", "key": "its key"})
    elif around.opened >= 0:
        yield from _bracketed(place)
    elif around.words and around.last not in AFTER_VALUES:
        yield from words_of("keyword", {"as": "how it is spoken"})
    else:
        yield from values_of(place)


def _bracketed(place: Place) -> Iterator[Proposal]:
    """Inside brackets: of a call, a list, or the head of a declaration."""
    words, opened = place.around.words, place.around.opened
    if not place.around.blocks and "=" not in words:
        yield from behind_colon(place) if place.around.last == ":" else ()
    elif place.around.last not in AFTER_VALUES:
        yield from words_of("keyword", OPERATORS)
    elif words[opened] == "(":
        yield from arguments(place)
    else:
        yield from values_of(place)


def _expression(place: Place) -> Iterator[Proposal]:
    """Values, and what may stand between two of them."""
    words, last = place.around.words, place.around.last
    if last in AFTER_VALUES or (words[0] in TAKING_VALUES and len(words) == 1) or words == ("else", "if"):
        yield from values_of(place)
        if words[0] in CONDITIONS:
            yield from words_of("keyword", {"not": "the opposite"})
        if words[0] in RESULTS and (last == "=" or len(words) == 1):
            yield from declared_as(place, ("flow", "menu"))
    elif len(words) > 1 and (words[0] in CONDITIONS or "=" in words or words[1] == ":"):
        jumped = words[0] in ("if", "else") and "->" in words
        yield from words_of("keyword", ELSE if jumped else OPERATORS)
