"""Which declared names the other declarations mention."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ivrc.semantics.names import declared_name
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node that may hold mentions, filled in as the kinds are met."""

_WITHOUT = re.compile(
    r"(str|bool|Name|LiteralKind|BinaryOperator|tuple\[Name, \.\.\.\]|Literal\[.*\])( \| None)?"
)
"""Types of fields in which no declaration is mentioned; a `Name` is looked at with its node."""

_MENTIONS: dict[type, Callable[[Any], tree.Name]] = {
    tree.Reference: lambda at: at.path[0],
    tree.Goto: attrgetter("target"),
    tree.Call: attrgetter("name"),
    tree.TypeRef: attrgetter("name"),
    tree.Given: attrgetter("name"),
    tree.SetVar: attrgetter("name"),
}
"""Which name a node refers to."""


def mentioned(items: Iterable[tree.Item]) -> frozenset[str]:
    """Every name that a declaration other than its own mentions."""
    found: set[str] = set()
    for item in items:
        own = declared_name(item)
        names = _names(item)
        found |= names - {own.text} if own else names
    return frozenset(found)


def _names(root: tree.Item) -> set[str]:
    """The names that are referred to inside a declaration; names of settings, handlers and values are not."""
    found = {mention(at).text for at in _inside(root) if (mention := _MENTIONS.get(type(at)))}
    if isinstance(root, tree.Ensure):
        found.update(word.text for word in root.words)
    return found


def awaited(items: Iterable[tree.Item]) -> frozenset[str]:
    """The recordings that some step waits for."""
    waiting = (at for at in _inside(tuple(items)) if isinstance(at, tree.Action) and at.word.text == "await")
    return frozenset(v.path[0].text for at in waiting for v in at.values if isinstance(v, tree.Reference))


def _inside(root: object) -> Iterator[object]:
    """Every node that may hold mentions."""
    stack: list[object] = [root]
    while stack:
        at = stack.pop()
        if type(at) is tuple:
            stack.extend(at)
            continue
        yield at
        stack += [getattr(at, part) for part in _parts(type(at))]


def _parts(kind: type) -> tuple[str, ...]:
    if kind not in _PARTS:
        fields = getattr(kind, "__dataclass_fields__", {}).values()
        _PARTS[kind] = tuple(f.name for f in fields if f.name != "span" and not _WITHOUT.fullmatch(f.type))
    return _PARTS[kind]
