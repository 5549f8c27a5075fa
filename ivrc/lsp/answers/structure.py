"""The shape of a document: outline, folding, layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.layout import layout_edits
from ivrc.lsp.outline import foldings, symbols

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
            return server.translator.edits(source, layout_edits(source))
        return []

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    def lay_out_part(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
        for _, source in server.views(params.text_document.uri):
            found = layout_edits(source, params.range.start.line, params.range.end.line)
            return server.translator.edits(source, found)
        return []

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def widen(params: types.SelectionRangeParams) -> list[types.SelectionRange]:
        for view, source in server.views(params.text_document.uri):
            offsets = [server.translator.offset(source, position) for position in params.positions]
            return [server.translator.selection(source, view.trees[source.index], at) for at in offsets]
        return []

    @server.feature(types.WORKSPACE_SYMBOL)
    def find(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        found = {
            (view.path(symbol.span.file), symbol.span.start): server.translator.found(view, symbol)
            for view in server.sources.all_views()
            for source in view.sources
            for symbol in symbols(source, view.trees[source.index])
            if params.query.lower() in symbol.name.lower()
        }
        return list(found.values())
