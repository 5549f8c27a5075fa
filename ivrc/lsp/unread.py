"""Names in what could not be parsed: a jump in a half-written block leads somewhere too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrc.lsp.outline import everything
from ivrc.syntax import tree
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.source import Source, Span
    from ivrc.syntax.tokens import Token


def unread_names(source: Source, file: tree.File) -> Iterator[tuple[tree.Name, tree.Item | None, str]]:
    """Words that may be names, each with the declaration around it and the sign or word in front of it."""
    gaps = [gap for item in file.items for gap in _gaps(item)]
    read = [item.span for item in file.items if not isinstance(item, tree.Unknown)]
    found = tokens(source, file, inside_strings=True)
    for at, token in enumerate(found):
        if token.kind != "name" or token.role:
            continue
        unread = _inside(token, gaps) or not _inside(token, read)
        behind = found[at + 1].text if at + 1 < len(found) else ""
        if unread and behind != ":":
            item = next((item for item in file.items if _inside(token, (item.span,))), None)
            yield tree.Name(text=token.text, span=token.span), item, found[at - 1].text if at else ""


def _gaps(item: tree.Item) -> Iterator[Span]:
    """The places of an item of which the tree knows nothing more."""
    if isinstance(item, tree.Unknown):
        yield item.span
        return
    yield from (part.span for part in everything(item) if isinstance(part, tree.Missing))


def _inside(token: Token, spans: Iterable[Span]) -> bool:
    return any(span.start <= token.span.start and token.span.end <= span.end for span in spans)
