"""Who declares what, in all files of a program."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ivrc.lsp.local_types import Known, local_names
from ivrc.lsp.names import declared, owner_of
from ivrc.lsp.outline import everything
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BROUGHT_ALONG = frozenset({"call", "event", "recording", "env"})
"""Words of the language that have fields."""

ENTERING = {"join", "record", "await"}
"""Steps whose first value is a declaration that reads the names around the step."""


class Directory:
    """The declarations of some files."""

    def __init__(self, files: Sequence[tree.File]) -> None:
        self.files = files
        self._known: dict[str, Known] = {}

    @cached_property
    def items(self) -> dict[str, tree.Item]:
        """The declarations by name."""
        named = ((declared(item), item) for file in self.files for item in file.items)
        return {name.text: item for name, item in named if name is not None}

    @cached_property
    def parts(self) -> dict[str, list[tree.Item]]:
        """The declarations by what the names inside them belong to."""
        found: dict[str, list[tree.Item]] = {}
        for file in self.files:
            for item in file.items:
                found.setdefault(owner_of(item), []).append(item)
        return found

    @cached_property
    def collected(self) -> dict[str, tuple[str, ...]]:
        """The names of what callers are asked for, with the declarations in which they are."""
        return _grouped(
            (part.values[1].path[0].text, owner)
            for owner, part in self._actions()
            if part.word.text == "collect"
            and len(part.values) > 1
            and isinstance(part.values[1], tree.Reference)
        )

    @cached_property
    def entered(self) -> dict[str, tuple[str, ...]]:
        """Conferences and recordings, with the declarations of which they see the names."""
        return _grouped(
            (part.values[0].path[0].text, owner)
            for owner, part in self._actions()
            if part.word.text in ENTERING and part.values and isinstance(part.values[0], tree.Reference)
        )

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of enumerations, with the enumerations that have them."""
        return _grouped(
            (value.text, name)
            for name, item in self.items.items()
            if isinstance(item, tree.Enumeration)
            for value in item.values
        )

    def known(self, owner: str) -> Known:
        """What names mean inside a declaration."""
        if owner not in self._known:
            self._known[owner] = Known(items=self.items, local=local_names(self.parts.get(owner, ())))
        return self._known[owner]

    def owns(self, word: str) -> bool:
        """Whether a word has things of its own behind a dot, and is no value."""
        item = self.items.get(word)
        return isinstance(item, tree.Enumeration | tree.Hours) or (item is None and word in BROUGHT_ALONG)

    def elsewhere(self, name: str, owner: str) -> tuple[str, ...]:
        """To which declarations a name may belong that neither the program nor its own declaration has."""
        visitors = self.entered.get(owner, ())
        return tuple(one for one in visitors if name in self.known(one).local) or self.values.get(name, ())

    def _actions(self) -> Iterator[tuple[str, tree.Action]]:
        for owner, items in self.parts.items():
            for item in items:
                if not isinstance(item, tree.Test):
                    yield from ((owner, part) for part in everything(item) if isinstance(part, tree.Action))


def _grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
