"""What may stand behind a word or sign of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.builtins import FORMATS, FUNCTIONS
from ivrc.language.trials import EXPECTATIONS, STATUSES
from ivrc.language.types import SIMPLE, described
from ivrc.language.vocabulary import (
    COLLECT_KINDS,
    DECLARATIONS,
    ENDPOINT_KINDS,
    INHERITING,
    KINDS,
)
from ivrc.lsp.local_types import fields_behind
from ivrc.lsp.surroundings import INTERPOLATION
from ivrc.ncco.voices import VOICES
from ivrc.node import node
from ivrc.semantics.names import KINDS as DECLARED
from ivrc.semantics.schedules import DAYS
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.surroundings import Surroundings, Words
    from ivrc.lsp.view import View

TARGETS = ("flow", "menu")
VALUES = ("const", "param", "var", "prompt", "hours", "extern", "enumeration", "endpoint", "flow")
TYPED = frozenset({"flow", "extern", "prompt", "menu", "outbound"})


@node
class Proposal:
    """`insert` is what is written, with places to go to as in snippets; '' writes the label."""

    label: str
    kind: str
    doc: str = ""
    insert: str = ""


def fields_of(view: View, words: Words, owner: str) -> Iterator[Proposal]:
    """What may stand behind the dot with which the words end."""
    path = words[-2:-1]
    while len(words) > 2 * len(path) + 1 and words[-2 * len(path) - 1] == ".":
        path = (words[-2 * len(path) - 2], *path)
    for name, field in fields_behind(path, view.directory.known(owner)).items():
        yield Proposal(label=name, kind="field", doc=field.doc or described(field.type))


def behind_as(view: View, around: Surroundings) -> Iterator[Proposal]:
    """Formats in a string, roles in a room."""
    if around.block == INTERPOLATION:
        yield from (Proposal(label=name, kind="function", doc=row.doc) for name, row in FORMATS.items())
    elif len(around.words) > 1:
        for mention in view.mentions:
            if mention.declares and mention.bound and mention.owner == around.words[1]:
                yield Proposal(label=mention.text, kind="field", doc=f"a role of `{mention.owner}`")


def behind_colon(view: View, around: Surroundings, owner: str) -> Iterator[Proposal]:
    """Values of a setting, types of what is declared."""
    words = around.words
    if (not around.blocks and words[0] in {*TYPED, "var"}) or around.word == "type":
        yield from types_named(view)
        return
    kinds = [KINDS[name] for name in INHERITING] if around.word == "defaults" else around.kinds()
    row = next((s for kind in kinds for s in kind.settings if s.name == words[0]), None)
    if row is not None and row.form == "word":
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in row.words)
    elif row is not None and row.form in ("bool", "expression_or_true"):
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in ("true", "false"))
    elif row is not None and row.form == "language":
        yield from languages()
    elif row is not None and row.form == "roles":
        yield from (Proposal(label=word, kind="word", doc=row.doc) for word in ("nobody", "everybody"))
        yield from (
            Proposal(label=m.text, kind="field") for m in view.mentions if m.owner == owner and m.declares
        )
    else:
        yield from values_of(view, owner)


def behind_word(view: View, around: Surroundings) -> Iterator[Proposal]:
    """What stands behind a word of the language."""
    words, last = around.words, around.last
    match words:
        case ["connect"] | ["connect", "all"] if not around.inside("test"):
            yield from words_of("word", dict.fromkeys(ENDPOINT_KINDS, "a kind of target"))
            yield from declared_as(view, ("endpoint", "const", "param", "var"))
        case ["endpoint", _]:
            yield from words_of("word", dict.fromkeys(ENDPOINT_KINDS, "a kind of target"))
        case ["collect"]:
            yield from words_of("word", dict.fromkeys(COLLECT_KINDS, "what is asked for"))
        case ["record" | "await"]:
            yield from declared_as(view, ("recording",))
        case ["join"]:
            yield from declared_as(view, ("conference",))
        case ["language"]:
            yield from languages()
        case ["set"]:
            yield from declared_as(view, ("var",))
        case ["ensure", *_]:
            yield from words_of(
                "word", dict.fromkeys(("every", "no", "menu", "call", "reaches", "within"), "")
            )
            yield from declared_as(view, (*TARGETS, "prompt"))
        case ["hours", _] if not around.blocks:
            yield from words_of("keyword", {"in": "the time zone"})
        case ["open" | "closed", *_] if around.word == "hours":
            yield from words_of("word", dict.fromkeys(DAYS, "a day of the week"))
        case _ if around.inside("test"):
            yield from _in_test(view, words)
        case [*_] if last == "in" and "for" in words:
            yield from languages()


def _in_test(view: View, words: Words) -> Iterator[Proposal]:
    match words:
        case ["expect"]:
            yield from words_of("word", {name: row.doc for name, row in EXPECTATIONS.items()})
        case ["expect", "record"]:
            yield from declared_as(view, ("recording",))
        case ["expect", "join"]:
            yield from declared_as(view, ("conference",))
        case ["expect", "connect"]:
            yield from declared_as(view, ("endpoint", "const", "param"))
        case ["answer"]:
            yield from words_of("word", dict.fromkeys(STATUSES, "how the dialling ends"))
        case ["call", *_]:
            yield from words_of("word", {"from": "who calls", "to": "the number that was dialled"})
        case ["expect", "collect"]:
            yield from (Proposal(label=name, kind="variable") for name in view.directory.collected)
        case ["given"]:
            yield from declared_as(view, ("extern",))


def values_of(view: View, owner: str) -> Iterator[Proposal]:
    """Everything that has a value, in one declaration."""
    for mention in view.mentions:
        if mention.declares and mention.bound and mention.owner == owner:
            yield Proposal(label=mention.text, kind="variable", doc="a name of this declaration")
    yield from declared_as(view, VALUES)
    yield from (
        Proposal(label=name, kind="function", doc=row.doc, insert=f"{name}($0)")
        for name, row in FUNCTIONS.items()
    )
    yield from words_of(
        "word",
        {"call": "the call", "event": "what happened", "recording": "what was recorded", "now": "the time"},
    )


def types_named(view: View) -> Iterator[Proposal]:
    """All types."""
    yield from (Proposal(label=name, kind="type", doc=described(of)) for name, of in SIMPLE.items())
    yield from declared_as(view, ("type", "enumeration"))


def declared_as(view: View, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    """The names of the program that are of these kinds."""
    for name, item in view.items.items():
        kind = item.word.text if isinstance(item, tree.Unknown) else DECLARED.get(type(item), "outbound")
        if kind in kinds:
            yield Proposal(label=name, kind=kind, doc=item.doc or DECLARATIONS.get(kind, ""))


def languages() -> Iterator[Proposal]:
    """All languages that are spoken."""
    return (Proposal(label=code, kind="language", doc=row.language) for code, row in VOICES.items())


def words_of(kind: str, docs: dict[str, str]) -> Iterator[Proposal]:
    """Words of the language with what they mean."""
    return (Proposal(label=word, kind=kind, doc=doc) for word, doc in docs.items())
