"""What is open, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ivrc.lsp.conversation import end_with

if TYPE_CHECKING:
    from ivrc.lsp.server import Server


def register(server: Server) -> None:
    """Answer for this server."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        end_with(params.process_id)
        match params.initialization_options:
            case {"commands": [*names]}:
                server.commands = frozenset(name for name in names if isinstance(name, str))

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.look_into_folders()
        server.watch_files()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.sources.put(server.translator.path(document.uri), document.text)
        server.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        for change in params.content_changes[-1:]:  # each has the whole text
            server.sources.put(server.translator.path(params.text_document.uri), change.text)
        server.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.sources.drop(server.translator.path(uri))
        server.colours.pop(uri, None)
        if not server.pulls():
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            there = change.type != types.FileChangeType.Deleted
            server.sources.seen(server.translator.path(change.uri), there=there)
        server.files_changed()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.sources.seen(server.translator.path(params.text_document.uri), there=True)
        if not server.watches():
            server.look_into_folders()  # in large folders this takes a while
        server.files_changed()

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False),
    )
    def pulled(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(params.text_document.uri))
