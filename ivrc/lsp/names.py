"""Where the names of a program are declared and used.

All declarations share one namespace, which no local name may enter, and a name is declared once in a
declaration (language 3): so a word and the declaration around it tell what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.vocabulary import DECLARATIONS, KINDS, STEPS
from ivrc.lsp.outline import children
from ivrc.node import Spanned, node
from ivrc.semantics.names import declared_name
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = frozenset(s.name for kind in KINDS.values() for s in kind.settings if s.form == "word")
"""Settings whose values are words of the language."""

ROLES = frozenset(s.name for kind in KINDS.values() for s in kind.settings if s.form == "roles")
AGAIN = frozenset({"again", "listen"})
"""Targets that the language brings along."""

LEADING = frozenset({"expect", "answer", "callee", "call", "not"})
"""Statements of tests whose first value is a word of the language."""


@node
class Mention(Spanned):
    """A name where it stands. `owner` is the declaration to which it belongs if it is none of the program.

    `bound`: it never means a declaration of the program, as a parameter, a role or a value of an enumeration.
    """

    text: str
    owner: str
    declares: bool = False
    bound: bool = False


def mentions(file: tree.File) -> Iterator[Mention]:
    """All names of a file, in no order."""
    for item in file.items:
        name = declared(item)
        if name is not None:
            yield Mention(text=name.text, owner="", declares=True, span=name.span)
        owner = owner_of(item)
        if isinstance(item, tree.RecordType):
            yield from (found for field in item.fields for found in _inside(field.type, owner))
        elif isinstance(item, tree.Enumeration):
            yield from (_bound(value, owner, declares=True) for value in item.values)
        elif isinstance(item, tree.Ensure):
            yield from (_used(word, owner) for word in item.words)
        elif not isinstance(item, tree.Unknown):
            yield from (found for part in children(item) for found in _inside(part, owner))


def owner_of(item: tree.Item) -> str:
    """What the names inside a declaration belong to."""
    name = declared(item)
    return name.text if name is not None else f"{item.span.file}:{item.span.start}"


def declared(item: tree.Item) -> tree.Name | None:
    """The name that an item declares, also one that is broken off at a mistake."""
    match item:
        case tree.Unknown(word=word, values=(tree.Reference(path=(name, *_)), *_)):
            return name if word.text in DECLARATIONS else None
    return declared_name(item)


def _inside(part: Spanned, owner: str) -> Iterator[Mention]:
    match part:
        case tree.Reference(path=path, arguments=arguments):
            yield _used(path[0], owner)
            yield from (_bound(name, path[0].text) for name in path[1:2])
            yield from _arguments(path[0], arguments, owner)
        case tree.Goto(target=name, arguments=arguments):
            if name.text not in AGAIN:
                yield _used(name, owner)
            yield from _arguments(name, arguments, owner)
        case tree.Given(name=name, arguments=arguments, value=value):
            yield _used(name, owner)
            yield from _arguments(name, arguments, owner)
            yield from _inside(value, owner) if value is not None else ()
        case tree.Call(name=name, arguments=arguments, block=block):
            yield _used(name, owner)
            yield from _arguments(name, arguments, owner)
            yield from _inside(block, owner) if block is not None else ()
        case tree.TypeRef(name=name):
            yield _used(name, owner)
        case tree.Setting(name=name, values=values) if name.text in ROLES:
            yield from (_bound(v.path[0], owner) for v in values if isinstance(v, tree.Reference))
        case tree.Setting(name=name) if name.text in WORDS:
            return
        case tree.Action():
            yield from _action(part, owner)
        case _:
            match part:
                case tree.Let(name=name) | tree.Parameter(name=name):
                    yield _bound(name, owner, declares=True)
                case tree.SetVar(name=name):
                    yield _used(name, owner)
                case tree.Each(element=element, counter=counter):
                    yield from (_bound(n, owner, declares=True) for n in (element, counter) if n is not None)
            yield from (found for inner in children(part) for found in _inside(inner, owner))


def _action(action: tree.Action, owner: str) -> Iterator[Mention]:
    """A statement of words, of which only some are names."""
    word, values = action.word.text, list(action.values)
    if word in LEADING and values:
        word = _word(values.pop(0))
    match values:
        case [_, tree.Reference(path=(name, *_))] if word == "collect":
            yield _bound(name, owner, declares=True)
            values = []
        case [tree.Reference(path=(name, *_))] if word == "role":
            yield _bound(name, owner, declares=True)
            values = []
        case [tree.Reference(path=(room, *_)), _, tree.Reference(path=(name, *_))] if word == "join":
            yield _bound(name, room.text)
            values = values[:1]
        case [_, target] if word == "connect" and action.word.text in STEPS:
            values = [target]
    for part in (*values, action.block):
        yield from _inside(part, owner) if part is not None else ()


def _word(value: Spanned) -> str:
    return value.path[0].text if isinstance(value, tree.Reference) else ""


def _arguments(
    called: tree.Name, arguments: tuple[tree.Argument, ...] | None, owner: str
) -> Iterator[Mention]:
    """Arguments that are given by name are names of parameters of what is called."""
    for argument in arguments or ():
        if argument.name is not None:
            yield _bound(argument.name, called.text)
        yield from _inside(argument.value, owner)


def _used(name: tree.Name, owner: str) -> Mention:
    return Mention(text=name.text, owner=owner, span=name.span)


def _bound(name: tree.Name, owner: str, *, declares: bool = False) -> Mention:
    return Mention(text=name.text, owner=owner, declares=declares, bound=True, span=name.span)
