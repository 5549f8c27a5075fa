"""Names in what could not be parsed: a jump in a half-written block leads somewhere too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ivrc.lsp.outline import everything
from ivrc.source import Span
from ivrc.syntax import tree
from ivrc.syntax.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ivrc.source import Source
    from ivrc.syntax.tokens import Token

COMMENTS = re.compile(r"//[^\r\n]*|[\s;\ufeff]+")
"""What may stand between declarations."""


def unread_names(source: Source, file: tree.File) -> Iterator[tuple[tree.Name, tree.Item | None, str]]:
    """Words that may be names, each with the declaration around it and the sign or word in front of it."""
    gaps = [*_between(source, file), *(gap for item in file.items for gap in _gaps(item))]
    if not gaps:
        return
    found = tokens(source, file, inside_strings=True)
    for at, token in enumerate(found):
        behind = found[at + 1].text if at + 1 < len(found) else ""
        if token.kind == "name" and not token.role and behind != ":" and _inside(token, gaps):
            item = next((item for item in file.items if _inside(token, (item.span,))), None)
            yield tree.Name(text=token.text, span=token.span), item, found[at - 1].text if at else ""


def _between(source: Source, file: tree.File) -> Iterator[Span]:
    """What stands between declarations and is more than comments."""
    at = 0
    for start, end in (*((item.span.start, item.span.end) for item in file.items), (len(source.text), 0)):
        if COMMENTS.sub("", source.text[at:start]):
            yield Span(source.index, at, start)
        at = end


def _gaps(item: tree.Item) -> Iterator[Span]:
    """The places of an item of which the tree knows nothing more."""
    if isinstance(item, tree.Unknown):
        yield item.span
        return
    yield from (part.span for part in everything(item) if isinstance(part, tree.Missing))


def _inside(token: Token, spans: Iterable[Span]) -> bool:
    return any(span.start <= token.span.start and token.span.end <= span.end for span in spans)
