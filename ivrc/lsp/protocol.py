"""What the features found, in the words and units of the protocol."""

from __future__ import annotations

import re
from os.path import isabs
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from ivrc.explain import DOCUMENT, headings
from ivrc.lsp.outline import enclosing
from ivrc.lsp.positions import offset, place
from ivrc.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ivrc.diagnostics import Diagnostic, Edit
    from ivrc.lsp.fixes import Fix
    from ivrc.lsp.leading import Stop
    from ivrc.lsp.outline import Symbol
    from ivrc.lsp.positions import Encoding
    from ivrc.lsp.proposing import Proposal
    from ivrc.lsp.view import View
    from ivrc.source import Source
    from ivrc.syntax import tree

SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "advice": types.DiagnosticSeverity.Information,
}
UNNECESSARY = frozenset({"IVR230", "IVR302", "IVR332"})
"""Codes of what has no effect: editors show it faded."""

SYMBOLS = {
    "flow": types.SymbolKind.Function,
    "outbound": types.SymbolKind.Function,
    "menu": types.SymbolKind.Class,
    "option": types.SymbolKind.EnumMember,
    "const": types.SymbolKind.Constant,
    "param": types.SymbolKind.Constant,
    "var": types.SymbolKind.Variable,
    "endpoint": types.SymbolKind.Object,
    "prompt": types.SymbolKind.String,
    "type": types.SymbolKind.Struct,
    "enumeration": types.SymbolKind.Enum,
    "extern": types.SymbolKind.Interface,
    "app": types.SymbolKind.Module,
}
"""Kinds of declarations and steps; what is not here is an event."""

PROPOSALS = {
    "keyword": types.CompletionItemKind.Keyword,
    "step": types.CompletionItemKind.Function,
    "setting": types.CompletionItemKind.Property,
    "handler": types.CompletionItemKind.Event,
    "field": types.CompletionItemKind.Field,
    "variable": types.CompletionItemKind.Variable,
    "var": types.CompletionItemKind.Variable,
    "const": types.CompletionItemKind.Constant,
    "param": types.CompletionItemKind.Constant,
    "function": types.CompletionItemKind.Function,
    "flow": types.CompletionItemKind.Function,
    "extern": types.CompletionItemKind.Interface,
    "menu": types.CompletionItemKind.Class,
    "type": types.CompletionItemKind.Struct,
    "enumeration": types.CompletionItemKind.Enum,
}
"""Kinds of what completion proposes; what is not here is a value."""


FENCE = re.compile(r"^```.*\n?", re.MULTILINE)


def written(text: str, formats: Sequence[types.MarkupKind] | None) -> types.MarkupContent | str:
    """Markdown, without its signs for a client that does not say that it can show it."""
    if types.MarkupKind.Markdown in (formats or ()):
        return types.MarkupContent(types.MarkupKind.Markdown, text)
    plain = FENCE.sub("", text).replace("`", "")
    return types.MarkupContent(types.MarkupKind.PlainText, plain) if formats else plain


class Translator:
    """Spans to ranges and paths to the addresses under which the client knows them, and back."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding: Encoding = encoding
        self.uris: dict[str, str] = {}

    def path(self, uri: str) -> str:
        """What the compiler calls a document; one that is not saved is called by its address."""
        try:
            path = (
                Path(url2pathname(urlsplit(uri).path)).as_posix()
                if uri.startswith("file:")
                else normpath(uri)
            )
        except ValueError:
            path = "\0"
        if "\0" in path:
            raise JsonRpcInvalidParams(f"`{uri}` is no address of a document")
        self.uris[path] = uri
        return path

    def uri(self, path: str) -> str:
        """The address of a document, as the client has written it if it did."""
        if path in self.uris:
            return self.uris[path]
        return Path(path).as_uri() if isabs(path) else path

    def offset(self, source: Source, position: types.Position) -> int:
        """The character at a position."""
        return offset(source, position.line, position.character, self.encoding)

    def position(self, source: Source, at: int) -> types.Position:
        """The position of a character."""
        return types.Position(*place(source, at, self.encoding))

    def range(self, source: Source, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(source, span.start), self.position(source, span.end))

    def span(self, source: Source, found: types.Range) -> Span:
        """The span of a range."""
        return Span(source.index, self.offset(source, found.start), self.offset(source, found.end))

    def location(self, view: View, span: Span) -> types.Location:
        """Document and range of a span."""
        return types.Location(self.uri(view.path(span.file)), self.range(view.sources[span.file], span))

    def edits(self, source: Source, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Changes of one document."""
        return [types.TextEdit(self.range(source, one.span), one.text) for one in edits]

    def edit(self, view: View, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Changes of one or more documents."""
        changes: dict[str, list[types.TextEdit]] = {}
        for one in edits:
            written = types.TextEdit(self.range(view.sources[one.span.file], one.span), one.text)
            changes.setdefault(self.uri(view.path(one.span.file)), []).append(written)
        return types.WorkspaceEdit(changes=dict(changes))

    def fix(self, view: View, found: Fix) -> types.CodeAction:
        """What can be done about a mistake."""
        return types.CodeAction(
            title=found.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[self.diagnostic(view, found.diagnostic)],
            is_preferred=found.sure or None,
            edit=self.edit(view, found.edits),
        )

    def diagnostic(self, view: View, found: Diagnostic) -> types.Diagnostic:
        """A diagnostic with its hint and the other places that belong to it."""
        words = f"{found.title}: {found.primary.message}"
        return types.Diagnostic(
            range=self.range(view.sources[found.primary.span.file], found.primary.span),
            message=f"{words}\n{found.hint}" if found.hint else words,
            severity=SEVERITIES[found.severity],
            code=found.code,
            code_description=types.CodeDescription(f"{DOCUMENT.as_uri()}#L{headings()[found.code]}"),
            source="ivrc",
            tags=[types.DiagnosticTag.Unnecessary] if found.code in UNNECESSARY else None,
            related_information=[
                types.DiagnosticRelatedInformation(self.location(view, label.span), label.message)
                for label in found.related
            ],
        )

    def proposal(
        self, found: Proposal, order: int, can: types.ClientCompletionItemOptions
    ) -> types.CompletionItem:
        """What completion proposes, in the order of the tables; places to go to only for clients that can."""
        plain = re.sub(r"\$\{\d+:([^}]*)\}|\$0", r"\1", found.insert)
        snippets = bool(can.snippet_support)
        form = types.InsertTextFormat.Snippet if snippets else types.InsertTextFormat.PlainText
        return types.CompletionItem(
            label=found.label,
            kind=PROPOSALS.get(found.kind, types.CompletionItemKind.Value),
            detail=found.kind,
            documentation=written(found.doc, can.documentation_format),
            sort_text=f"{order:04}",
            insert_text=(found.insert if snippets else plain) or None,
            insert_text_format=form if found.insert else None,
        )

    def selection(self, source: Source, file: tree.File, at: int) -> types.SelectionRange:
        """What grows around a character."""
        made: types.SelectionRange | None = None
        for span in dict.fromkeys(part.span for part in reversed(enclosing(file, at))):
            made = types.SelectionRange(self.range(source, span), parent=made)
        empty = self.position(source, at)
        return made or types.SelectionRange(types.Range(empty, empty))

    def stop(self, view: View, found: Stop) -> types.CallHierarchyItem:
        """A declaration where a caller can be."""
        source = view.sources[found.selection.file]
        return types.CallHierarchyItem(
            name=found.name,
            detail=found.kind,
            kind=SYMBOLS.get(found.kind, types.SymbolKind.Event),
            uri=self.uri(view.path(source.index)),
            range=self.range(source, found.item.span),
            selection_range=self.range(source, found.selection),
        )

    def found(self, view: View, symbol: Symbol) -> types.WorkspaceSymbol:
        """A symbol wherever it is."""
        kind = SYMBOLS.get(symbol.kind, types.SymbolKind.Event)
        return types.WorkspaceSymbol(self.location(view, symbol.selection), symbol.name, kind)

    def symbol(self, source: Source, found: Symbol) -> types.DocumentSymbol:
        """A symbol of an outline with what is inside it."""
        return types.DocumentSymbol(
            name=found.name,
            detail=found.kind,
            kind=SYMBOLS.get(found.kind, types.SymbolKind.Event),
            range=self.range(source, found.span),
            selection_range=self.range(source, found.selection),
            children=[self.symbol(source, one) for one in found.children],
        )
