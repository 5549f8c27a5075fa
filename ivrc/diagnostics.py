"""What a pass found: facts with a place, a reason and a fix. Never raised, always returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ivrc.node import node
from ivrc.slotted import value

if TYPE_CHECKING:
    from ivrc.source import Span

Severity = Literal["error", "warning", "advice"]


@value
class Label:
    """A place and what is to be said about it, in a few lower-case words."""

    span: Span
    message: str


@value
class Edit:
    """Replace the characters of `span` by `text`."""

    span: Span
    text: str


@node
class Diagnostic:
    """One mistake, one message.

    `code` is stable for ever; `title` is the same words each time the code is reported; `primary` marks
    exactly the wrong characters and says what is wrong here, in terms of what a caller would suffer where
    one would; `hint` says what to do; `edits` do it.
    """

    code: str
    severity: Severity
    title: str
    primary: Label
    related: tuple[Label, ...] = ()
    hint: str | None = None
    edits: tuple[Edit, ...] = ()


def ordered(found: list[Diagnostic]) -> list[Diagnostic]:
    """By place, each once: the order in which a reader meets them."""
    return sorted(set(found), key=lambda d: (d.primary.span, d.code, d.primary.message))


def has_errors(found: list[Diagnostic]) -> bool:
    """Whether anything found stops the build."""
    return any(d.severity == "error" for d in found)
