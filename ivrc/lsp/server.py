"""The server: what the protocol asks, answered by the features.

Requests are answered one after the other, each from the documents as they are then: no answer is stale.
"""

from __future__ import annotations

import os
from asyncio import get_running_loop
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from ivrc.files import read_text
from ivrc.format.formatting import formatted
from ivrc.lsp.completion import proposals
from ivrc.lsp.hover import hover
from ivrc.lsp.outline import foldings, symbols
from ivrc.lsp.protocol import Translator
from ivrc.lsp.renaming import refusal, renamed
from ivrc.lsp.workspace import Workspace
from ivrc.source import Source, Span
from ivrc.version import __version__

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable, Iterator

    from ivrc.analysis import Options
    from ivrc.files import ReadProblem
    from ivrc.lsp.names import Mention
    from ivrc.lsp.view import View

PAUSE = 0.15
"""Seconds without a change before diagnostics are sent to a client that does not ask for them."""

HIGHLIGHTS = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
TRIGGERS = [".", ">", ":", "{"]
"""Characters behind which completion is offered without being asked for."""

NOT_LOOKED_INTO = frozenset({"node_modules", "generated", "venv"})


class Placed(Protocol):
    """The parameters of whatever is asked about a position."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class Server(LanguageServer):
    """One client with its documents."""

    def __init__(self, options: Callable[[str], Options]) -> None:
        super().__init__(
            "ivrc", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )  # pygls breaks lines where editors do not, so it may not apply changes of parts
        self.sources = Workspace(_read, options)
        self.timer: TimerHandle | None = None
        self._translator: Translator | None = None

    @property
    def translator(self) -> Translator:
        """With the encoding that was agreed on."""
        if self._translator is None:
            self._translator = Translator(self.server_capabilities.position_encoding or "utf-16")  # type: ignore[arg-type]  # one of the three
        return self._translator

    def views(self, uri: str) -> Iterator[tuple[View, Source]]:
        """The programs of a document, each with the document as its source."""
        path = self.translator.path(uri)
        for view in self.sources.views(path):
            if (file := view.file(path)) is not None:
                yield view, view.sources[file]

    def named(self, params: Placed) -> Iterator[tuple[View, Source, Mention]]:
        """What stands at a position of a document, in each of its programs."""
        for view, source in self.views(params.text_document.uri):
            at = self.translator.offset(source, params.position)
            if (mention := view.at(source, at)) is not None:
                yield view, source, mention

    def locations(self, params: Placed, wanted: Callable[[Mention], bool]) -> list[types.Location]:
        """The places of a name in all programs, each once."""
        found = {
            (view.path(other.span.file), other.span.start): self.translator.location(view, other.span)
            for view, _, mention in self.named(params)
            for other in view.same(mention)
            if wanted(other)
        }
        return list(found.values())

    def completes(self) -> types.ClientCompletionItemOptions:
        """What the client can do with proposals."""
        document = self.client_capabilities.text_document
        found = document.completion.completion_item if document and document.completion else None
        return found or types.ClientCompletionItemOptions()

    def pulls(self) -> bool:
        """Whether the client asks for diagnostics: whoever does is sent none, or would show each twice."""
        capabilities = self.client_capabilities.text_document
        return capabilities is not None and capabilities.diagnostic is not None

    def publish_soon(self) -> None:
        """Send the diagnostics of all open documents when nothing was typed for a moment."""
        if self.pulls():
            return
        if self.timer is not None:
            self.timer.cancel()
        self.timer = get_running_loop().call_later(PAUSE, self.publish)

    def publish(self) -> None:
        """Send the diagnostics of all open documents."""
        for path in list(self.sources.documents):
            uri = self.translator.uri(path)
            found = types.PublishDiagnosticsParams(uri, self.diagnostics(uri))
            self.text_document_publish_diagnostics(found)

    def diagnostics(self, uri: str) -> list[types.Diagnostic]:
        """What all programs of a document say about it, each thing once."""
        path = self.translator.path(uri)
        found = {
            (d.primary.span.start, d.primary.span.end, d.code, d.primary.message): (view, d)
            for view, _ in self.views(uri)
            for d in view.diagnostics(path)
        }
        return [
            self.translator.diagnostic(view, found[key][1])
            for key, (view, _) in sorted(found.items(), key=lambda row: row[0])
        ]

    def look_into_folders(self) -> None:
        """Find the sources in the folders of the client."""
        folders = [self.translator.path(uri) for uri in self.workspace.folders]
        if not folders and self.workspace.root_uri:
            folders = [self.translator.path(self.workspace.root_uri)]
        self.sources.find(path for folder in folders for path in _sources_in(folder))


def _read(path: str) -> str | ReadProblem:
    return read_text(Path(path))


def _sources_in(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_LOOKED_INTO and not name.startswith(".")]
        yield from (os.path.join(place, name) for name in files if name.endswith(".ivr"))


def create_server(options: Callable[[str], Options]) -> Server:
    """A server that answers; `options` gives those of a program by its path."""
    server = Server(options)
    _documents(server)
    _structure(server)
    _names(server)
    _writing(server)
    return server


def _documents(server: Server) -> None:
    """What is open, and what is wrong with it."""

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.look_into_folders()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.sources.put(server.translator.path(document.uri), document.text)
        server.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        text = params.content_changes[-1].text
        server.sources.put(server.translator.path(params.text_document.uri), text)
        server.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.sources.drop(server.translator.path(uri))
        if not server.pulls():
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(_: types.DidChangeWatchedFilesParams) -> None:
        server.look_into_folders()
        server.publish_soon()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(_: types.DidSaveTextDocumentParams) -> None:
        server.look_into_folders()
        server.publish_soon()

    @server.feature(
        types.TEXT_DOCUMENT_DIAGNOSTIC,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False),
    )
    def pulled(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(params.text_document.uri))


def _structure(server: Server) -> None:
    """The shape of a document: outline, folding, layout."""

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


def _names(server: Server) -> None:
    """Where names come from and where they are used."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def define(params: types.DefinitionParams) -> list[types.Location]:
        return server.locations(params, lambda found: found.declares)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def refer(params: types.ReferenceParams) -> list[types.Location]:
        declarations = params.context.include_declaration
        return server.locations(params, lambda found: declarations or not found.declares)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        for view, source, mention in server.named(params):
            here = [found for found in view.same(mention) if found.span.file == source.index]
            return [
                types.DocumentHighlight(
                    server.translator.range(source, found.span), HIGHLIGHTS[found.declares]
                )
                for found in here
            ]
        return []

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        for view, source, mention in server.named(params):
            if view.same(mention):
                return types.PrepareRenamePlaceholder(
                    server.translator.range(source, mention.span), mention.text
                )
        return None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        changes: dict[str, dict[tuple[int, int], types.TextEdit]] = {}
        for view, _, mention in server.named(params):
            if (reason := refusal(view, mention, params.new_name)) is not None:
                raise JsonRpcInvalidParams(reason)
            edit = server.translator.edit(view, renamed(view, mention, params.new_name))
            for uri, edits in (edit.changes or {}).items():
                places = changes.setdefault(uri, {})
                places |= {(one.range.start.line, one.range.start.character): one for one in edits}
        return types.WorkspaceEdit({uri: list(edits.values()) for uri, edits in changes.items()})


def _writing(server: Server) -> None:
    """What helps to write and to read."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        for view, source in server.views(params.text_document.uri):
            found = proposals(view, source, server.translator.offset(source, params.position))
            can = server.completes()
            return [server.translator.proposal(one, at, can) for at, one in enumerate(found)]
        return []

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def tell(params: types.HoverParams) -> types.Hover | None:
        for view, source in server.views(params.text_document.uri):
            if (found := hover(view, source, server.translator.offset(source, params.position))) is not None:
                text, span = found
                shown = types.MarkupContent(types.MarkupKind.Markdown, text)
                return types.Hover(shown, server.translator.range(source, span))
        return None
