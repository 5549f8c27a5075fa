"""The shape of a document: outline, folding, layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.format.formatting import formatted
from ivrc.lsp.outline import foldings, symbols
from ivrc.source import Source, Span

if TYPE_CHECKING:
    from ivrc.lsp.server import Server


def register(server: Server) -> None:
    """Answer for this server."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        for view, source in server.views(params.text_document.uri):
            found = symbols(source, view.trees[source.index])
            return [server.translator.symbol(source, one) for one in found]
        return []

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        for view, source in server.views(params.text_document.uri):
            found = foldings(source, view.trees[source.index])
            return [types.FoldingRange(first, last, kind=kind) for first, last, kind in found]
        return []

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def lay_out(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        for _, source in server.views(params.text_document.uri):
            text, _ = formatted(Source(name=source.name, text=source.text))
            if text is not None and text != source.text:
                whole = server.translator.range(source, Span(source.index, 0, len(source.text)))
                return [types.TextEdit(whole, text)]
        return []
