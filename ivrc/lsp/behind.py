"""What may stand behind a word or sign of a statement."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from ivrc.language.builtins import FORMATS
from ivrc.language.trials import EXPECTATIONS, PROPERTIES, STATUSES, TEST_STATEMENTS
from ivrc.language.types import described
from ivrc.language.vocabulary import COLLECT_KINDS, DECLARATIONS, ENDPOINT_KINDS, KINDS
from ivrc.lsp.local_types import fields_behind
from ivrc.lsp.proposing import (
    CONSTANTS,
    TARGETS,
    Place,
    Proposal,
    alike,
    declared_as,
    languages,
    local_values,
    roles_of,
    types_named,
    undeclared,
    words_of,
)
from ivrc.lsp.surroundings import INTERPOLATION, surroundings
from ivrc.lsp.values_here import path_before, setting_values, values_of
from ivrc.semantics.schedules import DAYS
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.surroundings import Words
    from ivrc.source import Source
    from ivrc.syntax import tree

TYPED = frozenset({"flow", "extern", "prompt", "menu", "outbound"})
QUESTIONS = ("menu", "collect")
TRIGGERS = {"press": "an option chosen by keys", "speak": "an option chosen by words"}
ENDPOINTS = {kind: KINDS[kind].doc for kind in ENDPOINT_KINDS}
LABEL = {"for": "what is said of the option"}
STATES = {"open": "the hours are open", "closed": "they are closed", "none": "absent"}
JUMP = {"->": "goes on elsewhere, and does not come back"}


def fields_of(place: Place) -> Iterator[Proposal]:
    """What may stand behind the dot with which the words end."""
    path = path_before(place.around.words[:-1])
    for name, field in fields_behind(path, place.known).items():
        yield Proposal(label=name, kind="field", doc=field.doc or described(field.type))
    if path == ("call",):
        yield Proposal(label="header", kind="function", doc="a SIP header", insert='header("$0")')
    if path == ("env",):
        names = dict.fromkeys(one.text for one in place.view.mentions if one.owner == "env")
        yield from words_of("word", dict.fromkeys(names, "a variable of the server's environment"))


def behind_as(place: Place) -> Iterator[Proposal]:
    """Formats in a string, roles in a room."""
    words = place.around.words
    if place.around.block == INTERPOLATION:
        yield from (Proposal(label=name, kind="function", doc=row.doc) for name, row in FORMATS.items())
    elif len(words) > 1:
        yield from roles_of(place, words[-2])


def behind_is(place: Place) -> Iterator[Proposal]:
    """The states of hours, and `none`."""
    yield from words_of("word", STATES)
    if place.around.last == "is":
        yield from words_of("word", {"not": "it is there"})


def behind_arrow(place: Place) -> Iterator[Proposal]:
    """Targets; in the head of a declaration, types."""
    around = place.around
    if not around.blocks and around.words[0] in ("extern", "flow"):
        yield from types_named(place)
        return
    if around.inside(*QUESTIONS, "defaults"):
        yield Proposal(label="again", kind="keyword", doc="asks once more, prompt and all")
        yield Proposal(
            label="listen", kind="keyword", doc="waits for the answer without repeating the prompt"
        )
    yield from declared_as(place, TARGETS)


def behind_colon(place: Place) -> Iterator[Proposal]:
    """Values of a setting, types of what is declared."""
    around = place.around
    if (not around.blocks and around.words[0] in {*TYPED, "var"}) or around.word == "type":
        yield from types_named(place)
    else:
        yield from setting_values(place)


def behind_option(place: Place) -> Iterator[Proposal]:
    """What comes in an option, one thing after the other."""
    words, last = place.around.words, place.around.last
    if last == "for":
        yield from _texts(place)
    elif last == "in":
        yield from languages()
    elif last in TRIGGERS:
        yield from _texts(place) if last == "speak" else local_values(place)
        yield from words_of("keyword", LABEL) if last == "speak" else ()
    elif last == "or":
        yield from words_of("keyword", TRIGGERS)
    elif "for" in words:
        yield from words_of("keyword", {"in": "the language of the sentence", **JUMP})
    else:
        yield from words_of("keyword", {"or": "another way to choose", **LABEL, **JUMP})


def _texts(place: Place) -> Iterator[Proposal]:
    yield from declared_as(place, ("prompt",))
    yield from local_values(place)


@cache
def _zones() -> list[str]:
    return sorted(available_timezones())  # looks through a folder


def within_text(source: Source, file: tree.File, offset: int) -> Iterator[Proposal]:
    """The time zones, inside of the text that names one."""
    found = tokens(source, file, inside_strings=True)
    texts = (one for one in found if one.kind == "string" and one.span.start < offset <= one.span.end)
    start = next((one.span.start for one in texts), None)
    around = surroundings(source, file, start) if start is not None else None
    words = around.words if around is not None else ()
    if (words[:1] == ("hours",) and words[-1] == "in") or words == ("timezone", ":"):
        yield from alike("word", "a time zone", *_zones())


def behind_word(place: Place) -> Iterator[Proposal]:
    """What stands behind a word of the language."""
    around, words = place.around, place.around.words
    match words:
        case _ if around.inside("test"):
            yield from _in_test(place, words)
        case [*_] if not around.blocks:
            yield from _in_head(place, words)
        case ["connect"] | ["connect", "all"]:
            yield from words_of("word", ENDPOINTS)
            if words == ("connect",):
                yield from words_of("word", {"all": "dialled in turn, everyone who answers joins"})
            yield from declared_as(place, ("endpoint", *CONSTANTS, "var"))
            yield from local_values(place)
        case ["collect"]:
            yield from words_of("word", dict.fromkeys(COLLECT_KINDS, KINDS["collect"].doc))
        case ["record" | "await"]:
            yield from declared_as(place, ("recording",))
        case ["join"]:
            yield from declared_as(place, ("conference",))
        case ["join", _]:
            yield from words_of("keyword", {"as": "the role in which the caller enters"})
        case ["language"]:
            yield from languages()
            yield from values_of(place)
        case ["set"]:
            yield from declared_as(place, ("var",))
        case ["each", _] | ["each", _, ",", _]:
            yield from words_of("keyword", {"in": "the list"})
        case ["else"]:
            yield from words_of("keyword", {"if": "a condition", **JUMP})
        case ["open" | "closed", *_] if around.word == "hours":
            yield from alike("word", "a day of the week", *DAYS)
            yield from declared_as(place, CONSTANTS)


def _in_head(place: Place, words: Words) -> Iterator[Proposal]:
    """Behind the first word of a declaration."""
    match words:
        case ["ensure", *written]:
            yield from _property(place, tuple(written))
        case [word] if word in DECLARATIONS and word not in ("answer", "event", "fallback"):
            yield from undeclared(place, (word,))
        case ["endpoint", _]:
            yield from words_of("word", ENDPOINTS)
        case ["hours", _]:
            yield from words_of("keyword", {"in": "the time zone"})
        case ["answer"] | ["flow" | "extern", *_, ")"]:
            yield from words_of("keyword", JUMP)


def _property(place: Place, written: Words) -> Iterator[Proposal]:
    """The next word of each form of `ensure` that begins so."""
    for form in PROPERTIES:
        fitting = all(one in (word, "NAME", "NUMBER") for one, word in zip(form, written, strict=False))
        following = form[len(written)] if fitting and len(written) < len(form) else "NUMBER"
        if following == "NAME":
            yield from declared_as(place, (*TARGETS, "prompt"))
        elif following != "NUMBER":
            yield Proposal(label=following, kind="word", doc=f"ensure {' '.join(form)}")


def _in_test(place: Place, words: Words) -> Iterator[Proposal]:
    match words:
        case ["expect"]:
            yield from words_of("word", {name: row.doc for name, row in EXPECTATIONS.items()})
        case ["expect", "record"]:
            yield from declared_as(place, ("recording",))
        case ["expect", "join"]:
            yield from declared_as(place, ("conference",))
        case ["expect", "join", _]:
            yield from words_of("keyword", {"as": "the role in which the caller is"})
        case ["expect", "connect"]:
            yield from words_of("word", ENDPOINTS)
            yield from declared_as(place, ("endpoint", *CONSTANTS))
        case ["expect", "collect"]:
            yield from alike("variable", "what is asked for", *place.view.directory.collected)
        case ["expect", "call"] | ["given"]:
            yield from declared_as(place, ("extern",))
        case ["given", *rest] if "=" not in rest:
            yield from words_of("word", {"fails": "it does not answer"})
        case ["answer"]:
            yield from alike("word", "how the dialling ends", *STATUSES)
        case ["not" | "callee" as word]:
            yield from words_of("word", {"hear" if word == "not" else "hears": TEST_STATEMENTS[word].doc})
        case ["call", *rest]:
            yield from _behind_call(place, tuple(rest))
        case ["hear" | "speak"] | ["not", "hear"] | ["callee", "hears"]:
            yield from declared_as(place, (*CONSTANTS, "prompt"))


def _behind_call(place: Place, rest: Words) -> Iterator[Proposal]:
    """Who calls whom in a test."""
    if not rest:
        yield from words_of("word", {"from": "who calls"})
        yield from declared_as(place, ("outbound",))
    elif rest[-1] in ("from", "to"):
        yield from declared_as(place, CONSTANTS)
        yield from words_of("word", {"none": "a number that is withheld"})
    else:
        yield from words_of("word", {"to": "the number that is dialled"})
