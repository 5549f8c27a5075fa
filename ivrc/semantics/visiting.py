"""Every node inside a program, a body or an expression, in written order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ivrc.semantics.typed import Local, LocalValue, PromptCall, Typed, VariableValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field

    from ivrc.semantics.program import Body, Prompt, Variable

_REFERENCES = frozenset(
    {"prompt", "extern", "hours", "variable", "local", "conference", "type", "span", "into", "route", "state"}
)
"""What a node refers to and does not contain."""

_PLAIN = re.compile(
    r"(str|bool|int|float|object|Span|Type|Local|tuple\[str, \.\.\.\]|Literal\[.*\])( \| None)?"
)
"""Types of fields that contain no nodes."""


class _Parts(dict[type, tuple[str, ...] | None]):
    """The fields of each kind of node that may contain others, the last first; none for what is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        fields = getattr(kind, "__dataclass_fields__", None)
        self[kind] = None if fields is None else _holding(fields)
        return self[kind]


class _StepParts(_Parts):
    """The same, where an expression is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        self[kind] = None if issubclass(kind, Typed) else _PARTS[kind]
        return self[kind]


_PARTS = _Parts()
_STEP_PARTS = _StepParts()


def inside(root: object) -> Iterator[object]:
    """The node itself and everything that it contains."""
    return _walk(root, _PARTS)


def around_expressions(root: object) -> Iterator[object]:
    """The same without expressions: bodies, steps, questions, targets and settings."""
    return _walk(root, _STEP_PARTS)


def _walk(root: object, fields: _Parts) -> Iterator[object]:
    stack: list[Any] = [root]
    while stack:
        at = stack.pop()
        if type(at) is tuple:
            stack += reversed(at)
        elif type(at) is dict:
            stack += reversed(at.values())
        elif (parts := fields[type(at)]) is not None:
            yield at
            if parts:
                stack += [getattr(at, name) for name in parts]


def _holding(fields: dict[str, Field[Any]]) -> tuple[str, ...]:
    return tuple(
        name
        for name, of in reversed(fields.items())
        if name not in _REFERENCES and not _PLAIN.fullmatch(str(of.type))
    )


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
