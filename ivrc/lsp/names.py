"""Where the names of a program are declared and used.

All declarations share one namespace, which no local name may enter, and a name is declared once in a
declaration (language 3): so a word and the declaration around it tell what it means. A word behind a dot goes
with the type of what stands before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.language.vocabulary import DECLARATIONS, KINDS, STEPS
from ivrc.lsp.local_types import declared_in, type_of, type_of_path
from ivrc.lsp.outline import children
from ivrc.lsp.unread import unread_names
from ivrc.node import Spanned, node
from ivrc.semantics.names import declared_name
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.language.types import Type
    from ivrc.lsp.directory import Directory
    from ivrc.lsp.local_types import Known
    from ivrc.source import Source

WORDS = frozenset(s.name for kind in KINDS.values() for s in kind.settings if s.form == "word")
"""Settings whose values are words of the language."""

ROLES = frozenset(s.name for kind in KINDS.values() for s in kind.settings if s.form == "roles")
AGAIN = frozenset({"again", "listen"})
"""Targets that the language brings along."""

LEADING = frozenset({"expect", "answer", "callee", "call", "not"})
"""Statements of tests whose first value is a word of the language."""

NOWHERE = "?"
"""The owner of a word behind something whose type cannot be told."""


@node
class Mention(Spanned):
    """A name where it stands. `owner` is the declaration to which it belongs if it is none of the program.

    `bound`: it never means a declaration of the program, as a parameter, a role or a value of an enumeration.
    `guessed`: it stands in what could not be parsed. What may belong to several is mentioned once for each.
    """

    text: str
    owner: str
    declares: bool = False
    bound: bool = False
    guessed: bool = False


@node
class Here:
    """The declaration in which names stand: what is known there, and of the program."""

    owner: str
    item: tree.Item
    known: Known
    directory: Directory


def mentions(source: Source, file: tree.File, directory: Directory) -> Iterator[Mention]:
    """All names of a file, in no order."""
    yield from _guessed(source, file)
    for item in file.items:
        name = declared(item)
        if name is not None:
            yield Mention(text=name.text, owner="", declares=True, span=name.span)
        owner = owner_of(item)
        here = Here(owner=owner, item=item, known=directory.known(owner), directory=directory)
        if isinstance(item, tree.Enumeration):
            yield from (_bound(value, owner, declares=True) for value in item.values)
        elif isinstance(item, tree.Ensure):
            yield from (found for word in item.words for found in _used(word, here))
        else:
            parts = children(item) if not isinstance(item, tree.Unknown) else (item.block,)
            yield from (found for part in parts if part is not None for found in _inside(part, here))


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


def _guessed(source: Source, file: tree.File) -> Iterator[Mention]:
    """Names in what could not be parsed, as far as they are those of declarations."""
    for name, item, behind in unread_names(source, file):
        own = declared(item) if item is not None else None
        if own is None or own.span != name.span:
            owner = NOWHERE if item is None or behind == "." else owner_of(item)
            bound = behind == "."
            yield Mention(text=name.text, owner=owner, bound=bound, guessed=True, span=name.span)


def _inside(part: Spanned, here: Here) -> Iterator[Mention]:
    match part:
        case tree.Reference(path=path, arguments=arguments):
            yield from _used(path[0], here) if arguments is None else _of_program(path[0], here)
            for at in range(1, len(path)):
                yield _bound(path[at], _owner_of_field(path[:at], here))
            yield from _arguments(path[0], arguments, here)
        case tree.Goto(target=name, arguments=arguments):
            yield from _of_program(name, here) if name.text not in AGAIN else ()
            yield from _arguments(name, arguments, here)
        case tree.Given(name=name, arguments=arguments, value=value):
            yield from _of_program(name, here)
            yield from _arguments(name, arguments, here)
            yield from _inside(value, here) if value is not None else ()
        case tree.Call(name=name, arguments=arguments, block=block):
            yield from _of_program(name, here)
            yield from _arguments(name, arguments, here)
            yield from _inside(block, here) if block is not None else ()
        case tree.TypeRef(name=name):
            yield from _of_program(name, here)
        case tree.Setting(name=name, values=values) if name.text in ROLES:
            yield from (_bound(v.path[0], here.owner) for v in values if isinstance(v, tree.Reference))
        case tree.Setting(name=name) if name.text in WORDS:
            return
        case tree.Action():
            yield from _action(part, here)
        case _:
            yield from (_bound(name, here.owner, declares=True) for name in declared_in(part))
            yield from _used(part.name, here) if isinstance(part, tree.SetVar) else ()
            yield from (found for inner in children(part) for found in _inside(inner, here))


def _action(action: tree.Action, here: Here) -> Iterator[Mention]:
    """A statement of words, of which only some are names."""
    word, values = action.word.text, list(action.values)
    expected = word == "expect"
    if word in LEADING and values and (word != "call" or _word(values[0]) == "from"):
        word = _word(values.pop(0))
    match values:
        case [tree.Reference(path=(name,))] if word == "collect" and expected:
            yield from (_bound(name, owner) for owner in here.directory.collected.get(name.text, ()))
            values = []
        case [_, tree.Reference(path=(name, *_))] if word == "collect":
            yield _bound(name, here.owner, declares=True)
            values = []
        case [tree.Reference(path=(name, *_))] if word == "role":
            yield _bound(name, here.owner, declares=True)
            values = []
        case [tree.Reference(path=(room, *_)), _, tree.Reference(path=(name, *_))] if word == "join":
            yield _bound(name, room.text)
            values = values[:1]
        case [_, target] if word == "connect" and action.word.text in STEPS:
            values = [target]
    for part in (*values, action.block):
        yield from _inside(part, here) if part is not None else ()


def _word(value: Spanned) -> str:
    return value.path[0].text if isinstance(value, tree.Reference) else ""


def _arguments(
    called: tree.Name, arguments: tuple[tree.Argument, ...] | None, here: Here
) -> Iterator[Mention]:
    """Arguments that are given by name are names of parameters or fields of what is called."""
    for argument in arguments or ():
        if argument.name is not None and called.text == "find" and arguments:
            yield _bound(argument.name, _record(type_of(arguments[0].value, here.known)))
        elif argument.name is not None:
            yield _bound(argument.name, called.text)
        yield from _inside(argument.value, here)


def _owner_of_field(path: tuple[tree.Name, ...], here: Here) -> str:
    first = path[0].text
    if len(path) == 1 and first not in here.known.local and here.directory.owns(first):
        return first
    return _record(type_of_path(tuple(name.text for name in path), here.known))


def _record(of: Type) -> str:
    """The record that has the fields of a value, or of each element of a list."""
    one = of.element or of
    return one.name or (NOWHERE if one.kind == "unknown" else one.kind)


def _used(name: tree.Name, here: Here) -> Iterator[Mention]:
    """A word without a dot in front of it."""
    text, directory = name.text, here.directory
    owners: tuple[str, ...] = ()
    if text not in directory.items and text not in here.known.local:
        owners = directory.elsewhere(text, here.owner)
    for owner in owners:
        yield _bound(name, owner)
    if not owners:
        yield Mention(text=text, owner=here.owner, span=name.span)


def _of_program(name: tree.Name, here: Here) -> Iterator[Mention]:
    """A word that is never a local name, as a target or a type; the language has some of its own."""
    if name.text not in here.known.local:
        yield from _used(name, here)


def _bound(name: tree.Name, owner: str, *, declares: bool = False) -> Mention:
    return Mention(text=name.text, owner=owner, declares=declares, bound=True, span=name.span)
