"""What a document leads to outside itself: imported files and audio."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from ivrc.lsp.outline import everything
from ivrc.source import Span
from ivrc.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.view import View
    from ivrc.source import Source

AUDIO = (".mp3", ".wav", ".ogg")


def links(view: View, source: Source) -> Iterator[tuple[Span, str]]:
    """Places inside quotes with the path or address to which each leads."""
    for part in everything(view.trees[source.index]):
        match part:
            case tree.Import(path=tree.Text(parts=(str(path),)) as text):
                yield _inner(text), normpath(join(dirname(view.path(source.index)), path))
            case tree.Text(parts=(str(address),)) if _is_audio(address):
                yield _inner(part), address


def _is_audio(address: str) -> bool:
    return address.startswith(("https://", "http://")) and address.lower().endswith(AUDIO)


def _inner(text: tree.Text) -> Span:
    quotes = 3 if text.long else 1
    return Span(text.span.file, text.span.start + quotes, text.span.end - quotes)
