"""What completion proposes, and what of the program and the language it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.types import SIMPLE, described
from ivrc.language.vocabulary import DECLARATIONS
from ivrc.lsp.directory import BROUGHT_ALONG
from ivrc.lsp.local_types import type_of_path
from ivrc.lsp.wanted import wanted
from ivrc.ncco.voices import VOICES
from ivrc.node import node
from ivrc.semantics.names import KINDS as DECLARED
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ivrc.language.types import Type
    from ivrc.lsp.local_types import Known
    from ivrc.lsp.surroundings import Surroundings
    from ivrc.lsp.view import View
    from ivrc.source import Source, Span

TARGETS = ("flow", "menu")
CONSTANTS = ("const", "param")


@node
class Proposal:
    """`insert` is what is written, with places to go to as in snippets; '' writes the label."""

    label: str
    kind: str
    doc: str = ""
    insert: str = ""


def written_of(label: str, source: Source, offset: int) -> int:
    """Where the part of a label begins that stands in front of the cursor already: `en-G` of `en-GB`."""
    line = source.text[source.text.rfind("\n", 0, offset) + 1 : offset].lower()
    found = (size for size in range(len(label), 0, -1) if line.endswith(label[:size].lower()))
    return offset - next(found, 0)


@node
class Place:
    """The cursor in a program: what stands around it, in which declaration, and where exactly."""

    view: View
    around: Surroundings
    owner: str
    at: Span

    @property
    def known(self) -> Known:
        """What names mean here."""
        return self.view.directory.known(self.owner)

    @property
    def item(self) -> tree.Item | None:
        """The declaration around the cursor."""
        return next(iter(self.view.directory.parts.get(self.owner, ())), None)


def words_of(kind: str, docs: Mapping[str, str]) -> Iterator[Proposal]:
    """Words of the language with what they mean."""
    return (Proposal(label=word, kind=kind, doc=doc) for word, doc in docs.items())


def alike(kind: str, doc: str, *words: str) -> Iterator[Proposal]:
    """Words that all mean the same kind of thing."""
    return (Proposal(label=word, kind=kind, doc=doc) for word in words)


def declared_as(place: Place, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    """The names of the program that are of these kinds, also those that are only used yet."""
    for name, item in place.view.items.items():
        kind = kind_of(item)
        if kind in kinds:
            yield Proposal(label=name, kind=kind, doc=item.doc or DECLARATIONS.get(kind, ""))
    yield from undeclared(place, kinds)


def undeclared(place: Place, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    """The names that are used, and may be of these kinds."""
    for name, possible in wanted(place.view.directory, place.at).items():
        kind = next((kind for kind in kinds if kind in possible), None)
        if kind is not None:
            yield Proposal(label=name, kind=kind, doc="used, and not declared yet")


def kind_of(item: tree.Item) -> str:
    """The kind of a declaration, also of one that is broken off at a mistake."""
    return item.word.text if isinstance(item, tree.Unknown) else DECLARED.get(type(item), "outbound")


def local_values(place: Place) -> Iterator[Proposal]:
    """The names of a declaration; a conference and a recording see those of whoever enters them."""
    directory = place.view.directory
    for owner in (place.owner, *directory.entered.get(place.owner, ())):
        known = directory.known(owner)
        for name in known.local:
            yield Proposal(label=name, kind="variable", doc=_told(type_of_path((name,), known)))
    if isinstance(place.item, tree.Conference | tree.Recording):
        used = (one for one in place.view.mentions if one.owner == place.owner and not one.bound)
        meant = directory.items.keys() | BROUGHT_ALONG
        free = {one.text: None for one in used if one.text not in meant and one.span.end != place.at.end}
        yield from alike("variable", "a name of those who enter", *free)


def _told(of: Type) -> str:
    return described(of) if of.kind != "unknown" else "a name of this declaration"


def roles_of(place: Place, owner: str) -> Iterator[Proposal]:
    """The roles of a conference."""
    for mention in place.view.mentions:
        if mention.declares and mention.bound and mention.owner == owner:
            yield Proposal(label=mention.text, kind="field", doc=f"a role of `{owner}`")


def types_named(place: Place) -> Iterator[Proposal]:
    """All types."""
    yield from (Proposal(label=name, kind="type", doc=described(of)) for name, of in SIMPLE.items())
    yield from declared_as(place, ("type", "enumeration"))


def languages() -> Iterator[Proposal]:
    """All languages that are spoken."""
    return (Proposal(label=code, kind="language", doc=row.language) for code, row in VOICES.items())
