"""Editors as the server meets them: what they can do, and in which units they count."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from lsprotocol import types
from pytest_lsp import ClientServerConfig, client_capabilities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_lsp import LanguageClient

PROFILES = {"visual-studio-code": "utf-16", "neovim": "utf-8", "emacs": "utf-32"}
"""Client to the encoding that it offers first."""

COMMANDS = {"visual-studio-code": ["ivrc.simulate", "ivrc.references"], "emacs": ["ivrc.simulate"]}
"""Client to the commands that it runs."""

CONFIGURATION = ClientServerConfig(server_command=[sys.executable, "-m", "ivrc", "lsp"])


def capabilities(profile: str) -> types.ClientCapabilities:
    """What a client can do; the recorded ones do not all say which encodings they take."""
    found = client_capabilities(profile)
    encoding = types.PositionEncodingKind(PROFILES[profile])
    found.general = found.general or types.GeneralClientCapabilities()
    found.general.position_encodings = [encoding]
    if profile == "neovim":  # newer ones do
        found.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
    return found


def position(text: str, wanted: str, encoding: str) -> types.Position:
    """Where the `|` in `wanted` stands: `-> |sales`. The rest of it is there once."""
    plain = wanted.replace("|", "")
    assert text.count(plain) == 1, f"{plain!r} is there {text.count(plain)} times"
    return end(text[: text.index(plain) + wanted.index("|")], encoding)


def end(text: str, encoding: str) -> types.Position:
    """The position behind a text, counted apart from the server's own way."""
    last = text.rsplit("\n", maxsplit=1)[-1]
    units = {"utf-8": len(last.encode()), "utf-16": len(last.encode("utf-16-be")) // 2, "utf-32": len(last)}
    return types.Position(text.count("\n"), units[encoding])


class Editor:
    """Documents in an editor, and what the server says about them."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.version = 0

    @property
    def encoding(self) -> str:
        """In which units this editor counts."""
        general = self.client.capabilities.general
        assert general
        assert general.position_encodings
        return general.position_encodings[0].value

    @property
    def commands(self) -> list[str]:
        """What this editor runs for the server."""
        return next((COMMANDS.get(name, []) for name, unit in PROFILES.items() if unit == self.encoding), [])

    def uri(self, name: str) -> str:
        """The address of a document."""
        return (self.folder / name).as_uri()

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """A document, as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    def open(self, name: str, text: str) -> None:
        """Show a document with this text."""
        item = types.TextDocumentItem(self.uri(name), "ivr", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, name: str, text: str) -> None:
        """Type until the document has this text."""
        self.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(text)
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    def close(self, name: str) -> None:
        """Close a document."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.document(name)))

    async def diagnostics(self, name: str) -> tuple[types.Diagnostic, ...]:
        """What the editor shows as wrong: asked for, or sent if it cannot ask."""
        if self.client.capabilities.text_document.diagnostic:
            params = types.DocumentDiagnosticParams(self.document(name))
            report = await self.client.text_document_diagnostic_async(params)
            assert self.uri(name) not in self.client.diagnostics, "sent though the client asks"
            return tuple(report.items)
        while self.uri(name) not in self.client.diagnostics:
            await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return tuple(self.client.diagnostics.pop(self.uri(name)))

    def at(self, name: str, text: str, wanted: str) -> dict[str, object]:
        """Document and place of the mark in `wanted`, for parameters of requests."""
        return {"text_document": self.document(name), "position": position(text, wanted, self.encoding)}

    def part(self, text: str, found: types.Range) -> str:
        """The text of a range, cut out apart from the server's own way."""
        lines = text.split("\n")
        start, stop = found.start, found.end
        taken = lines[start.line : stop.line + 1]
        taken[-1] = _upto(taken[-1], stop.character, self.encoding)
        taken[0] = taken[0][len(_upto(taken[0], start.character, self.encoding)) :]
        return "\n".join(taken)

    def edited(self, text: str, edits: Sequence[types.TextEdit]) -> str:
        """A text after changes."""
        for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character))[::-1]:
            start, stop = (_offset(text, at, self.encoding) for at in (edit.range.start, edit.range.end))
            text = text[:start] + edit.new_text + text[stop:]
        return text


def _offset(text: str, at: types.Position, encoding: str) -> int:
    lines = text.split("\n")
    before = sum(len(line) + 1 for line in lines[: at.line])
    return before + len(_upto(lines[at.line], at.character, encoding))


def _upto(line: str, units: int, encoding: str) -> str:
    codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[encoding]
    return line.encode(codec)[: units * width].decode(codec)
