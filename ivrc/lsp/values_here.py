"""Values: what may stand in an expression, as an argument, and behind the colon of a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import FUNCTIONS, NUMERIC, TEXTUAL
from ivrc.language.types import UNKNOWN, present
from ivrc.lsp.local_types import parameters_of, type_of_path, written_type
from ivrc.lsp.outline import everything
from ivrc.lsp.proposing import (
    CONSTANTS,
    Proposal,
    declared_as,
    kind_of,
    languages,
    local_values,
    roles_of,
    undeclared,
    words_of,
)
from ivrc.ncco.voices import VOICES
from ivrc.semantics.resolve import DEFAULT_LANGUAGE
from ivrc.semantics.values import FORM_TYPES
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.language.rows import Setting
    from ivrc.language.types import Type
    from ivrc.lsp.proposing import Place
    from ivrc.lsp.surroundings import Words

NAMED = ("const", "param", "var", "prompt", "hours", "extern", "enumeration", "type", "endpoint")
LITERALS = {"true": "it holds", "false": "it does not hold", "none": "a value that is absent"}
EVERYWHERE = {"call": "the call", "now": "the time", **LITERALS}
ALSO = {"number": NUMERIC, "text": TEXTUAL, "url": ("text",)}
"""Kinds of values that are taken for another kind."""

AUDIENCES = {"nobody": "the empty list", "everybody": "all that are in the room"}
KEYS = {"#": "the hash key", "*": "the star key"}


def values_of(place: Place) -> Iterator[Proposal]:
    """Everything that has a value here."""
    around = place.around
    yield from _expected(place)
    yield from local_values(place)
    yield from declared_as(place, NAMED)
    yield from (
        Proposal(label=name, kind="function", doc=row.doc, insert=f"{name}($0)")
        for name, row in FUNCTIONS.items()
    )
    yield from words_of("word", EVERYWHERE)
    if around.word == "prompt":
        yield Proposal(label="audio", kind="function", doc="a file that is played", insert='audio("$0")')
    if around.inside("event", "connect", "outbound"):
        yield from words_of("word", {"event": "what happened"})
    if around.inside("recording", "record", "conference", "join"):
        yield from words_of("word", {"recording": "what was recorded"})
    if around.inside("extern"):
        yield from words_of("word", {"env": "a variable of the server's environment"})


def _expected(place: Place) -> Iterator[Proposal]:
    """The values of an enumeration, and languages, where one is compared."""
    around, words = place.around, place.around.words
    path: Words = ()
    if words[:1] == ("case",) and around.word == "match":
        path = around.block[1::2]
    elif words and words[-1] in ("==", "!="):
        path = path_before(words[:-1])
    of = type_of_path(path, place.known) if path else _of_argument(place)
    yield from _values_of_type(place, of)


def _of_argument(place: Place) -> Type:
    """The type of the parameter or field whose name and `=` stand in front of the cursor."""
    words, at = place.around.words, place.around.opened
    if at < 1 or words[-1] != "=":
        return UNKNOWN
    rows = parameters_of(place.view.items.get(words[at - 1]))
    found = (written_type(row.type, place.view.items) for row in rows if row.name.text == words[-2])
    return next(found, UNKNOWN)


def _values_of_type(place: Place, of: Type) -> Iterator[Proposal]:
    item = place.view.items.get(of.name)
    if of.kind == "language":
        yield from languages()
    if isinstance(item, tree.Enumeration):
        for value in item.values:
            yield Proposal(label=value.text, kind="field", doc=f"a `{of.name}`")


def path_before(words: Words) -> Words:
    """The dotted path with which the words end."""
    path = words[-1:]
    while len(words) > 2 * len(path) and words[-2 * len(path)] == ".":
        path = (words[-2 * len(path) - 1], *path)
    return path


def arguments(place: Place) -> Iterator[Proposal]:
    """Inside the brackets of a call: what it takes by name, and values."""
    words, at = place.around.words, place.around.opened
    called = words[at - 1] if at else ""
    if words[-1] in ("(", ","):
        given = {words[n - 1] for n in range(at, len(words)) if words[n] == "="}
        for name, doc in parameters(place, called, words[at + 1 :]).items():
            if name not in given:
                yield Proposal(label=name, kind="variable", doc=doc, insert=f"{name}=")
    yield from values_of(place)
    if place.around.inside("test"):
        yield Proposal(label="_", kind="word", doc="fits anything")


def parameters(place: Place, called: str, given: Words) -> dict[str, str]:
    """What may be given by name to what is called, with what it is."""
    name = called
    if called == "find" and "," in given:
        element = type_of_path(given[: given.index(",")][::2], place.known).element
        name = element.name if element else ""
    item = place.view.items.get(name)
    doc = f"a field of `{name}`" if isinstance(item, tree.RecordType) else f"what `{name}` takes"
    return {row.name.text: doc for row in parameters_of(item)}


def setting_values(place: Place) -> Iterator[Proposal]:
    """What may stand behind the colon of a setting."""
    row = place.around.setting()
    if row is None:
        yield from values_of(place)
        return
    yield from _fixed(place, row)
    if row.form in ("word", "roles", "key", "sentence"):
        return
    yield from _constants(place, row) if row.constant else values_of(place)


def _fixed(place: Place, row: Setting) -> Iterator[Proposal]:
    """The values that the language has for a setting."""
    match row.form:
        case "word":
            yield from words_of("word", dict.fromkeys(row.words, row.doc))
        case "bool" | "expression_or_true":
            yield from words_of("word", dict.fromkeys(("true", "false"), row.doc))
        case "language":
            yield from languages()
        case "roles":
            yield from words_of("word", AUDIENCES)
            yield from roles_of(place, place.owner)
        case "key":
            yield from words_of("word", {"#": KEYS["#"]} if row.name == "finish_on" else KEYS)
        case "expression" if row.name == "attempts":
            yield from words_of("word", {"unlimited": "never gives up"})
        case "int" if row.name == "style":
            code = language_here(place)
            voices = VOICES.get(code)
            for style in sorted(voices.styles) if voices else ():
                yield Proposal(label=str(style), kind="word", doc=f"a voice of {code}{_manner(code, style)}")


def _manner(code: str, style: int) -> str:
    row = VOICES[code]
    premium = "only premium" if style in row.premium_only else "also premium" if style in row.premium else ""
    said = [premium, "without SSML" if style in row.plain else ""]
    return "".join(f", {one}" for one in said if one)


def _constants(place: Place, row: Setting) -> Iterator[Proposal]:
    """The constants that fit a setting which must be known when the program is built."""
    wanted = FORM_TYPES.get(row.form)
    for name, item in place.view.items.items():
        kind = kind_of(item)
        if kind in CONSTANTS and fits(present(type_of_path((name,), place.known)), wanted, many=row.many):
            yield Proposal(label=name, kind=kind, doc=item.doc or "")
    yield from undeclared(place, CONSTANTS)


def fits(of: Type, wanted: Type | None, *, many: bool = False) -> bool:
    """Whether a value may be of the type that is wanted, as far as that is known."""
    if many and of.element is not None:
        return fits(of.element, wanted)
    return wanted is None or of.kind in ("unknown", wanted.kind, *ALSO.get(wanted.kind, ()))


def language_here(place: Place) -> str:
    """The language that counts for the block around the cursor: its own, else that of `defaults`."""
    blocks = [
        part
        for item in place.view.directory.parts.get(place.owner, ())
        for part in everything(item)
        if isinstance(part, tree.Block) and part.span.start <= place.at.start <= part.span.end
    ]
    items = place.view.trees[place.at.file].items
    defaults = [item.block for item in items if isinstance(item, tree.Defaults)]
    for block in (*sorted(blocks, key=lambda one: one.span.end - one.span.start)[:1], *defaults):
        for part in block.statements:
            match part:
                case tree.Setting(name=tree.Name(text="language"), values=(tree.Written(text=code),)):
                    return code
    return DEFAULT_LANGUAGE
