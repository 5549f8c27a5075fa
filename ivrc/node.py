"""The one decorator that makes tree, program and state nodes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from ivrc.slotted import COMPARED, slotted

if TYPE_CHECKING:
    from ivrc.source import Span

T = TypeVar("T")


def span_field() -> Any:
    """A position: where a node was written takes no part in what it means."""
    return field(compare=False, repr=False)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, span_field))
def node(cls: type[T]) -> type[T]:
    """A slotted keyword-only dataclass that nobody assigns to.

    Frozen for the type checker only: a run-time `frozen=True` makes each instance four times dearer.
    """
    return slotted(cls, COMPARED)


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def identity_node(cls: type[T]) -> type[T]:
    """Like `node`, but two are equal only if they are the same one: declarations, locals, questions."""
    return slotted(cls, {})


@node
class Spanned:
    """Anything with a place in a source."""

    span: Span = span_field()
