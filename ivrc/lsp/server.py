"""The server: what the protocol asks, answered by the features.

Requests are answered one after the other, each from the documents as they are then: no answer is stale.
"""

from __future__ import annotations

import logging
import os
from asyncio import get_running_loop
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias, TypeVar

from lsprotocol import types
from pygls.exceptions import (
    FeatureNotificationError,
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
)
from pygls.lsp.server import LanguageServer

from ivrc.files import ReadProblem, read_text
from ivrc.lsp.answers import colouring, documents, leading, naming, structure, writing
from ivrc.lsp.conversation import Conversation
from ivrc.lsp.protocol import Translator
from ivrc.lsp.workspace import Workspace
from ivrc.version import __version__

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable, Iterator, Sequence

    from ivrc.analysis import Options
    from ivrc.lsp.names import Mention
    from ivrc.lsp.view import View
    from ivrc.source import Source

F = TypeVar("F", bound="Callable[..., Any]")
LOGGER = logging.getLogger("ivrc.lsp")
BUG = "ivrc has a bug; please report it with the file that shows it"
PAUSE = 0.15
"""Seconds without a change before diagnostics are sent to a client that does not ask for them."""

NOT_LOOKED_INTO = frozenset({"node_modules", "generated", "venv"})


Settings: TypeAlias = "Callable[[str], tuple[Options, str]]"
"""The options of a program by its path, and what is wrong with those of the project, if anything is."""


class Placed(Protocol):
    """The parameters of whatever is asked about a position."""

    text_document: types.TextDocumentIdentifier
    position: types.Position


class Server(LanguageServer):
    """One client with its documents.

    `commands` are those that it says it runs, `colours` what it was told last of each document, `told` what
    was said about settings since files have changed.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            "ivrc",
            __version__,
            # pygls breaks lines where editors do not, so it may not apply changes of parts.
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Conversation,
        )
        self.sources = Workspace(_read, self.options)
        self.told: set[str] = set()
        self._settings = settings
        self.commands: frozenset[str] = frozenset()
        self.colours: dict[str, types.SemanticTokens] = {}
        self.timer: TimerHandle | None = None
        self._translator: Translator | None = None

    @property
    def translator(self) -> Translator:
        """With the encoding that was agreed on."""
        if self._translator is None:
            self._translator = Translator(self.server_capabilities.position_encoding or "utf-16")  # type: ignore[arg-type]  # one of the three
        return self._translator

    def feature(self, feature_name: str, options: Any = None) -> Callable[[F], F]:
        """As pygls has it, for functions that are expected to raise only what is meant for the client."""
        register = super().feature(feature_name, options)

        def answered(function: F) -> F:
            @wraps(function)
            def answer(params: Any) -> Any:
                try:
                    return function(params)
                except JsonRpcException:
                    raise
                except Exception as error:
                    LOGGER.exception("%s", feature_name)
                    raise JsonRpcInternalError(f"{BUG}: {type(error).__name__}: {error}") from error

            register(answer)
            return function

        return answered

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Show a bug of ours that no request is answered with; what clients do wrong is not for people."""
        _, bug, what = str(error).partition(BUG)
        if bug and source is FeatureNotificationError:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, bug + what))

    def options(self, path: str) -> Options:
        """How a program is compiled; what is wrong with its settings is said once, not at each key."""
        options, trouble = self._settings(path)
        if trouble and trouble not in self.told:
            self.told.add(trouble)
            message = f"{trouble} (until that is mended, no level counts)"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))
        return options

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

    def shows(self) -> Sequence[types.MarkupKind]:
        """In which forms the client shows what is told of a word."""
        document = self.client_capabilities.text_document
        return (document.hover.content_format if document and document.hover else None) or ()

    def refuse(self, reason: str) -> NoReturn:
        """Answer that what is asked for cannot be done."""
        raise JsonRpcInvalidParams(reason)

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

    def files_changed(self) -> None:
        """Read everything anew, and let the client ask anew."""
        self.told.clear()
        self.sources.forget()
        self.publish_soon()
        can = self.client_capabilities.workspace or types.WorkspaceClientCapabilities()
        if can.diagnostics and can.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)
        if can.code_lens and can.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)
        if can.inlay_hint and can.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)

    def watches(self) -> bool:
        """Whether the client tells of files that change on the disk, if it is asked to."""
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        return watching is not None and bool(watching.dynamic_registration)

    def watch_files(self) -> None:
        """Ask to be told of sources and settings that change on the disk."""
        if not self.watches():
            return
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(f"**/{name}") for name in ("*.ivr", "pyproject.toml")]
        )
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.RegistrationParams([types.Registration("sources", method, options)])
        self.client_register_capability(wanted)

    def look_into_folders(self) -> None:
        """Find the sources in the folders of the client."""
        folders = [self.translator.path(uri) for uri in self.workspace.folders]
        if not folders and self.workspace.root_uri:
            folders = [self.translator.path(self.workspace.root_uri)]
        self.sources.find(path for folder in folders for path in _sources_in(folder))


def _read(path: str) -> str | ReadProblem:
    """A file; beside a document that was never saved there are none."""
    return read_text(Path(path)) if os.path.isabs(path) else ReadProblem(message="does not exist")


def _sources_in(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_LOOKED_INTO and not name.startswith(".")]
        yield from (Path(place, name).as_posix() for name in files if name.endswith(".ivr"))


def create_server(settings: Settings) -> Server:
    """A server that answers."""
    server = Server(settings)
    for group in (documents, structure, naming, writing, colouring, leading):
        group.register(server)
    return server
