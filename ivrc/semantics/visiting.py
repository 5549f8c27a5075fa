"""Every node inside a program, a body or an expression, in written order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ivrc.semantics.typed import Local, LocalValue, PromptCall, VariableValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.semantics.program import Body, Prompt, Variable

# What a node refers to and does not contain.
_REFERENCES = frozenset(
    {"prompt", "extern", "hours", "variable", "local", "conference", "type", "span", "into", "route", "state"}
)


def inside(root: object) -> Iterator[object]:
    """The node itself and everything that it contains."""
    stack = [root]
    while stack:
        at = stack.pop()
        if isinstance(at, tuple):
            stack.extend(reversed(at))
        elif isinstance(at, Mapping):
            stack.extend(reversed(list(at.values())))
        elif fields := getattr(at, "__dataclass_fields__", None):
            yield at
            stack.extend(getattr(at, name) for name in reversed(fields) if name not in _REFERENCES)


def names_used(root: object) -> frozenset[Local | Variable]:
    """The locals and variables that are read inside, also by the prompts that are spoken."""
    found: set[Local | Variable] = set()
    prompts: set[Prompt] = set()
    for at in inside(root):
        if isinstance(at, LocalValue):
            found.add(at.local)
        elif isinstance(at, VariableValue):
            found.add(at.variable)
        elif isinstance(at, PromptCall) and at.prompt not in prompts:
            prompts.add(at.prompt)
            for text in at.prompt.texts.values():
                found |= names_used(text.text)
    return frozenset(found)


class UsedNames:
    """`names_used` of bodies, each computed once."""

    def __init__(self) -> None:
        self._known: dict[Body, frozenset[Local | Variable]] = {}

    def __call__(self, body: Body) -> frozenset[Local | Variable]:
        """The names that a body reads."""
        if body not in self._known:
            self._known[body] = names_used(body)
        return self._known[body]
