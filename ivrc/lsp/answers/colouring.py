"""Colours, and the links that a document holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.colours import MODIFIER_LEGEND, TYPE_LEGEND, semantic_tokens
from ivrc.lsp.links import links

if TYPE_CHECKING:
    from ivrc.lsp.server import Server


def register(server: Server) -> None:
    """Answer for this server."""

    @server.feature(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        types.SemanticTokensLegend(list(TYPE_LEGEND), list(MODIFIER_LEGEND)),
    )
    def colour(params: types.SemanticTokensParams) -> types.SemanticTokens:
        for view, source in server.views(params.text_document.uri):
            encoding = server.translator.encoding
            return types.SemanticTokens(semantic_tokens(source, view.trees[source.index], encoding))
        return types.SemanticTokens([])

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def link(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        for view, source in server.views(params.text_document.uri):
            return [
                types.DocumentLink(
                    server.translator.range(source, span),
                    target=target if "://" in target else server.translator.uri(target),
                )
                for span, target in links(view, source)
            ]
        return []
