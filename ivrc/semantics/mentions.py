"""Which declared names the other declarations mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.semantics.names import declared_name
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.node import Spanned

_FIELDS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node, filled in as the kinds are met."""


def mentioned(items: Iterable[tree.Item]) -> frozenset[str]:
    """Every name that a declaration other than its own mentions."""
    found: set[str] = set()
    for item in items:
        own = declared_name(item)
        names = set(_names(item))
        found |= names - {own.text} if own else names
    return frozenset(found)


def _names(root: Spanned) -> Iterator[str]:
    """The names that are referred to inside a node; names of settings, handlers and values are not."""
    stack: list[object] = [root]
    while stack:
        at = stack.pop()
        if isinstance(at, tuple):
            stack.extend(at)
            continue
        name = _name(at)
        if name is not None:
            yield name
        if isinstance(at, tree.Ensure):
            yield from (word.text for word in at.words)
        stack.extend(getattr(at, field) for field in _fields(at))


def _name(at: object) -> str | None:
    match at:
        case tree.Reference(path=(first, *_)):
            return first.text
        case tree.Goto(target=name) | tree.Call(name=name) | tree.TypeRef(name=name):
            return name.text
        case tree.Given(name=name) | tree.SetVar(name=name):
            return name.text
        case _:
            return None


def _fields(at: object) -> tuple[str, ...]:
    kind = type(at)
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(name for name in getattr(at, "__dataclass_fields__", ()) if name != "span")
    return _FIELDS[kind]
