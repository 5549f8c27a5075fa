"""Which declared names the other declarations mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.semantics.names import declared_name
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of node that may hold mentions, filled in as the kinds are met."""

_WITHOUT = re.compile(
    r"(str|bool|Name|LiteralKind|BinaryOperator|tuple\[Name, \.\.\.\]|Literal\[.*\])( \| None)?"
)
"""Types of fields in which no declaration is mentioned; a `Name` is looked at with its node."""


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
    found: set[str] = set()
    stack: list[object] = [root]
    while stack:
        at = stack.pop()
        if type(at) is tuple:
            stack.extend(at)
            continue
        name = _name(at)
        if name is not None:
            found.add(name)
        stack.extend([getattr(at, part) for part in _parts(type(at))])
    if isinstance(root, tree.Ensure):
        found.update(word.text for word in root.words)
    return found


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


def _parts(kind: type) -> tuple[str, ...]:
    if kind not in _PARTS:
        fields = getattr(kind, "__dataclass_fields__", {}).values()
        _PARTS[kind] = tuple(f.name for f in fields if f.name != "span" and not _WITHOUT.fullmatch(f.type))
    return _PARTS[kind]
