"""The call flow: what leads where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.leading import leading_from, leading_to, reached, stop_at
from ivrc.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ivrc.lsp.leading import Stop
    from ivrc.lsp.server import Server
    from ivrc.lsp.view import View


def register(server: Server) -> None:
    """Answer for this server."""

    def stops(item: types.CallHierarchyItem) -> Iterator[tuple[View, Stop]]:
        for view, source in server.views(item.uri):
            at = server.translator.offset(source, item.selection_range.start)
            if (stop := stop_at(view, source, at)) is not None:
                yield view, stop

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        for view, source in server.views(params.text_document.uri):
            at = server.translator.offset(source, params.position)
            if (stop := stop_at(view, source, at)) is not None:
                return [server.translator.stop(view, stop)]
        return None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def come(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall]:
        for view, stop in stops(params.item):
            return [
                types.CallHierarchyIncomingCall(
                    server.translator.stop(view, way.stop),
                    [server.translator.range(view.sources[span.file], span) for span in way.places],
                )
                for way in leading_to(view, stop)
            ]
        return []

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def go(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall]:
        for view, stop in stops(params.item):
            return [
                types.CallHierarchyOutgoingCall(
                    server.translator.stop(view, way.stop),
                    [server.translator.range(view.sources[span.file], span) for span in way.places],
                )
                for way in leading_from(view, stop)
            ]
        return []

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def count(params: types.CodeLensParams) -> list[types.CodeLens]:
        for view, source in server.views(params.text_document.uri):
            return [
                types.CodeLens(
                    server.translator.range(source, stop.selection),
                    types.Command(f"reached from {counted(number, 'place')}", ""),  # text, nothing to press
                )
                for stop, number in reached(view, source)
            ]
        return []
