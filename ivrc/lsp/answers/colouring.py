"""Colours, and the links that a document holds."""

from __future__ import annotations

from itertools import count
from os.path import isabs
from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.colours import MODIFIER_LEGEND, TYPE_LEGEND, changed, semantic_tokens
from ivrc.lsp.links import links

if TYPE_CHECKING:
    from ivrc.lsp.server import Server


def register(server: Server) -> None:
    """Answer for this server."""

    def tokens(uri: str, first: int = 0, last: int | None = None) -> list[int]:
        for view, source in server.views(uri):
            encoding = server.translator.encoding
            return semantic_tokens(source, view.trees[source.index], encoding, first, last)
        return []

    def remembered(uri: str) -> types.SemanticTokens:
        """All of a document, until the client asks what has changed since."""
        server.colours[uri] = found = types.SemanticTokens(tokens(uri), str(next(numbers)))
        return found

    numbers = count(1)
    legend = types.SemanticTokensLegend(list(TYPE_LEGEND), list(MODIFIER_LEGEND))

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, legend)
    def colour(params: types.SemanticTokensParams) -> types.SemanticTokens:
        return remembered(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA)
    def recolour(params: types.SemanticTokensDeltaParams) -> types.SemanticTokens | types.SemanticTokensDelta:
        uri = params.text_document.uri
        before, now = server.colours.get(uri), remembered(uri)
        if before is None or before.result_id != params.previous_result_id:
            return now
        edit = changed(before.data, now.data)
        return types.SemanticTokensDelta([types.SemanticTokensEdit(*edit)] if edit else [], now.result_id)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
    def colour_part(params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
        lines = params.range.start.line, params.range.end.line
        return types.SemanticTokens(tokens(params.text_document.uri, *lines))

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    def link(params: types.DocumentLinkParams) -> list[types.DocumentLink]:
        for view, source in server.views(params.text_document.uri):
            return [
                types.DocumentLink(
                    server.translator.range(source, span),
                    target=target if "://" in target else server.translator.uri(target),
                )
                for span, target in links(view, source)
                if "://" in target or isabs(target)  # a document that was never saved lies nowhere
            ]
        return []
