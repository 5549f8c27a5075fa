"""Colours for Pygments, Sphinx and rich, by the compiler's own reading of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments.lexer import Lexer
from pygments.token import Text, string_to_tokentype

from ivrc.editors.categories import CATEGORIES, categories
from ivrc.source import Source
from ivrc.syntax.parser import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygments.token import _TokenType

TYPES = {name: string_to_tokentype(row.pygments) for name, row in CATEGORIES.items()}


class IvrLexer(Lexer):
    """Reads what is right and what is not: text with mistakes has its colours as well."""

    name = "IVR"
    aliases = ("ivr",)
    filenames = ("*.ivr",)
    mimetypes = ("text/x-ivr",)

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Offset, type and text of all there is."""
        source = Source(name="text", text=text)
        file, _ = parse(source)
        at = 0
        for name, span in categories(source, file):
            if at < span.start:
                yield at, Text, text[at : span.start]
            yield span.start, TYPES[name], text[span.start : span.end]
            at = span.end
        if at < len(text):
            yield at, Text, text[at:]
